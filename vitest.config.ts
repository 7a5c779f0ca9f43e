import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    retry: 0,
    projects: [
      { extends: true, test: { name: 'unit', include: ['src/**/*.test.ts'] } },
      {
        extends: true,
        test: { name: 'scenarios', include: ['scenarios/**/*.scenario.ts'], fileParallelism: false, maxWorkers: 1 },
      },
    ],
  },
})
