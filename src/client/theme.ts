import { all, create } from './dom.ts'

const key = 'technote-theme'
const themes = { '': 'as the system', light: 'light', dark: 'dark' }

/** Where storage is refused (a sandbox, a file in some browsers) a choice lasts for the page. */
function remember(theme?: string): string {
  try {
    if (theme !== undefined) localStorage.setItem(key, theme)
    return localStorage.getItem(key) ?? ''
  } catch {
    return theme ?? ''
  }
}

export function applyTheme(theme = remember()): void {
  const root = document.documentElement
  if (theme) root.dataset.theme = theme
  else delete root.dataset.theme
}

export function offerThemes(): void {
  const select = create('select', { 'aria-label': 'Colours', class: 'theme' })
  for (const [value, text] of Object.entries(themes)) {
    select.append(create('option', { value }, `Colours: ${text}`))
  }
  select.value = document.documentElement.dataset.theme ?? ''
  select.addEventListener('change', () => {
    applyTheme(select.value)
    remember(select.value)
  })
  all('.site-header')[0]?.append(select)
}
