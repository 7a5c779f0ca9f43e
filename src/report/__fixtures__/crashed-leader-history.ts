import { randomFrom } from '../../base/seed.ts'
import type { FormationStage } from '../../history/formation-stage.ts'
import type { BalancerSession, History } from '../../history/history.ts'
import type { HarnessRecord, MemberRecord, ProberRecord, Sample } from '../../history/records.ts'
import { samplesOf } from '../../history/samples.ts'
import type { NodeId } from '../../topology/node-id.ts'
import { addressesOf } from '../../topology/addresses.ts'
import { topologySchema } from '../../topology/topology.ts'
import { definitions, died, elected, madeSamples, planted } from './samples.ts'

const startedAtMs = Date.UTC(2026, 10, 21, 6, 14, 9)
const watchedAtMs = startedAtMs + 44_000

/** The record's time of a second of the watch. */
export const us = (seconds: number): number => Math.round(4_211_000_000 + seconds * 1_000_000)

type Event<T> = T extends unknown ? Omit<T, 'seq' | 'atUs'> : never
type HarnessEvent = Event<HarnessRecord>
type ProberEvent = Event<Exclude<ProberRecord, Sample>>

const inOrder = <T>(events: [number, T][]): (T & { seq: number; atUs: number })[] =>
  events.toSorted(([a], [b]) => a - b).map(([seconds, event], seq) => ({ seq, atUs: us(seconds), ...event }))

const topology = topologySchema.parse({})
const members: MemberRecord[] = [
  { node: 'server:0', name: 'server-0-1f6c0a9b', id: '10276657743932975437', voter: true },
  { node: 'server:1', name: 'server-1-8be20d11', id: '13803658152347727308', voter: true },
  { node: 'server:2', name: 'server-2-5d0e77c2', id: '4539215674331942104', voter: true },
]
const id = (server: number) => members[server]!.id

const formationSteps: [number, FormationStage, NodeId?][] = [
  [-42.2, 'started'],
  [-28.68, 'etcd-answers', 'server:0'],
  [-19.4, 'api-ready', 'server:1'],
  [-9.85, 'api-ready', 'server:2'],
  [-3.27, 'members-vote'],
  [-1.19, 'nodes-ready'],
  [-0.2, 'formed'],
]

const phases: [string, number, number][] = [
  ['form', -43.5, -0.2],
  ['steady', 0, 11.95],
  ['fault', 11.95, 12.42],
  ['hold', 12.42, 42.42],
  ['heal', 42.42, 44.1],
  ['settle', 44.1, 51.8],
  ['control', 51.8, 56.8],
  ['final', 56.8, 60.1],
]

const leases = (): [number, HarnessEvent][] =>
  Array.from({ length: 31 }, (_, index) => index * 2).flatMap((at): [number, HarnessEvent][] => [
    [
      at,
      {
        type: 'lease',
        lease: 'kube-scheduler',
        holder: at < 28 ? 'server-1_0b7d' : 'server-2_77aa',
        renewTimeMs: watchedAtMs + Math.min(at, at < 28 ? 11.4 : at) * 1000,
        transitions: at < 28 ? 1 : 2,
        durationMs: 15_000,
      },
    ],
    [
      at + 0.01,
      {
        type: 'lease',
        lease: 'kube-controller-manager',
        holder: 'server-0_41fc',
        renewTimeMs: watchedAtMs + at * 1000,
        transitions: 0,
        durationMs: 15_000,
      },
    ],
  ])

