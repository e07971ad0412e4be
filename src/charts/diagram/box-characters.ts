/** Weight of a line: none, light, heavy, double. */
export type Weight = 0 | 1 | 2 | 3

/** The four arms of a character, from its centre to the edges of its cell. */
export interface Arms {
  up: Weight
  right: Weight
  down: Weight
  left: Weight
}

export interface BoxCharacter extends Arms {
  /** Into how many dashes a cell of the line is cut. */
  dashes?: 2 | 3 | 4
  /** A quarter of a circle instead of a corner. */
  round?: boolean
}

/** Weights in the order up, right, down, left, as in `┌: 0110`; U+2500 to U+257F. */
const arms = `
─0101 ━0202 │1010 ┃2020 ┄0101 ┅0202 ┆1010 ┇2020 ┈0101 ┉0202 ┊1010 ┋2020 ┌0110 ┍0210 ┎0120 ┏0220
┐0011 ┑0012 ┒0021 ┓0022 └1100 ┕1200 ┖2100 ┗2200 ┘1001 ┙1002 ┚2001 ┛2002 ├1110 ┝1210 ┞2110 ┟1120
┠2120 ┡2210 ┢1220 ┣2220 ┤1011 ┥1012 ┦2011 ┧1021 ┨2021 ┩2012 ┪1022 ┫2022 ┬0111 ┭0112 ┮0211 ┯0212
┰0121 ┱0122 ┲0221 ┳0222 ┴1101 ┵1102 ┶1201 ┷1202 ┸2101 ┹2102 ┺2201 ┻2202 ┼1111 ┽1112 ┾1211 ┿1212
╀2111 ╁1121 ╂2121 ╃2112 ╄2211 ╅1122 ╆1221 ╇2212 ╈1222 ╉2122 ╊2221 ╋2222 ╌0101 ╍0202 ╎1010 ╏2020
═0303 ║3030 ╒0310 ╓0130 ╔0330 ╕0013 ╖0031 ╗0033 ╘1300 ╙3100 ╚3300 ╛1003 ╜3001 ╝3003 ╞1310 ╟3130
╠3330 ╡1013 ╢3031 ╣3033 ╤0313 ╥0131 ╦0333 ╧1303 ╨3101 ╩3303 ╪1313 ╫3131 ╬3333 ╭0110 ╮0011 ╯1001
╰1100 ╴0001 ╵1000 ╶0100 ╷0010 ╸0002 ╹2000 ╺0200 ╻0020 ╼0201 ╽1020 ╾0102 ╿2010`

const dashes = { 2: '╌╍╎╏', 3: '┄┅┆┇', 4: '┈┉┊┋' } as const
const round = '╭╮╯╰'

/** Lines from corner to corner of the cell: rising, falling. */
export const diagonals: { [character: string]: { rising: boolean; falling: boolean } } = {
  '╱': { rising: true, falling: false },
  '╲': { rising: false, falling: true },
  '╳': { rising: true, falling: true },
}

export const boxCharacters: { [character: string]: BoxCharacter } = Object.fromEntries(
  arms
    .trim()
    .split(/\s+/)
    .map(entry => {
      const [character = '', ...weights] = entry
      const [up = 0, right = 0, down = 0, left = 0] = weights.map(
        weight => Number(weight) as Weight,
      )
      const cut = ([2, 3, 4] as const).find(count => dashes[count].includes(character))
      return [
        character,
        {
          ...{ up, right, down, left },
          ...(cut && { dashes: cut }),
          ...(round.includes(character) && { round: true }),
        },
      ]
    }),
)
