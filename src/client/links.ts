import { all, onPress } from './dom.ts'

/** “copy link” at each figure. */
export function offerLinks(): void {
  for (const button of all('[data-copy]')) {
    onPress(button, () => copy(`${location.href.split('#')[0]}#${button.dataset.copy}`))
  }
}

/** Where the clipboard is refused, the address bar gets the link. */
async function copy(link: string): Promise<string> {
  try {
    await navigator.clipboard.writeText(link)
    return 'link copied'
  } catch {
    location.href = link
    return 'link is in the address bar'
  }
}
