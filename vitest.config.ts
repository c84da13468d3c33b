import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // What is tested through the command line or the engine is the compiled package, loaded as Node loads it.
    server: { deps: { external: [/\/dist\//] } },
    pool: 'forks',
    // Two cores: more test files at once would only make each other late.
    maxWorkers: 2,
    // Most submissions spend most of their time waiting for a deadline.
    maxConcurrency: 6,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
})
