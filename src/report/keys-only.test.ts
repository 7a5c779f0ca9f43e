import { beforeAll, expect, test, vi } from 'vitest'
import { joinAgent } from '../checks/__fixtures__/join-agent.ts'
import { inFinalLists } from '../checks/__fixtures__/ledger-defects.ts'
import { at, goodRun } from '../checks/__fixtures__/run.ts'
import type { History } from '../history/history.ts'
import { crashedLeaderHistory } from './__fixtures__/crashed-leader-history.ts'
import type { Comparison } from './comparison/comparison-schema.ts'
import type { RunReport } from './report-schema.ts'

const histories: Record<string, () => History> = {
  'a run whose leader was killed': goodRun,
  'a crashed leader': crashedLeaderHistory,
  'a run with an outage that nothing explains': () => {
    const run = goodRun()
    run.change('lb/write/new', 70, 76, ({ intendedUs }) => ({ outcome: 'timeout', endUs: intendedUs + 5_000_000 }))
    return run
  },
  'a run in which much is wrong, in a record that does not carry all of it': () => {
    const run = joinAgent(goodRun())
    inFinalLists(run, 'lb-write-new-phantom', { resourceVersion: '8000' })
    run.forget(({ type, atUs }) => type === 'heartbeat' && atUs > at(50) && atUs < at(80))
    run.tell(62, { type: 'node', node: 'agent-0', ready: 'Unknown' })
    run.tell(60, { type: 'engine', node: 'server:2', action: 'die', exitCode: 1 })
    run.forget(record => record.type === 'control')
    for (const record of run.harness) {
      if (record.type !== 'members' || record.purpose !== 'final') continue
      for (const member of record.members) if (member.node === 'server:1') member.voter = false
    }
    return run
  },
}

type Told = { report: RunReport; comparison: Comparison }

/** What is said of each history, by modules that are loaded anew. */
async function told(): Promise<Record<string, Told>> {
  vi.resetModules()
  const { judge } = await import('../checks/judge.ts')
  const { runReport } = await import('./report-json.ts')
  const { compare } = await import('./comparison/compare.ts')
  return Object.fromEntries(
    Object.entries(histories).map(([name, made]) => {
      const history = made()
      const report = runReport(history, judge(history))
      return [name, { report, comparison: compare([{ report, verdict: report.verdict, directory: 'a' }]) }]
    }),
  )
}

let inWords: Record<string, Told>
let inKeys: Record<string, Told>

beforeAll(async () => {
  inWords = await told()
  vi.doMock('./text/catalogue.ts', () => ({ textOf: (_: unknown, { kind }: { kind: string }) => kind }))
  vi.doMock('./text/measured-text.ts', () => ({ measuredText: () => 'measured', limitText: () => 'limit' }))
  vi.doMock('./text/formation-text.ts', () => ({ formationText: (stage: string) => stage }))
  vi.doMock('./text/cause-text.ts', async importActual => ({
    ...(await importActual<object>()),
    causeText: (kind: string) => kind,
    causeEventText: ({ kind }: { kind: string }) => kind,
    electionBandText: () => 'election',
  }))
  inKeys = await told()
}, 60_000)

/** Where report.json has what only people read. */
const texts = 'text event band note disagreement words summary title reason measured limit theory underOwnTimers'.split(
  ' ',
)

/** All but texts: numbers, literals, and that something is there. */
function withoutTexts(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutTexts)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      texts.includes(key) && typeof item === 'string' ? 'a text' : withoutTexts(item),
    ]),
  )
}

test.each(Object.keys(histories))('%s is judged and compared alike, whatever its words', name => {
  const [words, keys] = [inWords[name]!, inKeys[name]!]
  expect(withoutTexts(keys.report)).toEqual(withoutTexts(words.report))
  expect(withoutTexts(keys.comparison)).toEqual(withoutTexts(words.comparison))
})

test('the keys took the place of the words', () => {
  const { checks, recovery, formation, series, predictions } = inKeys['a run whose leader was killed']!.report
  const causes = series.flatMap(({ stalled }) => stalled.outages.flatMap(outage => outage.causes))
  const texts: [text: string, key: string][] = [
    ...checks.flatMap(({ title, kind, reason, reasonData }): [string, string][] => [
      [title, kind],
      [reason, reasonData.kind],
    ]),
    ...recovery.map(({ text, stage }): [string, string] => [text, stage.kind]),
    ...formation.map(({ text, stage }): [string, string] => [text, stage]),
    ...causes.map(({ text, kind }): [string, string] => [text, kind]),
    ...predictions.series.map(({ words, basis }): [string, string] => [words.split(/[,;]/)[0]!, basis!.kind]),
  ]
  expect(texts.filter(([text, key]) => text !== key)).toEqual([])
  expect([checks, recovery, formation, causes, predictions.series].every(each => each.length > 0)).toBe(true)
})
