import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // What is tested through the command line or the engine is the compiled package, loaded as Node loads it.
    server: { deps: { external: [/\/dist\//] } },
    pool: 'forks',
    // More test files at once than there are cores would only make each other late.
    maxWorkers: Math.max(2, availableParallelism()),
    // Most submissions spend most of their time waiting for a deadline.
    maxConcurrency: 3,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
})
