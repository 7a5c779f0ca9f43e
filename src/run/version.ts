import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

/**
 * This Holdfast: its version, and the commit it runs from (`-dirty` with changes on top, `unknown` outside a clone). An
 * image of it is no clone, and says by `HOLDFAST_COMMIT` what it was made from.
 */
export function holdfastVersion(): { version: string; commit: string } {
  const { version } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8')) as { version: string }
  if (process.env.HOLDFAST_COMMIT) return { version, commit: process.env.HOLDFAST_COMMIT }
  try {
    const described = execFileSync('git', ['describe', '--always', '--dirty', '--abbrev=12'], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    const commit = described.trim()
    return { version, commit }
  } catch {
    return { version, commit: 'unknown' }
  }
}
