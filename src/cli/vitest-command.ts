import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The command that starts Vitest on this project with this very Node. */
export const vitestCommand = (...args: string[]): string[] => {
  const vitest = dirname(fileURLToPath(import.meta.resolve('vitest/package.json')))
  return [process.execPath, join(vitest, 'vitest.mjs'), ...args]
}
