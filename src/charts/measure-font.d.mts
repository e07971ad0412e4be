/** Advance width of each character of the chart font, in thousandths of the font size. */
export function measureFont(): { [character: string]: number }
