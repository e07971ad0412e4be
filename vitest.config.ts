import { defineConfig } from 'vitest/config'

/**
 * Four suites, told apart by the ends of their files' names: `npm test` runs the first, which a
 * newcomer waits for; CI runs all. What ends with `.site.ts` is of a built site: of a small one
 * in the first, of this repository's in the second.
 */
const suites = [
  { name: 'fast', ends: ['test', 'site'] },
  { name: 'long', ends: ['long', 'site'] },
  { name: 'corpus', ends: ['corpus'] },
  { name: 'browser', ends: ['browser'] },
]

export default defineConfig({
  test: {
    testTimeout: 900_000,
    hookTimeout: 900_000,
    // What is compiled for one run need not be for the next.
    experimental: { fsModuleCache: true },
    // The bundled program is run as it is.
    server: { deps: { external: [/\/dist\/main\.js/] } },
    projects: suites.map(({ name, ends }) => ({
      extends: true,
      test: {
        name,
        include: ends.map(end => `test/**/*.${end}.ts`),
        globalSetup: [
          'test/helpers/setup.ts',
          ...(name === 'corpus' ? ['test/corpus/setup.ts'] : []),
        ],
        env: { SUITE: name },
        isolate: false,
      },
    })),
  },
})
