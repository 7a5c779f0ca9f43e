import { expect, test } from 'vitest'
import type { FormationStep } from '../history/formation-stage.ts'
import { checkText } from '../report/text/check-text.ts'
import { stageDetailText, stageText } from '../report/text/stage-text.ts'
import { goodRun } from './__fixtures__/run.ts'
import { judge } from './judge.ts'

/** A judgement as a person reads it. */
function asText(judgement: ReturnType<typeof judge>): string {
  const checks = judgement.checks.map(check => {
    const { measured, limit, theory, reason } = checkText(check)
    const cells = [measured, limit, theory].map(cell => cell ?? '-').join(' | ')
    return [check.verdict.padEnd(7), check.id, cells, reason].join('  ')
  })
  const recovery = judgement.recovery.map(
    ({ fault, stage, afterMs, from, detail }) =>
      `${fault} ${stageText(stage)}: ${afterMs} ms after ${from}${detail === undefined ? '' : ` (${stageDetailText(detail)})`}`,
  )
  const formation = judgement.formation.map(({ stage, node, afterMs }) => `${stage} ${node ?? ''}: ${afterMs} ms`)
  return [judgement.verdict, ...checks, ...recovery, ...formation].join('\n')
}

test('a run in which everything held', () => {
  expect(asText(judge(goodRun()))).toMatchInlineSnapshot(`
    "pass
    pass     outage/lb/cached-read/new  0 ms | 2.00 s | one connect limit, 0.1 s  none of 1100 cached reads on new connections failed or took longer than 250 ms
    pass     outage/lb/cached-read/reused  0 ms | 2.00 s | one reconnect  none of 1100 cached reads on reused connections failed or took longer than 250 ms
    pass     outage/lb/quorum-read/new  7.00 s | 12.0 s | election 4.0–9.5 s (500/5000 ms), here term 2 → 3  the longest time without a successful quorum read on new connections was 7.00 s; 12.0 s are allowed
    pass     outage/lb/quorum-read/reused  7.00 s | 12.0 s | election 4.0–9.5 s (500/5000 ms), here term 2 → 3  the longest time without a successful quorum read on reused connections was 7.00 s; 12.0 s are allowed
    pass     outage/lb/write/new  7.00 s | 12.0 s | election 4.0–9.5 s (500/5000 ms), here term 2 → 3  the longest time without a successful write on new connections was 7.00 s; 12.0 s are allowed
    pass     outage/lb/write/reused  7.00 s | 12.0 s | election 4.0–9.5 s (500/5000 ms), and 15 s for a request that is lost with the leader, here term 2 → 3  the longest time without a successful write on reused connections was 7.00 s; 12.0 s are allowed
    pass     schedule  19.0 s | 35.0 s | the lease of the scheduler moves 13–29 s after the fault, then about 1 s  the pod try-1 ran 19.0 s after its creation; 35.0 s are allowed
    pass     rejoin/server:1  6.60 s | 1 min 0 s | within 45.0 s, up to 35.0 s more until a test of its own etcd succeeds  server:1 served again in every respect 6.60 s after its start; 1 min 0 s are allowed
    pass     ledger/acknowledged  0 | 0 | -  all 2579 acknowledged writes hold in 3 final lists; of 323 indeterminate ones 21 took effect
    pass     ledger/rejected  0 | 0 | -  none of 31 rejected writes was ever seen
    pass     ledger/phantom  0 | 0 | -  all 2533 objects and values that were seen were sent
    pass     ledger/servers-agree  0 | 0 | -  the final lists of server:0, server:1, server:2 agree on all objects
    pass     ledger/order  0 | 0 | -  the versions of 2533 writes and 598 reads follow the times at which they were sent and ended
    pass     ledger/compare-and-swap  0 | 0 | -  each of 410 acknowledged conditional writes replaced the latest version of its object
    pass     ledger/quorum-reads  0 | 0 | -  none of 343 quorum reads is older than what was known before it, or from the future
    pass     ledger/linearizable  0 | 0 | -  for each of 100 objects with a delete, an absence or a write without an answer an order fits
    pass     reads/monotonic  0 | 0 | -  none of 343 quorum reads went back behind what its client had read before
    pass     reads/cached  0 back after a switch | 0 | -  none of 255 cached reads went back on one server; none would have taken a client that switches servers back in time
    pass     watch/ordered  0 | 0 | -  all 10245 events came to 4 watchers in order of version
    pass     watch/unique  0 | 0 | -  none of 10245 events was told twice to one of 4 watchers
    pass     watch/complete  0 | 0 | -  4 watchers were told of every write between their lists and the last version they came to, 10245 events in all
    pass     watch/agreement  0 | 0 | -  each of 2581 versions means the same to 4 watchers and to its writer
    pass     watch/bookmark  0 | 0 | -  nothing new came at or below any of 421 bookmarks
    pass     watch/resumable  40 resumed, 4 told 410 | 0 | -  40 times a watch that had ended went on from its last version, and 4 times the server said 410
    pass     lease/takeover  kube-scheduler 19.3 s | 0 | -  each of 1 hand-overs waited until the lease had run out or was released; from the last renewal to the new holder: kube-scheduler 19.3 s
    pass     lease/old-holder  0 | 0 | -  none of 2 changes by holders of leases came from a former holder, over 1 hand-overs
    pass     restarts  0 | 0 | -  no server restarted untold
    pass     final-state  5 of 5 hold | 5 | -  all 5 facts about the healed cluster hold
    pass     fault/f1  - | - | -  server:1 was hit, 20 ms after the call; a second observer saw it, and it was healed
    pass     baseline  0 | 0 | -  none of 1176 samples before the fault failed
    pass     samples  100.0 % | 99 % | -  every series has at least 99 % of its samples, 6600 in all
    pass     prober  0.0 % | 1 % | -  at most 0.0 % of a series was late, and never for 250 ms
    pass     control  100 ms | - | -  a reset of 500 ms and drop of 500 ms were found in each of 6 series, their edges at most 100 ms off
    pass     record  - | - | -  every stream is there, without a gap and with its end
    f1 cached reads back: 0 ms after fault (never gone)
    f1 quorum reads back: 7019 ms after fault (longest outage 7.00 s)
    f1 writes back: 7033 ms after fault (longest outage 7.00 s)
    f1 node NotReady noticed: 12000 ms after fault
    f1 endpoints without server:1: 15000 ms after fault
    f1 lease kube-scheduler moved: 18000 ms after fault
    f1 new pod bound: 19000 ms after fault
    f1 new pod started: 19900 ms after fault
    f1 new pod running: 20000 ms after fault
    f1 pods of server:1 replaced: 23000 ms after fault
    f1 server:1 member: 2600 ms after start
    f1 server:1 voter: 3600 ms after start
    f1 server:1 ready: 4600 ms after start
    f1 server:1 endpoints: 5600 ms after start
    f1 endpoints with server:1: 5600 ms after start
    f1 server:1 balancer: 6600 ms after start
    f1 redundancy restored: 37000 ms after fault (degraded for 37.0 s)
    api-ready server:0: 9000 ms
    members-vote : 39000 ms"
  `)
})

