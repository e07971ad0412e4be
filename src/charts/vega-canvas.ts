/** In place of `vega-canvas`: no canvas is ever used, text is measured by `text-width.ts`. */
export const canvas = () => null
export const image = () => null
export const domCanvas = () => null
