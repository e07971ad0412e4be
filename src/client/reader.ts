import { showCapture, showSources } from './captures.ts'
import { followContents } from './contents.ts'
import { all, once, within } from './dom.ts'
import { toggleView } from './interactive.ts'
import { copyLink } from './links.ts'
import { readUnder } from './marks.ts'
import { prepare, prepareAll, prepareNear, readable } from './prepare.ts'
import { filterRows, sortRows } from './tables.ts'
import { chooseTheme } from './theme.ts'

/** Where the focus goes next depends on what can have it, anywhere on the page. */
const prepareForKeys = once(prepareAll)

const prepareForScrolling = once(() => {
  followContents()
  prepareNear()
})

/**
 * What is done about what the reader does, whatever stands on the page: its figures and tables
 * are prepared when the reader comes to them, by pointer, by keyboard or by scrolling.
 */
const answers: { [type: string]: ((event: Event) => void)[] } = {
  click: [
    within('[data-copy]', copyLink),
    within('[data-view]:not([aria-busy])', toggleView),
    within('[data-sources]', showSources),
    within('thead th', sortRows),
  ],
  input: [within('.theme', chooseTheme), within('.filter input', filterRows)],
  toggle: [within('.capture', showCapture)],
  pointerover: [within(readable, prepare), readUnder],
  keydown: [prepareForKeys],
  focusin: [prepareForKeys],
  scroll: [prepareForScrolling],
}

function answer(event: Event): void {
  for (const act of answers[event.type] ?? []) act(event)
}

const early = window.technoteEvents
window.technoteEvents = { push: answer }
// It does not bubble; and a link into a capture has opened it before anything was listened for.
document.addEventListener('toggle', answer, true)
all('.capture[open]').forEach(showCapture)
if (Array.isArray(early)) early.splice(0).forEach(answer)
