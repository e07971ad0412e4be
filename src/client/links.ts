/**
 * “copy link” at each figure; the button says for a moment how it went. Where the clipboard is
 * refused, the address bar gets the link.
 */
export async function copyLink(button: HTMLElement): Promise<void> {
  const link = `${location.href.split('#')[0]}#${button.dataset.copy}`
  try {
    await navigator.clipboard.writeText(link)
    button.textContent = 'link copied'
  } catch {
    location.href = link
    button.textContent = 'link is in the address bar'
  }
  setTimeout(() => {
    button.textContent = 'copy link'
  }, 2500)
}
