import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** The files that grade all submissions take minutes each, though they are three lines long: begun last they would end last, with nothing beside them. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const takesLong = ({ moduleId }: TestSpecification): boolean => /submissions-\w+\.test\.ts$/.test(moduleId)
    return [...sorted.filter(takesLong), ...sorted.filter((file) => !takesLong(file))]
  }
}

export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        test: { name: 'processes', include: ['test/**/*.test.ts'], exclude: ['test/docker-*.test.ts'] },
      },
      // Afterwards, and two files at once: each check has half a dozen containers.
      {
        extends: true,
        test: { name: 'containers', include: ['test/docker-*.test.ts'], maxWorkers: 2, sequence: { groupOrder: 1 } },
      },
    ],
    // What is tested through the command line or the engine is the compiled package, loaded as Node loads it.
    server: { deps: { external: [/\/dist\//] } },
    pool: 'forks',
    // More test files at once than there are cores would only make each other late.
    maxWorkers: Math.max(2, availableParallelism()),
    // Most submissions spend most of their time waiting for a deadline.
    maxConcurrency: 3,
    sequence: { sequencer: LongestFirst },
    // What a machine that is busy with something else has spoiled is tried once more, and the summary says so; tests that grade programs say themselves how often.
    retry: 1,
    // On a busy machine a check waits longer; that it ends by itself is what other tests are about.
    testTimeout: 300_000,
    hookTimeout: 120_000,
  },
})
