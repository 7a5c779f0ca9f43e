import { expect, test } from 'vitest'
import { goodRun, type Run } from './__fixtures__/run.ts'
import type { CheckResult } from './check-result.ts'
import { judge } from './judge.ts'

const verdictsOf = (run: Run) => Object.fromEntries(judge(run).checks.map(({ id, verdict }) => [id, verdict]))
const resultOf = (run: Run, id: string) => judge(run).checks.find(check => check.id === id)

/** A record of which one check cannot be run. */
const withoutSeriesLimits = (): Run => {
  const run = goodRun()
  Object.assign(run.manifest.limits, { series: undefined })
  return run
}
const withoutProblems = (): Run => Object.assign(goodRun(), { problems: undefined })

test('a promise whose check throws is unknown and says so; the rest stands', () => {
  const verdicts = verdictsOf(withoutSeriesLimits())
  const others = Object.entries(verdictsOf(goodRun())).filter(([id]) => !id.startsWith('outage/'))
  expect(verdicts).toEqual({ ...Object.fromEntries(others), outage: 'unknown' })
  expect(judge(withoutSeriesLimits()).verdict).toBe('unknown')
  expect(resultOf(withoutSeriesLimits(), 'outage')).toMatchObject({
    promise: { kind: 'judged', check: 'outage' },
    reason: { kind: 'check-threw', error: expect.stringContaining('undefined') },
  })
})

test('where a check of the record throws, nothing that rests on it is believed, and a violation stays one', () => {
  const run = withoutProblems()
  run.tell(60, { type: 'engine', node: 'server:2', action: 'die', exitCode: 1 })
  const { checks } = judge(run)
  const [record] = checks.filter(({ id }) => id === 'record')
  expect(record).toMatchObject({ verdict: 'unknown', reason: { kind: 'check-threw' } })
  const promises = checks.filter(({ promise }) => !validity.has(promise.kind))
  const [violations, believed] = split(promises, ({ verdict }) => verdict === 'fail')
  expect(violations.map(({ id }) => id)).toEqual(['restarts'])
  expect(believed.map(({ verdict }) => verdict)).toEqual(believed.map(() => 'unknown'))
  for (const { reason } of believed) expect(reason).toMatchObject({ kind: 'not-relied-on', because: record!.reason })
})

const validity = new Set(['fault', 'baseline', 'samples', 'prober', 'control', 'judged'])

const split = (checks: CheckResult[], matches: (check: CheckResult) => boolean) =>
  [checks.filter(matches), checks.filter(check => !matches(check))] as const
