const key = 'technote-theme'

/** The theme that the reader chose before, if any; the page's own choice shows it too. */
export function applyTheme(): void {
  const theme = recall()
  if (!theme) return
  document.documentElement.dataset.theme = theme
  addEventListener('DOMContentLoaded', () => {
    const select = document.querySelector<HTMLSelectElement>('.theme')
    if (select) select.value = theme
  })
}

/** Where storage is refused (a sandbox, a file in some browsers) a choice lasts for the page. */
export function chooseTheme({ value }: HTMLSelectElement): void {
  document.documentElement.dataset.theme = value
  try {
    localStorage.setItem(key, value)
  } catch {}
}

function recall(): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}
