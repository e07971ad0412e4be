import { describe, expect, test } from 'vitest'
import { slimSvg } from '../../src/charts/slim-svg.ts'
import { printSvg } from '../../src/charts/svg.ts'

const slim = (inner: string) =>
  printSvg(slimSvg(`<svg xmlns="http://www.w3.org/2000/svg" version="1.1">${inner}</svg>`, 'f'))
const inside = (inner: string) => slim(inner).replace(/^<svg>|<\/svg>$/g, '')

describe('a slimmer drawing', () => {
  test.each([
    ['wrappers that say nothing', '<g><g><text>a</text></g></g>', '<text>a</text>'],
    ['empty groups', '<g class="x"></g>', '<svg/>'],
    ['names of layers', '<g class="mark-text"><text>a</text></g>', '<text>a</text>'],
    [
      'nested shifts',
      '<g transform="translate(1,2)"><g transform="translate(0.5,3)"><text fill="red">a</text></g></g>',
      '<g transform="translate(1.5,5)"><text fill="red">a</text></g>',
    ],
    [
      'what most siblings share',
      '<g class="x"><text fill="red">a</text><text fill="red">b</text><text fill="blue">c</text></g>',
      '<g fill="red"><text>a</text><text>b</text><text fill="blue">c</text></g>',
    ],
    [
      'nothing where one sibling says nothing',
      '<g class="x"><text fill="red">a</text><text fill="red">b</text><text>c</text></g>',
      '<text fill="red">a</text><text fill="red">b</text><text>c</text>',
    ],
    [
      'a grid',
      '<g class="mark-rule role-axis-grid"><line transform="translate(0,0)" x2="0" y2="-9.04" stroke="s"/><line transform="translate(5.26,0)" x2="0" y2="-9.04" stroke="s"/></g>',
      '<g stroke="s"><path d="M0,0v-9m5.5,9v-9"/></g>',
    ],
    [
      'lines that have no name, but for those that can be seen through',
      '<g class="x"><path d="M9,2h4" stroke="s"/><path d="M5,8h6" stroke="s"/><path d="M9,9h1" stroke="s" opacity="0.5"/><path d="M9,9v1" stroke="s" opacity="0.5"/></g>',
      '<g stroke="s"><path d="M9,2h4m-8,6h6"/><path d="M9,9h1" stroke-opacity="0.5"/><path d="M9,9v1" stroke-opacity="0.5"/></g>',
    ],
    [
      'boxes side by side, by their fill',
      '<g class="x"><path d="M0,0h5v5h-5Z" fill="b"/><path d="M5,0h5v5h-5Z" fill="a"/><path d="M0,5h5v5h-5Z" fill="b"/></g>',
      '<g fill="b"><path d="M0,0h5v5h-5Zm0,5h5v5h-5Z"/><path d="M5,0h5v5h-5Z" fill="a"/></g>',
    ],
    [
      'boxes that overlap stay in their order',
      '<g class="x"><path d="M0,0h5v5h-5Z" fill="b"/><path d="M4,0h5v5h-5Z" fill="a"/><path d="M0,5h5v5h-5Z" fill="b"/></g>',
      '<g fill="b"><path d="M0,0h5v5h-5Z"/><path d="M4,0h5v5h-5Z" fill="a"/><path d="M0,5h5v5h-5Z"/></g>',
    ],
    ['a text of no words', '<text x="3"></text>', '<svg/>'],
    [
      'a mark keeps its name and its place',
      '<path aria-label="virtio-blk: 1.2345" role="graphics-symbol" transform="translate(7,8)" d="M4.47,0A4.47,4.47,0,1,1,-4.47,0A4.47,4.47,0,1,1,4.47,0" fill="red"/>',
      '<circle cx="7" cy="8" r="4.5" aria-label="virtio-blk: 1.2345" fill="red"/>',
    ],
    [
      'a curve, to a tenth',
      '<path d="M0,1L2.04,3L4,0.5L5.26,0.5"/>',
      '<path d="M0,1l2,2,2,-2.5,1.3,0"/>',
    ],
    ['a shape', '<path d="M-4.47,-4.47h8.94v8.94h-8.94Z"/>', '<path d="M-4.5,-4.5h9v9h-9Z"/>'],
    ['a tick on its pixel', '<path d="M78.46,43h1v6h-1Z"/>', '<path d="M78,43h1v6h-1Z"/>'],
    ['ids', '<g clip-path="url(#c)"><text>url(#c)</text></g>', undefined],
  ])('%s', (_, before, after) => {
    if (after === undefined) expect(inside(before)).toContain('clip-path="url(#f-c)"')
    else expect(inside(before)).toBe(after)
  })

  test('rounding does not add up along a line', () => {
    const points = Array.from({ length: 500 }, (_, index) => `${index * 0.333},${index * 0.777}`)
    const data = / d="M0,0l([^"]*)"/.exec(slim(`<path d="M${points.join('L')}"/>`))?.[1] ?? ''
    const steps = data.split(',').map(Number)
    const end = (from: 0 | 1) =>
      steps.filter((_, index) => index % 2 === from).reduce((sum, step) => sum + step, 0)
    expect(end(0)).toBeCloseTo(499 * 0.333, 0)
    expect(Math.abs(end(0) - 499 * 0.333)).toBeLessThan(0.06)
    expect(Math.abs(end(1) - 499 * 0.777)).toBeLessThan(0.06)
  })

  test('a text is never touched', () => {
    expect(slim('<text transform="translate(1.25,2)">1.23456 &lt; 2, url(#x)</text>')).toContain(
      '>1.23456 &lt; 2, url(#',
    )
  })
})
