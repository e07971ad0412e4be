import { all, create } from './dom.ts'
import { nameMarks } from './names.ts'

type Mark = SVGGraphicsElement

/** A pointer this near to a mark, in px, is on it. */
const reach = 24

let tip: HTMLElement | undefined

/**
 * Hover and arrow keys over the marks of a figure. What is shown is the mark's own `aria-label`,
 * which a screen reader says when the mark gets the focus; nothing is only in the tooltip.
 */
export function readMarks(chart: HTMLElement): void {
  nameMarks(chart)
  const drawings = all<SVGSVGElement>('svg', chart).map(svg => ({
    svg,
    marks: all<Mark>('[aria-label]', svg),
  }))
  if (!drawings.some(({ marks }) => marks.length > 0)) return
  chart.setAttribute('role', 'group')
  for (const { svg, marks } of drawings) {
    for (const text of all<Mark>('text:not([aria-label])', svg)) {
      text.setAttribute('aria-hidden', 'true')
    }
    for (const mark of marks) mark.setAttribute('role', 'img')
    marks[0]?.setAttribute('tabindex', '0')
  }
  const marksOf = (target: EventTarget | null) =>
    drawings.find(({ svg }) => svg.contains(target as Node))?.marks ?? []
  chart.addEventListener('pointermove', event => {
    const nearest = findNearest(marksOf(event.target), event.clientX, event.clientY)
    if (nearest) show(nearest)
    else hide()
  })
  chart.addEventListener('pointerleave', hide)
  chart.addEventListener('focusin', event => {
    if (marksOf(event.target).includes(event.target as Mark)) show(event.target as Mark)
  })
  chart.addEventListener('focusout', hide)
  chart.addEventListener('keydown', event => {
    const mark = event.target as Mark
    const next = toNext(event.key, mark, marksOf(mark))
    if (event.key === 'Escape') {
      hide()
      mark.blur()
    }
    if (!next) return
    event.preventDefault()
    mark.setAttribute('tabindex', '-1')
    next.setAttribute('tabindex', '0')
    next.focus()
  })
}

/** Left and right go through all marks in their order; up and down to the nearest there. */
function toNext(key: string, mark: Mark, marks: Mark[]): Mark | undefined {
  const at = marks.indexOf(mark)
  if (at < 0) return undefined
  const moves: { [key: string]: () => Mark | undefined } = {
    ArrowRight: () => marks[at + 1],
    ArrowLeft: () => marks[at - 1],
    Home: () => marks[0],
    End: () => marks[marks.length - 1],
    ArrowDown: () => findBeyond(mark, marks, 1),
    ArrowUp: () => findBeyond(mark, marks, -1),
  }
  const move = moves[key]
  return move && (move() ?? mark)
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
  tip ??= document.body.appendChild(create('div', { class: 'tip', 'aria-hidden': 'true' }))
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
