import type { MemberRecord, SeriesDefinition } from '../history/records.ts'
import type { NodeId } from '../topology/node-id.ts'
import type { Greeting } from './greeting.ts'
import type { PassingSizes } from './passing-sizes.ts'

/** PEM texts of one client identity. They travel over the prober's standard input only. */
export interface Identity {
  ca: string
  cert: string
  key: string
}

/** Base URL of each path, by its name: `lb`, `direct:server:0`; of what is no API, by path and operation: `in-cluster/dns`. */
export type Targets = Record<string, string>

/** First line on the prober's standard input. */
export interface ProberSetup {
  writer: string
  targets: Targets
  api: Identity
  /** Namespace of the ledger's objects; it exists. */
  namespace: string
  /** Who asks etcd, on which port, and the members that are asked. */
  etcd: { identity: Identity; port: number; members: { node: NodeId; host: string }[] }
}

/** Further lines. Every command with an `ask` is answered by one line `{"answer":…}`, outside the record. */
export type ProberCommand =
  /** Probes these; `targets` are added to those of the setup. */
  | { do: 'begin'; series: SeriesDefinition[]; targets: Targets }
  /** From now on this server is one of those that are asked. */
  | { do: 'meet'; node: NodeId; host: string; target: string; isMember: boolean }
  /** No new samples; answered when the last one has ended. */
  | { do: 'drain'; ask: number }
  /** Ends the record and the program. */
  | { do: 'end'; ask: number }
  /** Reads every member's status now and writes it down. */
  | { do: 'status'; ask: number }
  | { do: 'members'; ask: number }
  /** Raises or disarms a member's alarm that it is out of space, or does neither; answered by the alarms that are then on. */
  | { do: 'space-alarm'; ask: number; node: NodeId; set?: 'on' | 'off' }
  /** One `/readyz` by this path, outside every series. */
  | { do: 'readyz'; ask: number; path: string }
  /** One request to a server's supervisor, as one who has a token and no certificate. */
  | ({ do: 'supervisor'; ask: number; node: NodeId } & SupervisorRequest)
  /** Shakes hands anew, and looks at the certificate that is presented, as one who trusts that authority. */
  | { do: 'certificate'; ask: number; host: string; port: number; trusts: 'api' | 'etcd' }
  /** Whether packets of all lengths get through to a server's API and back. */
  | { do: 'passing-sizes'; ask: number; node: NodeId }
  /** Waits for a server's first word. */
  | { do: 'greeting'; ask: number; host: string; greeting: Greeting }

/** A request to a server's supervisor. */
export interface SupervisorRequest {
  path: string
  authorization: string
  /** @default 'GET' */
  method?: string
  body?: string
}

/** A certificate as it was presented. */
export interface PresentedCertificate {
  /** Until when it is good; wall clock, ms. */
  validToMs: number
  /** Why who trusts that authority refuses it; absent when it does not. */
  refusal?: string
}

/** One member's own word on the cluster. */
export interface MemberStatus {
  node: NodeId
  member: string
  leader: string
  term: string
  /** When the answer came, µs of the monotonic clock. */
  atUs: number
}

export type ProberAnswer =
  | { answer: number; error: string }
  | { answer: number; statuses: MemberStatus[] }
  | { answer: number; members: Omit<MemberRecord, 'node'>[] }
  | { answer: number; alarmed: string[] }
  | ({ answer: number } & PresentedCertificate)
  /** `failing`: of an apiserver that is not ready the checks that say so. */
  | { answer: number; status: number; failing?: string[] }
  | { answer: number; bytes: number }
  | ({ answer: number } & PassingSizes)
  | { answer: number; done: true }
