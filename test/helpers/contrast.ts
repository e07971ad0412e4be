/** Ratio of two colours, `#rrggbb`, by the definition of WCAG 2.2. */
export function contrast(one: string, other: string): number {
  const [dark = 0, bright = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (bright + 0.05) / (dark + 0.05)
}

function luminance(colour: string): number {
  const short = /^#(.)(.)(.)$/.exec(colour)
  const long = short
    ? `#${short
        .slice(1)
        .map(digit => digit + digit)
        .join('')}`
    : colour
  const channels = [1, 3, 5].map(start => Number.parseInt(long.slice(start, start + 2), 16) / 255)
  const [red = Number.NaN, green = Number.NaN, blue = Number.NaN] = channels.map(channel =>
    channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4,
  )
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
