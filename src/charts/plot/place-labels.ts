export interface Box {
  x: number
  y: number
  width: number
  height: number
}

/** A point and the size of its label, in px. */
export interface Labelled {
  x: number
  y: number
  width: number
  height: number
}

/** Where a label stands, and how far from its point. */
export interface Placed extends Box {
  distance: number
}

const distances = [8, 16, 28]
/** Right first, then round the clock, as a reader expects labels. */
const directions = [
  [1, 0],
  [1, -1],
  [1, 1],
  [-1, 0],
  [-1, -1],
  [-1, 1],
  [0, -1],
  [0, 1],
] as const

/**
 * Place labels near their points, in their order, each at the nearest place where it covers no
 * point, no obstacle and no other label. A label without such a place has none: nothing is moved
 * once it stands, so the same points always give the same drawing.
 */
export function placeLabels(
  points: Labelled[],
  area: Box,
  obstacles: Box[] = [],
): (Placed | undefined)[] {
  const taken: Box[] = [
    ...obstacles,
    ...points.map(({ x, y }) => ({ x: x - 5, y: y - 5, width: 10, height: 10 })),
  ]
  return points.map(point => {
    const found = candidates(point).find(
      box => contains(area, box) && !taken.some(other => overlaps(box, other)),
    )
    if (found) taken.push(found)
    return found
  })
}

function candidates({ x, y, width, height }: Labelled): Placed[] {
  return distances.flatMap(distance =>
    directions.map(([right, down]) => {
      const step = right !== 0 && down !== 0 ? distance * 0.7 : distance
      const left = beside(x, right, step, width)
      return { x: left, y: beside(y, down, step, height), width, height, distance }
    }),
  )
}

/** Where a label begins that lies before (-1), around (0) or behind (1) a point. */
function beside(point: number, side: -1 | 0 | 1, step: number, size: number): number {
  if (side === 0) return point - size / 2
  return side > 0 ? point + step : point - step - size
}

export function overlaps(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
}

function contains(area: Box, box: Box): boolean {
  return (
    box.x >= area.x &&
    box.y >= area.y &&
    box.x + box.width <= area.x + area.width &&
    box.y + box.height <= area.y + area.height
  )
}