const harness: [number, HarnessEvent][] = [
  [-44, { type: 'start', writer: 'harness', schema: 3 }],
  [
    29,
    { type: 'audit', node: 'server:2', user: 'system:kube-scheduler', verb: 'create', resource: 'pods', name: 'try', code: 201 },
  ],
  ...phases.flatMap(([phase, from, to]): [number, HarnessEvent][] => [
    [from, { type: 'phase', phase: phase as 'form', at: 'begin' }],
    [to, { type: 'phase', phase: phase as 'form', at: 'end' }],
  ]),
  ...formationSteps.map(([at, stage, node]): [number, HarnessEvent] => [
    at,
    { type: 'stage', stage, ...(node === undefined ? {} : { node }) },
  ]),
  ...([0, 1, 2] as const).flatMap((server): [number, HarnessEvent][] => [
    [-42 + server * 9, { type: 'engine', node: `server:${server}`, action: 'start' }],
    [-1.2, { type: 'node', node: `server-${server}`, ready: 'True' }],
  ]),
  [-42.5, { type: 'engine', node: 'lb:0', action: 'start' }],
  [-1, { type: 'members', members, purpose: 'formed' }],
  [-0.9, { type: 'endpoints', addresses: ['172.28.8.10', '172.28.8.11', '172.28.8.12'] }],
  ...leases(),
  [11.86, { type: 'fault', fault: 'kill-1', step: 'role', evidence: 'server:1 leads etcd, term 2', proven: true, ageMs: 121 }],
  [11.986, { type: 'fault', fault: 'kill-1', step: 'call', kind: 'kill', node: 'server:1', selector: 'leader', reason: 'leads etcd', effect: { does: 'end' } }],
  [12.004, { type: 'engine', node: 'server:1', action: 'kill' }],
  [died, { type: 'engine', node: 'server:1', action: 'die', exitCode: 137 }],
  [died, { type: 'fault', fault: 'kill-1', step: 'begin', evidence: 'engine: server:1 died, exit code 137' }],
  [12.31, { type: 'fault', fault: 'kill-1', step: 'proof', evidence: 'client:0 is refused by 172.28.8.11:6443', proven: true }],
  [elected, { type: 'fault', fault: 'kill-1', step: 'role', evidence: 'server:2 leads etcd, term 2 → 3', proven: true }],
  [21.62, { type: 'node', node: 'server-1', ready: 'Unknown' }],
  [26.3, { type: 'endpoints', addresses: ['172.28.8.10', '172.28.8.12'] }],
  [30, { type: 'pod', pod: 'canary-1', stage: 'created', purpose: 'schedule' }],
  [30.21, { type: 'pod', pod: 'canary-1', stage: 'bound', node: 'server-2', purpose: 'schedule' }],
  [33.4, { type: 'pod', pod: 'canary-1', stage: 'running', node: 'server-2', purpose: 'schedule' }],
  [42.43, { type: 'fault', fault: 'kill-1', step: 'heal-call' }],
  [42.61, { type: 'engine', node: 'server:1', action: 'start' }],
  [42.63, { type: 'fault', fault: 'kill-1', step: 'healed', evidence: 'engine: server:1 started' }],
  [45.1, { type: 'recovered', node: 'server:1', stage: 'member', evidence: 'the same id' }],
  [45.1, { type: 'recovered', node: 'server:1', stage: 'voter', evidence: 'voter' }],
  [49.2, { type: 'recovered', node: 'server:1', stage: 'endpoints', evidence: '3 addresses' }],
  [49.2, { type: 'endpoints', addresses: ['172.28.8.10', '172.28.8.11', '172.28.8.12'] }],
  [50.8, { type: 'node', node: 'server-1', ready: 'True' }],
  [50.8, { type: 'recovered', node: 'server:1', stage: 'ready', evidence: 'Ready' }],
  [51.3, { type: 'recovered', node: 'server:1', stage: 'balancer', evidence: 'nginx sent it a connection' }],
  ...Object.entries(planted).flatMap(([kind, [from, to]]): [number, HarnessEvent][] => {
    const control = { type: 'control', kind: kind as keyof typeof planted, withinUs: 9000 } as const
    return [
      [from, { ...control, step: 'begin', evidence: 'set within 9 ms' }],
      [to, { ...control, step: 'end', evidence: '61 packets hit, taken away within 9 ms' }],
    ]
  }),
  [57.6, { type: 'members', members, purpose: 'final' }],
  ...['all nodes Ready', 'all members voters', '3 endpoints'].map((subject): [number, HarnessEvent] => [
    57.8,
    { type: 'final', subject, holds: true, seen: subject },
  ]),
  [60.4, { type: 'end' }],
]

const etcd = (): [number, ProberEvent][] =>
  ([0, 1, 2] as const).flatMap(server =>
    [...Array.from({ length: 60 }, (_, second) => second + server / 10), elected, 16.7 + server / 10]
      .filter(at => server !== 1 || at < died || at > 45)
      .map((at): [number, ProberEvent] => {
        const leader = at < 16.7 ? id(1) : at < elected ? '0' : id(2)
        const term = at < elected ? '2' : '3'
        return [at, { type: 'etcd', node: `server:${server}` as NodeId, member: id(server), leader, term }]
      }),
  )

