import { readFileSync } from 'node:fs'
import { buildSync } from 'esbuild'
import { expect, it } from 'vitest'

it('carries the licence of every package in the runtime of the interactive view', () => {
  const { outputFiles, metafile } = buildSync({
    entryPoints: ['src/client/vega.ts'],
    bundle: true,
    minify: true,
    legalComments: 'inline',
    alias: { 'vega-canvas': './src/charts/vega-canvas.ts' },
    metafile: true,
    write: false,
    logLevel: 'silent',
  })
  const script = toWords(outputFiles[0]?.text ?? '')
  const packages = Object.keys(metafile.inputs).flatMap(
    path => /^node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? [],
  )
  expect(packages.length).toBeGreaterThan(0)
  for (const path of new Set(packages)) {
    expect(script.includes(toWords(readFileSync(`${path}/LICENSE`, 'utf8'))), path).toBe(true)
  }
})

function toWords(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim()
}
