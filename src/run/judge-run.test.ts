import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { goodRun } from '../checks/__fixtures__/run.ts'
import { writeRun } from '../checks/__fixtures__/write-run.ts'
import { parseLimits } from '../history/limits.ts'
import { judgeRun } from './judge-run.ts'

let directory: string
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'holdfast-judge-'))
  await writeRun(goodRun(), directory)
})
afterEach(() => rm(directory, { recursive: true }))

const report = (from = directory) => readFile(join(from, 'report.json'), 'utf8')
const others = (input: object) => ({
  limits: parseLimits(input, 'limits file strict.yaml'),
  file: 'strict.yaml',
  directory: join(directory, 'judged-by-strict'),
})

test('judged again it is the same, byte for byte', async () => {
  await judgeRun(directory)
  const first = [await report(), await readFile(join(directory, 'report.html'), 'utf8')]
  await writeFile(join(directory, 'report.json'), '')
  await judgeRun(directory)
  expect([await report(), await readFile(join(directory, 'report.html'), 'utf8')]).toEqual(first)
})

test('other limits, another verdict, and the report of the run stays', async () => {
  const { judgement } = await judgeRun(directory)
  expect(judgement.verdict).toBe('pass')
  const own = await report()
  const strict = await judgeRun(directory, others({ 'lb/write/new': { longestOutage: '5s' } }))
  const failed = strict.judgement.checks.filter(({ verdict }) => verdict === 'fail').map(({ id }) => id)
  expect(failed).toEqual(['outage/lb/write/new'])
  expect(await report()).toBe(own)
  expect(await report(join(directory, 'judged-by-strict'))).toContain('"verdict": "fail"')
})

test('what other limits do not name is judged as it was, the model included', async () => {
  const run = goodRun()
  run.manifest.limits = {
    series: { 'cached-read': { longestOutageMs: 9000 } },
    fromModel: ['quorum-read', 'write', 'schedule'],
  }
  await writeRun(run, directory)
  const before = (await judgeRun(directory)).judgement.checks.map(({ id }) => id)
  const named = others({ write: { longestOutage: '5s' } })
  const { judgement, history } = await judgeRun(directory, named)
  expect(judgement.checks.map(({ id }) => id)).toEqual(before)
  expect(history.manifest.limits.series).toEqual({
    'cached-read': { longestOutageMs: 9000 },
    write: { longestOutageMs: 5000 },
  })
  expect(history.manifest.limits.fromModel).toEqual(['quorum-read', 'schedule'])
})

test.each([
  [{ watch: { longestOutage: '5s' } }, "limits name 'watch', and no such series is probed"],
  [{ failover: '5s' }, 'limits.failover is about agents, and this run had none'],
])('limits of what the run does not have are refused: %j', async (input, words) => {
  await expect(judgeRun(directory, others(input))).rejects.toThrow(`limits file strict.yaml: ${words}`)
})
