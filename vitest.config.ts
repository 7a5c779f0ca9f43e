import { defineConfig } from 'vitest/config'
import { tags } from './src/scenario/tags.ts'

const reporter = './src/scenario/reporter.ts'

export default defineConfig({
  test: {
    retry: 0,
    // What hangs is a failure; what is slow beside other work is none.
    testTimeout: 30_000,
    tags,
    reporters: ['default', reporter],
    // A scenario tells its progress as it goes.
    disableConsoleIntercept: true,
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: ['src/**/*.test.ts'], exclude: ['src/**/*.engine.test.ts'] },
      },
      {
        extends: true,
        test: {
          name: 'engine',
          include: ['src/**/*.engine.test.ts'],
          fileParallelism: false,
          // What is not prepared is built by the first that asks.
          hookTimeout: 1_200_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'scenarios',
          include: ['scenarios/**/*.scenario.ts'],
          fileParallelism: false,
          maxWorkers: 1,
          // One process for all: a story may take over the cluster that the one before left.
          isolate: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
