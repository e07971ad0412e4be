/** “copy link” at each figure; the button says for a moment how it went. */
export async function copyLink(button: HTMLElement): Promise<void> {
  const said = await copy(`${location.href.split('#')[0]}#${button.dataset.copy}`)
  const words = button.textContent
  if (words === said) return
  button.textContent = said
  setTimeout(() => {
    button.textContent = words
  }, 2500)
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
