// Whatever the words are, verdicts and numbers stay: nothing reads a sentence that something else wrote.
import { afterEach, expect, test, vi } from 'vitest'
import { joinAgent } from '../checks/__fixtures__/join-agent.ts'
import { inFinalLists } from '../checks/__fixtures__/ledger-defects.ts'
import { goodRun } from '../checks/__fixtures__/run.ts'
import type { History } from '../history/history.ts'
import { crashedLeaderHistory } from './__fixtures__/crashed-leader-history.ts'

afterEach(() => {
  vi.doUnmock('./text/catalogue.ts')
  vi.doUnmock('./text/measured-text.ts')
  vi.resetModules()
})

/** A history judged, reported and compared with all words, or with a key in the place of each. */
async function told(history: History, words: 'words' | 'keys') {
  vi.resetModules()
  if (words === 'keys') {
    vi.doMock('./text/catalogue.ts', () => ({ textOf: (_: unknown, { kind }: { kind: string }) => kind }))
    vi.doMock('./text/measured-text.ts', () => ({ measuredText: () => 'key', limitText: () => 'key' }))
  }
  const { judge } = await import('../checks/judge.ts')
  const { runReport } = await import('./report-json.ts')
  const { reportHtml } = await import('./report-html.ts')
  const { compare } = await import('./comparison/compare.ts')
  const judgement = judge(history)
  const report = runReport(history, judgement)
  const comparison = compare([{ report, verdict: report.verdict, directory: 'a' }])
  return { judgement, report, comparison, page: reportHtml(history, judgement) }
}

const texts = [
  'title',
  'reason',
  'measured',
  'limit',
  'theory',
  'text',
  'event',
  'band',
  'words',
  'summary',
  'note',
  'disagreement',
]

/** All but its words. */
const numbersOf = (value: object): unknown =>
  JSON.parse(JSON.stringify(value, (key, item) => (typeof item === 'string' && texts.includes(key) ? undefined : item)))

/** A run in which much is wrong, over a record that does not carry all of it. */
function spoiltRun(): History {
  const run = joinAgent(goodRun())
  inFinalLists(run, 'lb-write-new-phantom', { resourceVersion: '8000' })
  run.tell(62, { type: 'node', node: 'agent-0', ready: 'Unknown' })
  run.tell(60, { type: 'engine', node: 'server:2', action: 'die', exitCode: 1 })
  run.change('lb/write/new', 60, 75, ({ intendedUs }) => ({ outcome: 'refused', endUs: intendedUs + 1000 }))
  run.forget(record => record.type === 'control')
  for (const record of run.harness) {
    if (record.type !== 'members' || record.purpose !== 'final') continue
    for (const member of record.members) if (member.node === 'server:1') member.voter = false
  }
  return run
}

test.each<[string, () => History]>([
  ['a run that held', goodRun],
  ['a run in which much is wrong', spoiltRun],
  ['a crashed leader', crashedLeaderHistory],
])('%s is judged, reported and compared the same without words', { timeout: 60_000 }, async (_, made) => {
  const words = await told(made(), 'words')
  const keys = await told(made(), 'keys')
  expect(keys.judgement).toEqual(words.judgement)
  expect(numbersOf(keys.report)).toEqual(numbersOf(words.report))
  expect(numbersOf(keys.comparison)).toEqual(numbersOf(words.comparison))
  // The words are all gone, from where only words were too.
  const { checks } = keys.report
  expect(checks.map(({ title }) => title)).toEqual(checks.map(({ kind }) => kind))
  expect(checks.map(({ reason }) => reason)).toEqual(checks.map(({ reasonData }) => reasonData.kind))
  expect(keys.page).not.toContain('are allowed')
  expect(words.page).toContain('are allowed')
})
