import { defineConfig } from 'vitest/config'

/**
 * Four suites, told apart by the ends of their files' names: `npm test` runs the first, which a
 * newcomer waits for; CI runs all.
 */
const suites = [
  { name: 'fast', end: 'test', setup: ['test/helpers/setup.ts'] },
  { name: 'long', end: 'long', setup: ['test/helpers/setup.ts'] },
  { name: 'corpus', end: 'corpus', setup: ['test/helpers/setup.ts', 'test/corpus/setup.ts'] },
  { name: 'browser', end: 'browser', setup: ['test/helpers/setup.ts'] },
]

export default defineConfig({
  test: {
    testTimeout: 300_000,
    hookTimeout: 300_000,
    projects: suites.map(({ name, end, setup }) => ({
      extends: true,
      test: { name, include: [`test/**/*.${end}.ts`], globalSetup: setup },
    })),
  },
})