const prober: [number, ProberEvent][] = [
  [0, { type: 'start', writer: 'client-0', schema: 3 }],
  ...definitions.map((definition): [number, ProberEvent] => [0.01, { type: 'series', definition }]),
  ...etcd(),
  ...Array.from({ length: 33 }, (_, second): [number, ProberEvent] => [
    died + 0.1 + second,
    { type: 'etcd-silent', node: 'server:1', detail: 'ECONNREFUSED' },
  ]),
  ...Array.from({ length: 60 }, (_, second): [number, ProberEvent] => [
    second + 0.9,
    { type: 'health', loopDelayMaxMs: 3 },
  ]),
  [60.2, { type: 'end' }],
]

/** nginx tried the dead server first, and then another. */
const sessions: BalancerSession[] = Array.from({ length: 9 }, (_, index) => {
  const atUs = us(died + 0.03 + index * 0.31)
  const upstreams = ['172.28.8.11:6443', '172.28.8.12:6443']
  return { seq: index, atUs, type: 'session', fromUs: atUs - 31_000, port: 40_000 + index, upstreams, connectMs: [null, 1], status: '200' }
})

/** A run as it would be recorded: three servers, the etcd leader killed at 12 s, a new one elected 7.1 s later. */
export function crashedLeaderHistory(): History {
  const random = randomFrom(20_261_121)
  const samples = new Map(definitions.map(series => [series.id, madeSamples(series, random, us)]))
  // Writes that a server answered with an error may have happened: here they did.
  const objects = [...samples.values()]
    .flat()
    .filter(({ object, outcome }) => object !== undefined && ['ok', '5xx'].includes(outcome))
    .map(({ object }, index) => ({ name: object!, resourceVersion: `${1000 + index}` }))
  const finalLists = (['server:0', 'server:1', 'server:2'] as const).map((node, seq) => ({
    seq,
    atUs: us(58.1),
    type: 'final-list' as const,
    path: `direct:${node}` as const,
    resourceVersion: '9120',
    objects,
  }))
  return {
    manifest: {
      schema: 3,
      runId: '2026-11-21T06-14-09-a3f1',
      scenario: { title: 'a crashed etcd leader', file: 'scenarios/server-crash.scenario.ts', tags: ['core'] },
      seed: 1_583_740_211,
      generator: 'xoroshiro128plus/pure-rand-8',
      holdfast: { version: '0.1.0', commit: '3c6083f' },
      topology,
      nodes: addressesOf(topology, '172.28.8.0/24'),
      limits: {
 series: {
        'cached-read': { longestOutageMs: 2000 },
        'quorum-read': { longestOutageMs: 12_000 },
        write: { longestOutageMs: 12_000 },
        },
scheduleMs: 35_000,
        rejoinMs: 60_000,
      },
      series: definitions,
      images: [
        {
          role: 'node',
          reference: 'holdfast/node:6f1c2a90',
          id: 'sha256:6f1c2a90d6cb4bb0a0a9c21a9be9f1f0b8f9aef8c4cf6f4b5b2c40e1b8d3a977',
          how: 'built',
          standIn: true,
          contents: 'Kubernetes 1.34.2, etcd 3.6.6, containerd 2.1.5, runc 1.3.3',
        },
        {
          role: 'nginx',
          reference: 'holdfast/nginx:b01d3c77',
          id: 'sha256:b01d3c77a9c34f0f8e4a6f52d2f1b0c8d7e6f5a4b3c2d1e0f9a8b7c6d5e4f3a2',
          how: 'built',
          standIn: false,
          contents: 'Debian 12, nginx 1.22.1',
        },
        {
          role: 'client',
          reference: 'holdfast/client:0c55e8d2',
          id: 'sha256:0c55e8d2f1e0d9c8b7a6958473625140f1e2d3c4b5a69788796a5b4c3d2e1f00',
          how: 'built',
          standIn: false,
          contents: 'Debian 12, Node 24.21.0',
        },
      ],
      engine: { name: 'Docker Engine', version: '29.0.2', private: true },
      host: { kernel: '6.12.9', cores: 2, memoryBytes: 8_254_390_272 },
      clock: { monotonicUs: us(-44), wallMs: startedAtMs },
      etcd: { heartbeatMs: 500, electionMs: 5000 },
      command: 'HOLDFAST_SEED=1583740211 npm start -- scenarios/server-crash.scenario.ts',
      streams: ['harness', 'client-0'],
    },
    harness: inOrder(harness),
    prober: inOrder(prober),
    series: definitions,
    samples: new Map([...samples].map(([id, made]) => [id, samplesOf(made)])),
    ledger: { operations: [], watchers: new Map(), finalLists },
    sessions,
    balancerEvents: [],
    problems: [],
  }
}
