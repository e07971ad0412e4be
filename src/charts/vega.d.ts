import 'vega'

declare module 'vega' {
  /** Exported by vega 6 but not in its types: how texts are measured while laying out. */
  export const textMetrics: {
    width(item: { text?: unknown; fontSize?: number }, text?: string | null): number
  }
}
