import { all } from './dom.ts'

const key = 'technote-theme'

/** Where storage is refused (a sandbox, a file in some browsers) a choice lasts for the page. */
function remember(theme?: string): string {
  try {
    if (theme !== undefined) localStorage.setItem(key, theme)
    return localStorage.getItem(key) ?? ''
  } catch {
    return theme ?? ''
  }
}

/** The theme that the reader chose before, if any; the page's own choice shows it too. */
export function applyTheme(): void {
  const theme = remember()
  if (!theme) return
  document.documentElement.dataset.theme = theme
  addEventListener('DOMContentLoaded', () => {
    for (const select of all<HTMLSelectElement>('.theme')) select.value = theme
  })
}

export function chooseTheme({ value }: HTMLSelectElement): void {
  if (value) document.documentElement.dataset.theme = value
  else delete document.documentElement.dataset.theme
  remember(value)
}
