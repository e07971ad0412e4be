import type { Found } from '../found.ts'

const line =
  /^(?:(?:\d{1,3}\.){3}\d{1,3}|[0-9a-f:]{0,32}::[0-9a-f:]{0,32})[ \t]+([a-z][\w. \t-]{1,400})(?:#.*)?\r?$/gim

/** What follows an address in other lists: `10.0.0.1 is alive`, `10.0.0.1 dev eno1`. */
const noName = /^(?:is|dev|via|port|to|from|has|was|and|at|on|for|localhost.*|ip6-.*)$/i

/** Names in the layout of /etc/hosts: an address, then nothing but names, which begin with a letter. */
export function learnHostsFile(text: string): Found[] {
  const found: Found[] = []
  for (const { 0: whole, 1: list = '', index } of text.matchAll(line)) {
    const names = [...list.matchAll(/\S+/g)]
    if (names.some(([name]) => !/^[a-z]/i.test(name) || noName.test(name))) continue
    const start = index + whole.indexOf(list)
    for (const name of names)
      found.push({ kind: 'host', value: name[0], start: start + name.index })
  }
  return found
}
