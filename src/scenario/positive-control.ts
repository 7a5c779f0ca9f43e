import { clockAnchor, monotonicUsOf } from '../base/clock.ts'
import { formatUs } from '../base/duration.ts'
import { HoldfastError, messageOf } from '../base/errors.ts'
import { type ControlKind, controlKinds } from '../history/records.ts'
import { entryIp } from '../topology/addresses.ts'
import { outageScript, type PlantedOutage, parsePlanted } from './outage-script.ts'
import type { Session } from './session.ts'

// The program's own container may slow the host while it is made and removed; what it plants lies well away from that.
const quietMs = 2000
const outageMs = 500
// The wall clock is slewed by at most 0.5 ms a second; more than this between two readings, and it was set.
const clockToleranceUs = 10_000

/**
 * Cuts the wire between client:0 and lb:0 twice, by reset and by drop, with quiet before, between and after, and writes
 * down when: what finds all outages must find these two. The packet filter lives in client:0's network namespace and ends
 * with it, that is with the run, whatever becomes of the program that sets it. What cannot be planted is a record too.
 */
export async function plantControl(session: Session): Promise<void> {
  const { cluster, record, signal } = session
  session.awaiting('two planted outages')
  const before = clockAnchor()
  const { exitCode, said } = await cluster
    .node('client:0')
    .runHelper(
      {
        name: 'control',
        shares: 'network',
        script: outageScript,
        arguments: [
          entryIp(cluster.topology, cluster.nodes),
          String(outageMs / 1000),
          String(quietMs / 1000),
          ...controlKinds,
        ],
      },
      signal,
    )
    .catch((error: unknown) => {
      signal.throwIfAborted()
      if (!(error instanceof HoldfastError)) throw error
      return { exitCode: -1, said: [messageOf(error)] }
    })
  const anchor = clockAnchor()
  const steppedUs = monotonicUsOf(anchor.wallMs, before) - anchor.monotonicUs
  const planted = said.flatMap(line => parsePlanted(line) ?? [])
  for (const kind of controlKinds) {
    const outage = planted.find(each => each.kind === kind)
    const refusal = refusalOf(outage, { steppedUs, exitCode, said })
    if (refusal !== undefined) record({ type: 'control', kind, step: 'refused', evidence: refusal })
    else tell(outage!)
  }

  function tell({ kind, setMs, removedMs, packets }: PlantedOutage): void {
    const us = (wallMs: number) => monotonicUsOf(wallMs, anchor)
    const edge = ([earliest, latest]: readonly [number, number]) => ({
      atUs: us(latest),
      withinUs: us(latest) - us(earliest),
    })
    const begin = edge(setMs)
    const end = edge(removedMs)
    const did = deeds[kind]
    record({
      type: 'control',
      kind,
      step: 'begin',
      ...begin,
      evidence: `${did}, set within ${formatUs(begin.withinUs)}`,
    })
    const hits = `${packets} packets hit, taken away within ${formatUs(end.withinUs)}`
    record({ type: 'control', kind, step: 'end', ...end, evidence: hits })
  }
}

const deeds: Record<ControlKind, string> = {
  reset: 'every packet from client:0 to lb:0 is answered with RST',
  drop: 'no packet between client:0 and lb:0 arrives',
}

/** Why an outage does not count as planted. */
function refusalOf(
  outage: PlantedOutage | undefined,
  { steppedUs, exitCode, said }: { steppedUs: number; exitCode: number; said: string[] },
): string | undefined {
  if (outage === undefined) return `the packet filter was not set (${exitCode}): ${said.slice(-2).join(' ')}`
  if (outage.packets === 0) return 'the packet filter hit no packet'
  if (Math.abs(steppedUs) > clockToleranceUs) return `the wall clock was set by ${formatUs(steppedUs)} meanwhile`
  return undefined
}
