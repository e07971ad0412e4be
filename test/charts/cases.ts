import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import type { Figure } from '../../src/charts/figure.ts'
import { renderSvg } from '../../src/charts/render.ts'
import { printSvg } from '../../src/charts/svg.ts'
import { toFigure } from '../../src/pages/bind/figure-kinds.ts'
import { studies } from './studies.ts'

/** A folder with a `figure.yaml`: a made-up study, and the attributes of a figure of it; `own` is a spec. */
export interface Case {
  name: string
  figure: Figure
  drawings: { width: number; svg: string }[]
}

const widths = [608, 328]

export function listCases(folder: string): string[] {
  return readdirSync(folder).filter(name => existsSync(join(folder, name, 'figure.yaml')))
}

export async function drawCase(folder: string, name: string): Promise<Case> {
  const file = join(folder, name, 'figure.yaml')
  const { study, own, ...attributes } = parse(readFileSync(file, 'utf8'))
  const efficiency = studies[study]?.()
  if (!efficiency) throw new Error(`Unexpected study \`${study}\` in ${name}`)
  const figure = toFigure(efficiency, attributes, own && { text: own, file, line: 0, column: 0 })
  const drawings: Case['drawings'] = []
  for (const width of widths) {
    drawings.push({ width, svg: printSvg(await renderSvg(figure.spec(width), `f${width}`)) })
  }
  return { name, figure, drawings }
}

/** Drawings that are not as expected; each is left beside what was, but for in CI. */
export function compare(folder: string, { name, drawings }: Case): string[] {
  return drawings.flatMap(({ width, svg }) => {
    const path = (kind: string) => join(folder, name, `${kind}-${width}.svg`)
    const expected = existsSync(path('expected')) ? readFileSync(path('expected'), 'utf8') : ''
    rmSync(path('actual'), { force: true })
    if (expected === `${svg}\n`) return []
    if (!process.env.CI) writeFileSync(path('actual'), `${svg}\n`)
    return [`${name} at ${width} px`]
  })
}
