import { beforeAll, expect, test, vi } from 'vitest'
import { goodRun } from '../checks/__fixtures__/run.ts'
import type { History } from '../history/history.ts'
import { crashedLeaderHistory } from './__fixtures__/crashed-leader-history.ts'
import type { RunReport } from './report-schema.ts'

const histories: Record<string, () => History> = {
  'a run whose leader was killed': goodRun,
  'a crashed leader': crashedLeaderHistory,
  'a run with an outage that nothing explains': () => {
    const run = goodRun()
    run.change('lb/write/new', 70, 76, ({ intendedUs }) => ({ outcome: 'timeout', endUs: intendedUs + 5_000_000 }))
    return run
  },
}

/** What is said of a history by modules that are loaded anew. */
async function told(history: History) {
  vi.resetModules()
  const { judge } = await import('../checks/judge.ts')
  const { runReport } = await import('./report-json.ts')
  const { compare } = await import('./comparison/compare.ts')
  const report = runReport(history, judge(history))
  return { report, comparison: compare([{ report, verdict: report.verdict, directory: 'a' }]) }
}

const inWords: Record<string, Awaited<ReturnType<typeof told>>> = {}
const inKeys: typeof inWords = {}

beforeAll(async () => {
  for (const [name, history] of Object.entries(histories)) inWords[name] = await told(history())
  vi.doMock('./text/catalogue.ts', () => ({ textOf: (_: unknown, { kind }: { kind: string }) => kind }))
  vi.doMock('./text/formation-text.ts', () => ({ formationText: (stage: string) => stage }))
  vi.doMock('./text/cause-text.ts', async importActual => ({
    ...(await importActual<object>()),
    causeText: (kind: string) => kind,
    causeEventText: ({ kind }: { kind: string }) => kind,
    electionBandText: () => 'election',
  }))
  for (const [name, history] of Object.entries(histories)) inKeys[name] = await told(history())
})

/** Where report.json has what only people read. */
const texts = 'text event band note disagreement words summary title reason measured limit theory'.split(' ')

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
  const { recovery, formation, series, predictions }: RunReport = inKeys['a run whose leader was killed']!.report
  for (const { text, stage } of recovery) expect(text).toBe(stage.kind)
  for (const { text, stage } of formation) expect(text).toBe(stage)
  const causes = series.flatMap(({ stalled }) => stalled.outages.flatMap(outage => outage.causes))
  for (const { text, kind } of causes) expect(text).toBe(kind)
  for (const { words, basis } of predictions.series) expect(words).toMatch(new RegExp(`^${basis!.kind}\\b`))
  expect([recovery, formation, causes, predictions.series].map(each => each.length > 0)).toEqual(Array(4).fill(true))
})