test('the same history gives the same judgement, byte for byte', () => {
  const run = goodRun()
  expect(JSON.stringify(judge(run))).toBe(JSON.stringify(judge(run)))
  expect(JSON.stringify(judge(run))).toBe(JSON.stringify(judge(goodRun())))
})

test('every gap of the run is named by the election it overlaps', () => {
  const { series } = judge(goodRun())
  const write = series.find(({ definition }) => definition.id === 'lb/write/new')!
  const [election, ...lost] = write.stalled.outages[0]!.causes
  const change = { fromTerm: '2', toTerm: '3', fromLeader: 'server:1', toLeader: 'server:2', termsElapsed: 1 }
  expect(election).toEqual({
    kind: 'election',
    fromUs: 1050028200,
    toUs: 1056900000,
    event: change,
    band: { candidateMs: { fromMs: 4000, toMs: 9500 }, medianMs: 5718, tookMs: 6920, percentile: 78 },
  })
  expect(lost).toHaveLength(138)
  for (const each of lost) {
    expect(each).toEqual({ kind: 'lost-with-leader', fromUs: 1056900000, toUs: 1057033000, event: change })
  }
  expect(write.stalled.outages[0]!.unexplainedUs).toBeLessThan(200_000)
})

test('of a cluster that was taken over, the formation is that of the run that formed it', () => {
  const run = goodRun()
  const formation: FormationStep[] = [{ stage: 'formed', afterMs: 31_000 }]
  const from = { runId: 'b', title: 'another story' }
  run.manifest.takenOver = { formedBy: 'a', from, formation, gate: [] }
  expect(judge(run).formation).toEqual(formation)
})
