import { connectLimitMs } from '../../topology/connect-limit.ts'
import { connectDetectionMs, readinessDetectionMs } from '../../topology/haproxy-check.ts'
import { sizing } from '../../topology/sizing.ts'
import type { RunReport } from '../report-schema.ts'
import { amountText } from './amount-text.ts'

/** What theory gives for a measure under a run's settings, in short, and why. */
export interface Floor {
  floor?: string
  theory: string
}

const timeInWords = /(\d+(?:\.\d+)?(?:–\d+(?:\.\d+)?)?) s\b/

/** The time that a check's theory names. @param id the start of its id */
export function floorOfCheck({ checks }: RunReport, id: string): Floor | undefined {
  const theory = checks.find(check => check.id.startsWith(id))?.theory
  if (theory === undefined) return undefined
  const [, time] = timeInWords.exec(theory) ?? []
  return { theory, ...(time === undefined ? {} : { floor: `${time} s` }) }
}

/**
 * nginx finds out by clients. A dying process refuses a connection or two, which is enough to leave it out; one whose
 * address vanishes before that takes its share of new connections, if those wait longer than the deadline.
 * HAProxy finds out by its checks, and only those of readiness see more than whether somebody listens.
 */
export function lostFloor({ topology, series, faults }: RunReport): Floor | undefined {
  const probed = series.find(({ definition }) => definition.id === 'lb/cached-read/new')
  const limitMs = connectLimitMs(topology.loadBalancer)
  const isOfServers = faults.length > 0 && faults.every(({ node }) => node.startsWith('server:'))
  if (probed === undefined || limitMs === undefined || !isOfServers) return undefined
  const share = amountText(new Set(faults.map(({ node }) => node)).size / topology.servers, 'share')
  const { kind: balancer, preset } = topology.loadBalancer
  const isHaproxy = balancer.startsWith('haproxy')
  if (faults.some(({ kind }) => kind === 'pause'))
    return isHaproxy && preset !== 'plain'
      ? { theory: `a frozen server has its share until the check takes it out, up to ${readinessDetectionMs / 1000} s` }
      : { floor: share, theory: `${balancer} does not see that a server is frozen, whose kernel takes connections` }
  if (isHaproxy && preset === 'plain')
    return {
      theory: `a vanished server has its share until the check has failed, up to ${connectDetectionMs / 1000} s`,
    }
  if (limitMs <= probed.definition.deadlineMs)
    return { floor: '0 %', theory: `a vanished server is given up after the connect limit of ${limitMs} ms` }
  const waits = `takes its share, for each connection waits ${limitMs / 1000} s for it`
  return faults.every(({ kind }) => kind === 'kill' || kind === 'stop')
    ? {
        floor: `0–${share}`,
        theory: `a server that refuses one connection is left out; one that vanishes before that ${waits}`,
      }
    : { floor: share, theory: `a server that vanished ${waits}` }
}

/** The etcd leader's tick at which learners become voters, one a tick: k3s' own, and the stand-in's under `fast`. */
const tickMs = { usual: 15_000, fastStandIn: 1000 }

/** One joiner after the other waits for a tick; where the datastore is shared nobody waits. */
export function formationFloor({ topology, images, timing }: RunReport): Floor | undefined {
  const { servers, datastore } = topology
  if (datastore !== 'embedded-etcd') return undefined
  const standIn = images.some(({ role, standIn }) => role === 'node' && standIn)
  const tick = standIn && timing === 'fast' ? tickMs.fastStandIn : tickMs.usual
  const [least, most] = [Math.max(0, servers - 2), servers - 1].map(ticks => (ticks * tick) / 1000)
  return {
    floor: most === 0 ? '0 s' : `${least}–${most} s`,
    theory: `${servers - 1} learners become voters one after the other, each at a tick of ${tick / 1000} s`,
  }
}

/** What the servers alone take at rest. */
export function memoryFloor({ topology, images }: RunReport): Floor {
  const { leastBytes, statedBytes } = sizing.server
  const standIn = images.some(({ role, standIn }) => role === 'node' && standIn)
  const stated = topology.datastore === 'embedded-etcd' ? statedBytes.embeddedEtcd : statedBytes.otherwise
  const each = standIn ? leastBytes : stated
  return {
    floor: amountText(topology.servers * each, 'bytes'),
    theory: `${topology.servers} × ${amountText(each, 'bytes')}, ${standIn ? 'measured for the stand-in at rest' : "stated by k3s' documentation"}`,
  }
}
