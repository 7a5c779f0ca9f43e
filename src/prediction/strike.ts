import type { FaultEffect } from '../history/records.ts'
import type { NodeId } from '../topology/node-id.ts'
import type { Topology } from '../topology/topology.ts'
import type { EtcdTimers } from './timers.ts'

/** What the predictions rest on beside what was struck. */
export interface Setting {
  topology: Topology
  /** Absent where there is no etcd. */
  etcd?: EtcdTimers | undefined
}

/** A fault at one node, with what was known when it was injected. Times in ms of any one clock. */
export interface Strike {
  /** The fault's id in the record, where it has one. */
  id?: string
  kind: string
  node: NodeId
  effect: FaultEffect
  atMs: number
  /** When it was taken back, or its node was started again without that; absent while it lasts. */
  healedMs?: number | undefined
  /** When its node was back in every respect; absent if that was not seen. */
  backMs?: number | undefined
  /** Who led etcd just before. */
  leader?: NodeId | undefined
  /** Who held which lease just before, by the lease's name. */
  holders: ReadonlyMap<string, NodeId>
  /** It was drawn because it hosts a replica of the cluster's DNS. */
  hostsDns?: boolean
}

/** SIGTERM: a node says goodbye. */
export const isGraceful = ({ kind, effect }: Strike): boolean =>
  effect.does === 'end' && (kind === 'stop' || kind === 'replace')

/** Whether its kernel answers nothing either: what is sent to it meanwhile is sent again, each time after twice as long. */
export const isOffLine = ({ kind, effect: { does } }: Pick<Strike, 'kind' | 'effect'>): boolean =>
  does === 'cut' || kind === 'power-off'

/** Until when a kept connection over such a line may carry nothing, in ms: TCP's next try may be that far away. */
export const quietUntilMs = ({
  atMs,
  healedMs = Number.POSITIVE_INFINITY,
}: Pick<Strike, 'atMs' | 'healedMs'>): number => 2 * healedMs - atMs

/** For how long nobody has an answer of a node that says nothing, in ms. */
export const silentForMs = (strike: Strike): number =>
  (isOffLine(strike) ? quietUntilMs(strike) : (strike.healedMs ?? Number.POSITIVE_INFINITY)) - strike.atMs

/** Whether no process of its node goes on. */
export const endsOrFreezes = ({ effect: { does } }: Strike): boolean => does === 'end' || does === 'freeze'

/** Whether nobody is told by a FIN or a RST that the node is gone. */
export const isSilent = (strike: Strike): boolean => isOffLine(strike) || strike.effect.does === 'freeze'
