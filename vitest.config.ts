import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: [process.env.BROWSER ? 'test/browser/**/*.browser.ts' : 'test/**/*.test.ts'],
    globalSetup: ['test/helpers/setup.ts'],
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
})
