import type { ClockAnchor } from '../base/clock.ts'
import type { NodeAddress } from '../topology/addresses.ts'
import type { ImageRole } from '../topology/image-role.ts'
import type { LintFinding } from '../topology/lint/finding.ts'
import type { NodeId } from '../topology/node-id.ts'
import type { Topology } from '../topology/topology.ts'
import type { FormationStep } from './formation-stage.ts'
import type { Limits } from './limits.ts'
import type { SeriesDefinition } from './records.ts'

/** An image as it ran: what the user asked for, what the engine has, and what is inside. */
export interface ImageRecord {
  role: ImageRole
  reference: string
  /** The engine's image id, `sha256:…`. */
  id: string
  /** The registry's digest of a pulled image. */
  digest?: string
  how: 'pulled' | 'built'
  /** True for one that stands in for another: a report never calls it what it stands for. */
  standIn: boolean
  /** One line: what is inside. */
  contents: string
}

/** A load balancer's file, and whose it is. */
export interface BalancerFileRecord {
  nodes: NodeId[]
  path: string
  content: string
}

/** A cluster that stood already when the run began. */
export interface TakenOver {
  /** The run that formed it. */
  formedBy: string
  /** The run that used it last, and what it was about. */
  from: { runId: string; title: string }
  /** How it was formed then, in ms from the begin. */
  formation: FormationStep[]
  /** What had to hold of it before it was taken over, and what was seen. */
  gate: { subject: string; seen: string }[]
}

/** What a run wants that must see red: checks, by the beginning of their ids. */
export interface NegativeControl {
  /** Of each of them one must fail. */
  mustFail: string[]
  /** All of them must pass even so; no other check counts. */
  mustPass: string[]
}

/** The head of a history: everything that judging needs and no stream says. */
export interface Manifest {
  schema: number
  runId: string
  scenario: { title: string; file: string; tags: string[] }
  seed: number
  generator: string
  holdfast: { version: string; commit: string }
  topology: Topology
  /** What the lint said of that topology before anything ran; absent in records from before there was one. */
  lint?: LintFinding[]
  nodes: NodeAddress[]
  /** What the load balancers were told. Absent in histories older than this. */
  balancerFiles?: BalancerFileRecord[]
  limits: Limits
  /** Absent where nothing is meant to fail. */
  control?: NegativeControl
  /** What the prober was to probe. */
  series: SeriesDefinition[]
  images: ImageRecord[]
  engine: { name: string; version: string; private: boolean }
  host: { kernel: string; cores: number; memoryBytes: number }
  clock: ClockAnchor
  /** Absent when the run formed its own cluster. */
  takenOver?: TakenOver
  /** etcd's timers as this cluster runs them: theory of an election rests on them. Absent without an etcd. */
  etcd?: { heartbeatMs: number; electionMs: number }
  /** The command that runs this again. */
  command: string
  /** Names of the streams beside the manifest: `harness`, `client-0`. */
  streams: string[]
}
