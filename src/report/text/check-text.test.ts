import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { AnyCheck } from '../../checks/any-check.ts'
import type { CheckResult } from '../../checks/check-result.ts'
import type { NotReliedOn } from '../../checks/not-relied-on.ts'
import { checkText } from './check-text.ts'

const restarts: CheckResult = {
  id: 'restarts',
  promise: { kind: 'restarts' },
  verdict: 'fail',
  reason: { kind: 'no-unplanned-restart', byDesign: [], unrenewedMs: 10_000, storeAway: false },
  evidence: [],
}
const reasonText = (reason: AnyCheck['reason'] | NotReliedOn) => checkText({ ...restarts, reason }).reason

const series = { path: 'lb', operation: 'write', connection: 'new' } as const
const edges = { kind: 'edges', series: 'lb/write/new', control: 'reset', beginUs: -166_000, endUs: 0 } as const
const lost = (object: string) =>
  ({ kind: 'write-lost', paths: ['direct:server:0', 'direct:server:2'], object, client: 'lb/write/new' }) as const

test.each<[AnyCheck['reason'] | NotReliedOn, string]>([
  [
    {
      kind: 'ledger/acknowledged',
      violations: 3,
      first: [lost('a'), { ...lost('b'), client: 'writer-0', verb: 'update' }],
      acknowledged: 20,
      indeterminate: 1,
      tookEffect: 0,
      lists: [],
    },
    'of 20 acknowledged writes 3 are lost: a, acknowledged, does not hold in the final list of direct:server:0, direct:server:2; update of b by writer-0, acknowledged, does not hold in the final list of direct:server:0, direct:server:2; and 1 more',
  ],
  [
    { kind: 'ledger-unreadable', path: 'direct:server:0', detail: 'no answer' },
    'the ledger could not be read after healing: direct:server:0: no answer',
  ],
  [
    {
      kind: 'longest-outage',
      series,
      lengthUs: 7_000_000,
      isOpen: true,
      partOfUs: 9_000_000,
      after: ['kill-2'],
      limitMs: 2000,
      notJudgedAfter: ['loss-2', 'loss-3'],
    },
    'the longest time without a successful write on new connections was 7.00 s, still open at the end of one of 9.00 s after kill-2; 2.00 s are allowed; not judged after loss-2 and 1 more, for which theory has no number',
  ],
  [
    {
      kind: 'episode-broken',
      series,
      how: { kind: 'episode-ragged', badShare: 1 / 3, forUs: 21_900_000, allowedShare: 0.2, allowedForUs: 10_000_000 },
    },
    'writes on new connections: 33 % failed for 21.9 s; more than 20 % is allowed for 10 s',
  ],
  [
    {
      kind: 'episode-broken',
      series,
      how: { kind: 'episode-bad', badShare: 0.32, lengthUs: 3_000_000, allowedShare: 0.1 },
    },
    'writes on new connections: 32 % failed within 3.00 s; 10 % are allowed',
  ],
  [
    { kind: 'not-arrived', node: 'server:1', way: 'rejoin', missing: ['member', 'ready'], observed: ['Unknown'] },
    'server:1 did not become a member of etcd with the id that it should have, Ready; seen: Unknown',
  ],
  [
    { kind: 'not-arrived', node: 'server:3', way: 'join', missing: ['member'], observed: [] },
    'it was not observed that server:3 became a member of etcd',
  ],
  [
    {
      kind: 'control-seen-wrong',
      wrong: [
        { kind: 'control-unseen', series: 'lb/write/new', control: 'drop' },
        {
          kind: 'control-seen-wrong',
          edges,
          faults: [
            { kind: 'edges-off', beginAllowedUs: 110_000, endAllowedUs: 110_000 },
            { kind: 'successes-between', forUs: 295_000 },
          ],
        },
        { kind: 'unplanted-seen', series: 'lb/write/new', lengthUs: 205_000 },
        { kind: 'unplanted-seen', series: 'lb/write/new', lengthUs: 300_000 },
      ],
    },
    'outages are not seen as they are: lb/write/new did not see the drop; lb/write/new: reset begins 166 ms early, ends 0 ms late (±110 ms and ±110 ms are allowed, with successes for 295 ms in between); lb/write/new saw an outage of 205 ms that nobody planted; 1 more',
  ],
  [
    {
      kind: 'fault-unproven',
      fault: 'kill-1',
      node: 'server:1',
      missing: [{ kind: 'role-stale', ageMs: 400, allowedMs: 250 }, { kind: 'healing-unseen' }],
    },
    'the fault kill-1 on server:1 is not proven: its role was last seen 400 ms before, 250 ms are allowed, nothing shows that it was healed',
  ],
  [
    {
      kind: 'not-relied-on',
      because: { kind: 'check-threw', check: 'record', error: 'no such thing' },
      seen: {
        kind: 'restarted-unplanned',
        nodes: ['db:0'],
        events: [{ kind: 'node-ended', node: 'db:0', exitCode: 137 }],
      },
    },
    'the check record threw an error, which is a bug of Holdfast: no such thing; not relied on: db:0 ended or started without being told to: db:0 died with exit code 137',
  ],
])('%o', (reason, text) => {
  expect(reasonText(reason)).toBe(text)
})

test('what was measured and allowed', () => {
  const { measured, limit } = checkText({
    ...restarts,
    measured: { outcome: 'not-reached', stages: ['voter', 'ready'] },
    limit: { unit: 'ms', from: 'model', leastMs: 2000, mostMs: 11_500 },
  })
  expect([measured, limit]).toEqual(['not voter, ready', 'by fault'])
})

test('no two families of checks say the same kind in different words', async () => {
  const said = new Map<string, string>()
  const twice: string[] = []
  for (const file of readdirSync(import.meta.dirname).filter(name => name.endsWith('-texts.ts'))) {
    const families: Record<string, Record<string, object>>[] = Object.values(
      await import(join(import.meta.dirname, file)),
    )
    for (const [part, catalogue] of families.flatMap(family => Object.entries(family))) {
      for (const [kind, words] of Object.entries(catalogue)) {
        const name = `${part} ${kind}`
        if ((said.get(name) ?? String(words)) !== String(words)) twice.push(`${name} in ${file}`)
        said.set(name, String(words))
      }
    }
  }
  expect(said.size).toBeGreaterThan(100)
  expect(twice).toEqual([])
})
