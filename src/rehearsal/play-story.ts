import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { bufferOf } from '../engine/streams.ts'
import type { CampaignReport } from '../report/campaign-schema.ts'
import type { RunReport } from '../report/report-schema.ts'
import { type Story, wordsOf } from './stories.ts'

const root = join(import.meta.dirname, '../..')
const command = join(root, 'bin/holdfast.js')

/** What became of a story. */
export interface PlayedStory {
  words: string
  /** `not played` where there is no run to judge: stderr has said why. */
  verdict: CampaignReport['verdict'] | 'not played'
  durationMs: number
  /** Images of its runs that came from no registry, and must have. */
  notPulled: string[]
  /** Its campaign's directory, from the project's own. */
  directory: string
}

/** Plays a story as a user would, by the command line, in this environment. */
export async function playStory(story: Story, environment: Record<string, string>): Promise<PlayedStory> {
  const { name, flags = [] } = story
  const beganMs = performance.now()
  const child = spawn(process.execPath, [command, 'run', name, ...flags, '--json'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...environment },
  })
  const [stdout] = await Promise.all([bufferOf(child.stdout).then(String), once(child, 'exit')])
  const played = { words: wordsOf(story), durationMs: performance.now() - beganMs }
  if (stdout.trim() === '') return { ...played, verdict: 'not played', notPulled: [], directory: '' }
  const { campaignId, verdict, runs } = JSON.parse(stdout) as CampaignReport
  const directory = join('reports', campaignId)
  const reports = await Promise.all(runs.map(run => readReport(join(root, directory, run.directory))))
  const notPulled = reports.flatMap(({ images }) =>
    images.filter(({ how }) => how !== 'pulled').map(({ reference }) => reference),
  )
  return { ...played, verdict, notPulled: [...new Set(notPulled)], directory }
}

const readReport = async (directory: string): Promise<RunReport> =>
  JSON.parse(await readFile(join(directory, 'report.json'), 'utf8'))
