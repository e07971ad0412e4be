/** Parts of a cost that are metrics of their own beside it. */
export const costParts = ['gross', 'idle', 'top'] as const
export type CostPart = (typeof costParts)[number]

/** What is said behind the label of a cost. */
export const partLabels: { [part in CostPart]: string } = {
  gross: 'gross',
  idle: 'at no load',
  top: 'at the top of the ladder',
}

/** `gross-switches` */
export function toPartId(part: CostPart, id: string): string {
  return `${part}-${id}`
}
