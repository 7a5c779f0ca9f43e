import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { campaign } from '../report/__fixtures__/campaign.ts'
import { compare } from '../report/comparison/compare.ts'
import { readSavedRuns } from './read-saved-runs.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'holdfast-saved-'))
})
afterEach(() => rmSync(root, { recursive: true }))

const write = (path: string, content: unknown) => {
  mkdirSync(join(root, path, '..'), { recursive: true })
  writeFileSync(join(root, path), JSON.stringify(content))
}
const { campaign: saved, reports } = campaign()

test('a campaign is its judged runs, with what could not run; a run is itself', async () => {
  const unrun = { title: 'a crashed etcd leader', cell: 'sqlite', reason: 'it needs servers >=3' }
  write('night/campaign.json', { ...saved, comparison: compare([], [unrun]) })
  for (const report of reports) write(`night/${report.runId}/report.json`, report)
  write('alone/report.json', reports[0])
  const { runs, notRun } = await readSavedRuns([join(root, 'night'), join(root, 'alone')], root)
  expect(runs.map(({ directory, source, verdict }) => [directory, source, verdict])).toEqual([
    ['night/a3f1', 'night', 'pass'],
    ['night/b7c2', 'night', 'fail'],
    ['alone', 'alone', 'pass'],
  ])
  expect(notRun).toEqual([unrun])
})

test('what an older report lacks is filled in', async () => {
  const { memory: _, lint: __, topology, ...older } = reports[0]!
  const { addOns: ___, ...fields } = topology
  write('old/report.json', { ...older, schemaVersion: 1, topology: fields })
  const { runs } = await readSavedRuns([join(root, 'old')], root)
  expect(runs[0]!.report).toMatchObject({ memory: [], lint: [], topology: { addOns: { coredns: 0 } } })
})

test.each([
  ['empty/x', {}, 'holds neither report.json nor campaign.json'],
  ['other/report.json', { schemaVersion: 99 }, 'schema version 99'],
])('%s is refused', async (path, content, words) => {
  write(path, content)
  await expect(readSavedRuns([join(root, path.split('/')[0]!)], root)).rejects.toThrow(words)
})
