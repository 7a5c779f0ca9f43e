import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Progress } from '../base/progress.ts'
import { type HistorySize, writeLargeHistory } from './write-large-history.ts'

/** What one process took for a history, and the most memory that it held. */
export interface Cost {
  tookMs: number
  peakMiB: number
}

/** Judging a history of this size, and the floor: to parse its lines and do nothing with them. */
export interface JudgingCosts extends HistorySize {
  judge: Cost
  parse: Cost
}

const child = fileURLToPath(new URL('judging-child.ts', import.meta.url))
const childTimeoutMs = 300_000

/** Writes a history of this size, and measures both. */
export async function measureJudging(
  size: HistorySize,
  progress: Progress,
  signal: AbortSignal,
): Promise<JudgingCosts> {
  const directory = await mkdtemp(join(tmpdir(), 'holdfast-judging-'))
  const run = async (what: 'judge' | 'parse') => {
    const options = { signal, timeout: childTimeoutMs }
    const { stdout } = await promisify(execFile)(process.execPath, [child, what, directory], options)
    return JSON.parse(stdout) as Cost
  }
  try {
    await progress.stage('write a history', () => writeLargeHistory(directory, size))
    const parse = await progress.stage('parse it', () => run('parse'))
    const judge = await progress.stage('judge it', () => run('judge'))
    return { ...size, judge, parse }
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}
