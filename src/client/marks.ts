import { all, create } from './dom.ts'

type Mark = SVGGraphicsElement

/** A pointer this near to a mark, in px, is on it. */
const reach = 24

/** The marks of each drawing that is prepared. */
const drawings = new WeakMap<Element, Mark[]>()

let tip: HTMLElement | undefined

/**
 * Hover and arrow keys over the marks of a figure. What is shown is the mark's own `aria-label`,
 * which a screen reader says when the mark gets the focus; nothing is only in the tooltip.
 */
export function readMarks(chart: HTMLElement): void {
  for (const svg of all<SVGSVGElement>('svg', chart)) {
    const marks = all<Mark>('[aria-label]', svg)
    if (!marks[0]) continue
    drawings.set(svg, marks)
    chart.setAttribute('role', 'group')
    for (const text of all('text:not([aria-label])', svg)) text.setAttribute('aria-hidden', 'true')
    for (const mark of marks) mark.setAttribute('role', 'img')
    marks[0].tabIndex = 0
  }
  // Not those of the drawing, to which Chromium would give the focus then.
  chart.addEventListener('pointermove', readUnder)
  chart.addEventListener('pointerleave', ({ pointerType }) => {
    if (pointerType !== 'touch') hide()
  })
  chart.addEventListener('focusin', event => show(event.target as Mark))
  chart.addEventListener('focusout', hide)
  chart.addEventListener('keydown', moveFocus)
}

function marksAround(target: EventTarget | null): Mark[] | undefined {
  const svg = target instanceof SVGElement && target.closest('svg')
  return svg ? drawings.get(svg) : undefined
}

/**
 * Show the mark that a pointer is on. A finger leaves when it is lifted: what it shows stays
 * until it comes down elsewhere.
 */
export function readUnder(event: Event): void {
  const { target, clientX, clientY, pointerType } = event as PointerEvent
  const marks = marksAround(target)
  const nearest = marks && findNearest(marks, clientX, clientY)
  if (nearest) show(nearest)
  else if (marks || pointerType === 'touch') hide()
}

/** With another key held down a key is the browser's: Alt and left goes back. */
function moveFocus(event: KeyboardEvent): void {
  if (event.altKey || event.ctrlKey || event.metaKey) return
  const mark = event.target as Mark
  const next = toNext(event.key, mark, marksAround(mark) ?? [])
  if (event.key === 'Escape') mark.blur()
  if (!next) return
  event.preventDefault()
  mark.tabIndex = -1
  next.tabIndex = 0
  next.focus()
}

/** Left and right go through all marks in their order; up and down to the nearest there. */
function toNext(key: string, mark: Mark, marks: Mark[]): Mark | undefined {
  const at = marks.indexOf(mark)
  const moves: { [key: string]: Mark | undefined } = {
    ArrowRight: marks[at + 1],
    ArrowLeft: marks[at - 1],
    Home: marks[0],
    End: marks.at(-1),
    ArrowDown: findBeyond(mark, marks, 1),
    ArrowUp: findBeyond(mark, marks, -1),
  }
  return key in moves ? (moves[key] ?? mark) : undefined
}

function findBeyond(mark: Mark, marks: Mark[], sign: number): Mark | undefined {
  const from = centre(mark)
  return least(marks, other => {
    const to = centre(other)
    const down = (to.y - from.y) * sign
    return down > 2 ? down + 2 * Math.abs(to.x - from.x) : Infinity
  })
}

function findNearest(marks: Mark[], x: number, y: number): Mark | undefined {
  return least(marks, mark => {
    const box = mark.getBoundingClientRect()
    const beside = Math.max(box.left - x, 0, x - box.right)
    const above = Math.max(box.top - y, 0, y - box.bottom)
    const distance = Math.hypot(beside, above)
    // Of two marks under the pointer the smaller one is meant.
    return distance > reach ? Infinity : distance + (box.width + box.height) / 1e4
  })
}

function least(marks: Mark[], cost: (mark: Mark) => number): Mark | undefined {
  let best: Mark | undefined
  let lowest = Infinity
  for (const mark of marks) {
    const value = cost(mark)
    if (value < lowest) [best, lowest] = [mark, value]
  }
  return best
}

function centre(mark: Mark): { x: number; y: number } {
  const { left, top, width, height } = mark.getBoundingClientRect()
  return { x: left + width / 2, y: top + height / 2 }
}

let shown: Mark | undefined

function show(mark: Mark): void {
  if (mark === shown) return
  hide()
  shown = mark
  mark.classList.add('on')
  tip ??= document.body.appendChild(create('div', { className: 'tip', ariaHidden: 'true' }))
  tip.textContent = mark.getAttribute('aria-label')
  tip.hidden = false
  const { left, right, top, bottom } = mark.getBoundingClientRect()
  const room = document.documentElement.clientWidth - tip.offsetWidth - 8
  const x = Math.max(8, Math.min((left + right - tip.offsetWidth) / 2, room))
  const above = top - tip.offsetHeight - 8
  const y = above < 0 ? bottom + 8 : above
  tip.style.transform = `translate(${x + scrollX}px,${y + scrollY}px)`
}

function hide(): void {
  shown?.classList.remove('on')
  shown = undefined
  if (tip) tip.hidden = true
}
