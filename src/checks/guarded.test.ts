import { beforeEach, expect, test, vi } from 'vitest'
import { goodRun, type Run } from './__fixtures__/run.ts'
import type { CheckResult } from './check-result.ts'
import { judge } from './judge.ts'
import type { Verdict } from './verdict.ts'

const verdictsOf = (checks: readonly CheckResult[]): [string, Verdict][] =>
  checks.map(({ id, verdict }) => [id, verdict])

const broken = vi.hoisted(() => ({ theory: false }))
vi.mock(import('../prediction/predict-series.ts'), async original => {
  const { predictSeries, ...others } = await original()
  const predict: typeof predictSeries = (...given) => {
    if (broken.theory) throw new Error('no such theory')
    return predictSeries(...given)
  }
  return { ...others, predictSeries: predict }
})
beforeEach(() => Object.assign(broken, { theory: false }))

/** A record of which one check cannot be run. */
const withoutSeriesLimits = (): Run => {
  const run = goodRun()
  Object.assign(run.manifest.limits, { series: undefined })
  return run
}
const withoutProblems = (): Run => Object.assign(goodRun(), { problems: undefined })

test('a promise whose check throws is unknown and says so; the rest stands', { timeout: 30_000 }, () => {
  const { verdict, checks } = judge(withoutSeriesLimits())
  const others = verdictsOf(judge(goodRun()).checks).filter(([id]) => !id.startsWith('outage/'))
  expect(new Map(verdictsOf(checks))).toEqual(new Map([...others, ['outage', 'unknown']]))
  expect(verdict).toBe('unknown')
  expect(checks.find(({ id }) => id === 'outage')).toMatchObject({
    promise: { kind: 'judged', check: 'outage' },
    reason: { kind: 'check-threw', check: 'outage', error: expect.stringContaining('undefined') },
  })
})

test('where a check of the record throws, nothing that rests on it is believed, and a violation stays one', {
  timeout: 30_000,
}, () => {
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

test('where theory throws there are no predictions, and what rests on none stands', { timeout: 30_000 }, () => {
  const sound = judge(goodRun())
  broken.theory = true
  const { checks, predictions, recovery } = judge(goodRun())
  expect(predictions).toEqual({ series: [], restarts: [] })
  expect(recovery).toEqual(sound.recovery)
  const thrown = checks.filter(({ promise }) => promise.kind === 'judged').map(({ id, verdict }) => [id, verdict])
  expect(thrown).toEqual([
    ['outage', 'unknown'],
    ['predictions', 'unknown'],
  ])
  const others = verdictsOf(sound.checks).filter(([id]) => !id.startsWith('outage/'))
  expect(new Map(verdictsOf(checks))).toEqual(new Map([...others, ...(thrown as [string, Verdict][])]))
})
