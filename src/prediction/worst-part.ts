import { isSilent } from '../history/fault-effect.ts'
import type { FaultInstance } from '../history/fault-instance.ts'
import type { SeriesDefinition } from '../history/records.ts'
import { roleOf } from '../topology/node-id.ts'
import { memberIds } from '../topology/nodes-of.ts'
import { isOpaque } from '../topology/opaque-balancer.ts'
import { balancingOf } from './balancing.ts'
import { changesOf, type Entry, leadsTo, lossOf, type Moment, momentAt } from './moment.ts'
import type { PartLost } from './prediction.ts'
import type { Setting } from './setting.ts'
import { silentForMs } from './silence.ts'
import { etcdClientGivesUpMs } from './timers.ts'

type Series = Pick<SeriesDefinition, 'operation' | 'connection' | 'deadlineMs'>

const never = Number.POSITIVE_INFINITY

/** The greatest share of new connections that meet a lost server, or a silent member of etcd, and for how long altogether. */
export function worstPart(
  series: Series,
  faults: readonly FaultInstance[],
  entry: Entry,
  asks: boolean,
  setting: Setting,
): PartLost | undefined {
  // A kept connection is led once, and a balancer takes connections for itself.
  if (series.connection !== 'new' || series.operation === 'tcp-connect') return undefined
  if ('server' in entry || isOpaque(setting.topology.loadBalancer)) return undefined
  const moments = changesOf(faults)
  let worst = 0
  let forMs = 0
  moments.forEach((fromUs, index) => {
    const moment = momentAt(fromUs, faults)
    const share = shareLost(entry, moment, asks, setting)
    if (share === 0 || share === 1) return
    worst = Math.max(worst, share)
    forMs += Math.min(((moments[index + 1] ?? never) - fromUs) / 1000, leadsAtMost(entry, moment, asks, setting))
  })
  // Of servers that ask the members of an etcd apart in turn, each waits for a silent one as often.
  for (const fault of asks ? faults.filter(({ node }) => roleOf(node) === 'etcd').filter(isSilent) : []) {
    worst = Math.max(worst, 1 / memberIds(setting.topology).length)
    forMs += Math.min(silentForMs(fault), etcdClientGivesUpMs)
  }
  if (worst === 0) return undefined
  return { share: worst, ...(forMs < never ? { forMs: forMs + series.deadlineMs } : {}) }
}

/** Of the servers to which a balancer leads new connections, those that are lost. */
function shareLost(entry: Entry, moment: Moment, asks: boolean, setting: Setting): number {
  const servers = leadsTo(entry, setting.topology)
  const led = servers.flatMap(server => {
    const loss = lossOf(server, entry, moment, asks, setting.topology)
    if (loss === undefined) return [false]
    return (balancingOf(setting.topology, loss)?.leadsMs ?? never) > 0 ? [true] : []
  })
  return led.length === 0 ? 0 : led.filter(Boolean).length / led.length
}

const leadsAtMost = (entry: Entry, moment: Moment, asks: boolean, { topology }: Setting): number =>
  Math.max(
    0,
    ...leadsTo(entry, topology).map(server => {
      const loss = lossOf(server, entry, moment, asks, topology)
      return loss === undefined ? 0 : (balancingOf(topology, loss)?.leadsMs ?? never)
    }),
  )
