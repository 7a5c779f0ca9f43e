import { expect, test } from 'vitest'
import { judge } from '../checks/judge.ts'
import { crashedLeader, failedRun } from './__fixtures__/crashed-leader.ts'
import { reportHtml } from './report-html.ts'

const pageOf = ({ history, judgement }: ReturnType<typeof crashedLeader>) => reportHtml(history, judgement)

/** What a reader sees of a part of the page: its text without markup, one line an element that ends. */
const textOf = (markup: string): string =>
  markup
    .replace(/<\/(?:h\d|p|dd|li|summary|tr|div)>/g, '\n')
    .replace(/<[^>]*>/g, ' ')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n[ \n]*/g, '\n')
    .trim()

const part = (page: string, from: string, to: string): string => page.slice(page.indexOf(from), page.indexOf(to))

test('the page needs nothing but itself, and is small', () => {
  const page = pageOf(crashedLeader())
  expect(page.length).toBeLessThan(300_000)
  expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'`)
  expect(page).not.toMatch(/<script|<link|<img|<iframe|\burl\(|@import|https?:/)
})

test('the answer stands first', () => {
  expect(textOf(part(pageOf(failedRun()), '<header', '</header>'))).toMatchInlineSnapshot(`
    "Holdfast: does this control plane hold when a part of it fails?
    ✗ fail The control plane did not hold.
    Of 12 checks 1 failed, 1 unknown, 10 passed. Writes on new connections are back within 12.0 s: the longest time without a successful write on new connections was 7.11 s; 5.00 s are allowed.
    Scenario a crashed etcd leader scenarios/server-crash.scenario.ts
    Cluster 3 servers, embedded etcd, behind nginx, tuned
    Node image holdfast/node:6f1c2a90 (a stand-in for k3s) Kubernetes 1.34.2, etcd 3.6.6, containerd 2.1.5, runc 1.3.3
    Fault kill server:1 (leader), from 12.01 s to 42.63 s leads etcd
    Timing profile fast shorter node timers, for a desk; etcd 500/5000 ms
    When 2026-11-21 06:14:09 UTC , took 1 min 44 s
    Seed 1583740211
    Run it again HOLDFAST_SEED=1583740211 npm start -- scenarios/server-crash.scenario.ts"
  `)
})

test('a negative control asks another question', () => {
  const { history, judgement } = failedRun()
  const control = { mustFail: ['outage/lb/write'], mustPass: [] }
  const head = (verdict: 'pass' | 'fail') =>
    textOf(part(reportHtml(history, { ...judgement, control, verdict }), '<h1', '<dl'))
  expect(head('pass')).toBe(
    '✓ pass Holdfast saw the failure that it must see.\nA negative control, red where it must be. Of 12 checks 1 failed, 1 unknown, 10 passed.',
  )
  expect(head('fail')).toContain('✗ fail This negative control failed.')
})

test('only a failed check stands open; an unknown one says why all the same', () => {
  const checks = part(pageOf(failedRun()), '<section id="checks">', '<section id="timeline">')
  expect(checks.match(/<details open>/g)).toHaveLength(1)
  const lines = textOf(checks).split('\n')
  const from = (mark: string) => lines.slice(lines.findIndex(line => line.startsWith(mark))).slice(0, 3)
  expect([...from('✗'), ...from('?')]).toMatchInlineSnapshot(`
    [
      "✗ fail Writes on new connections are back within 12.0 s 7.11 s 5.00 s election 4.0–9.5 s (500/5000 ms), here term 2 → 3 the longest time without a successful write on new connections was 7.11 s; 5.00 s are allowed",
      "12.00 s to 19.12 s 7.11 s bad samples: 11 5xx, 16 refused; 7.09 s etcd election: term 2 → 3, leader server:1 → server:2; unexplained: 14 ms lb/write/new, samples 238 to 379",
      "outage/lb/write/new",
      "? unknown A pod created while a server is down is scheduled and runs never 35.0 s the lease of the scheduler moves 13–29 s after the fault, then about 1 s no pod was created while a server was down",
      "30.00 s to 33.40 s 3.40 s canary-1 created, bound after 900 ms, running after 3.40 s",
      "schedule",
    ]
  `)
})

test('every link of evidence leads to its place on the axis', () => {
  const page = pageOf(crashedLeader())
  const links = [...page.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id)
  const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
  expect(links.length).toBeGreaterThan(8)
  expect(links.filter(id => !ids.includes(id))).toEqual([])
  expect(new Set(ids).size).toBe(ids.length)
})

test('every lane has its place on the one axis', () => {
  const timeline = part(pageOf(crashedLeader()), '<section id="timeline">', '<section id="stages"')
  const labels = [...timeline.matchAll(/<span title="([^"]*)">[^<]*<\/span>(?:<small>([^<]*)<\/small>)?/g)]
  expect(labels.map(([, label, hint]) => [label, hint].filter(Boolean).join(' | '))).toMatchInlineSnapshot(`
    [
      "",
      "phase",
      "fault",
      "What a client saw",
      "cached-read | new, 99.00 % ok",
      "cached-read | reused, 97.75 % ok",
      "quorum-read | new, 94.75 % ok",
      "quorum-read | reused, 86.50 % ok",
      "write | new, 96.92 % ok",
      "write | reused, 86.50 % ok",
      "What the cluster did",
      "leader | etcd",
      "kube-scheduler | lease",
      "kube-controller-manager | lease",
      "client:0 | container",
      "lb:0 | container",
      "server:0 | container",
      "server:1 | container",
      "server:2 | container",
      "server-0 | Node",
      "server-1 | Node",
      "server-2 | Node",
      "kubernetes | endpoints",
      "lb:0 | 9 retries or errors",
      "canary-1 | pod",
      "",
    ]
  `)
})

test('who has neither sample nor fault nor check gets a page all the same', () => {
  const { history, judgement } = crashedLeader()
  const page = reportHtml(
    { ...history, harness: [], prober: [], samples: new Map(), problems: ['harness: no end record'] },
    { ...judgement, verdict: 'unknown', checks: [], series: [], formation: [], recovery: [] },
  )
  expect(textOf(part(page, '<header', '<dl'))).toContain('The record is not whole: harness: no end record.')
  expect(page).not.toMatch(/NaN|Infinity|undefined/)
})

test('nothing recorded becomes markup', () => {
  const evil = '"><script>alert(1)</script>'
  const { history, judgement } = crashedLeader({
    restarts: {
      promise: { kind: 'claim', claim: evil },
      reason: { kind: 'claim-tested', holds: false, seen: evil },
      measured: { unit: 'hand-overs', value: 1, each: [{ lease: evil, afterMs: 0 }] },
      evidence: [{ fromUs: 0, toUs: 1, seen: { kind: 'recorded', text: evil } }],
    },
    schedule: { theory: { basis: { kind: 'servers-away', servers: [evil as 'server:0'] } } },
  })
  history.manifest.scenario.title = evil
  for (const record of history.harness) {
    if (record.type === 'lease') record.holder = evil
    if (record.type === 'pod') record.pod = evil
    if (record.type === 'fault' && record.step === 'call') record.reason = evil
  }
  for (const session of history.sessions) session.upstreams.unshift(evil)
  expect(reportHtml(history, judgement)).not.toContain('<script')
})

test('a wall clock that was set is said, and changes nothing else', () => {
  const { history, judgement } = crashedLeader()
  const atUs = history.harness.at(-1)!.atUs
  const set = {
    ...history,
    harness: [...history.harness, { seq: 1e6, atUs, type: 'clock-step' as const, stepMs: -3_600_000 }],
  }
  const said = textOf(part(reportHtml(set, judge(set)), '<header', '<dl'))
  expect(said).toContain('The wall clock was set back by 60 min 0 s at')
  expect(JSON.stringify(judge(set))).toBe(JSON.stringify(judge(history)))
  expect(textOf(part(reportHtml(history, judgement), '<header', '<dl'))).not.toContain('wall clock')
})

test('what was claimed, noted and run by hand is told, true or not', () => {
  const { history } = crashedLeader()
  const last = history.harness.at(-1)!
  const told = [
    { type: 'claim', claim: 'the stopped server becomes NotReady', holds: false, seen: 'server-1 Ready', must: false },
    { type: 'note', text: 'gobetween is in no package registry' },
    { type: 'command', node: 'server:0', command: 'kubectl get nodes', exitCode: 1, output: 'no <answer>' },
  ] as const
  history.harness.push(...told.map(record => ({ seq: last.seq, atUs: last.atUs, ...record })))
  const page = reportHtml(history, judge(history))
  expect(textOf(part(page, '<section id="checks">', '<section id="timeline">'))).toContain(
    '“the stopped server becomes NotReady” not true – – not true: server-1 Ready',
  )
  const byHand = textOf(part(page, '<section id="by-hand">', '<section id="details">'))
  expect(byHand).toContain('gobetween is in no package registry')
  expect(byHand).toMatch(/kubectl get nodes on server:0 at .*, exit code 1\nno &lt;answer&gt;/)
})

test('a cluster that was taken over is told to be, from whom, and whose formation is shown', () => {
  const { history, judgement } = crashedLeader()
  const from = { runId: '261121-060001-abc', title: 'a stopped server' }
  const gate = [{ subject: 'every Node is Ready', seen: 'Ready: server-0, server-1, server-2' }]
  const takenOver = { formedBy: '261121-055500-xyz', from, formation: judgement.formation, gate }
  const page = pageOf({ history: { ...history, manifest: { ...history.manifest, takenOver } }, judgement })
  expect(textOf(part(page, '<header', '</header>'))).toContain(
    'Taken over from run 261121-060001-abc, a stopped server; formed by run 261121-055500-xyz',
  )
  expect(textOf(part(page, '<section id="stages"', '<section id="outages"'))).toContain(
    'Formation, from its begin, in run 261121-055500-xyz',
  )
  expect(textOf(page.slice(page.indexOf('<section id="details">')))).toContain(
    'every Node is Ready Ready: server-0, server-1, server-2',
  )
})

test('what was to be expected stands beside what was measured, and a disagreement says where to look', () => {
  const text = textOf(part(pageOf(crashedLeader()), '<section id="predictions">', '<section id="outages">'))
  expect(text.split('\n').slice(3)).toMatchInlineSnapshot(`
    [
      "Series Longest gap expected Measured In part Why",
      "lb/write/new 4.00 s to 9.50 s 7.11 s 33.33 %, up to 13.6 s election 4.0–9.5 s (500/5000 ms), here term 2 → 3",
      "lb/cached-read/new up to 650 ms 0 ms 33.33 %, up to 13.6 s one connect limit, 0.1 s; 33 % of new connections meet a lost server for up to 13.6 s",
      "lb/cached-read/reused up to 100 ms 1.40 s – one reconnect 1.30 s above; look at the harness: its host was short of CPU for 1.20 s of it",
      "lb/stream/reused-h2 no prediction 0 ms – no prediction",
      "server:2 holds a lease that it cannot renew for 10 s, and ends, 8.00 s to 12.0 s after it could not: it did not",
    ]
  `)
})
