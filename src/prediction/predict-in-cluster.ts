import { endsOrFreezes } from '../history/fault-effect.ts'
import type { FaultInstance } from '../history/fault-instance.ts'
import type { Operation } from '../history/records.ts'
import { momentAt, stateAway } from './moment.ts'
import { predictStage } from './predict-stage.ts'
import type { Prediction } from './prediction.ts'
import type { Setting } from './setting.ts'
import { type Band, podStartMs } from './timers.ts'

/** What a lost node costs pods that ask a Service with a pod on it: its address is drawn for some until the node is NotReady. */
export function predictInCluster(operation: Operation, faults: readonly FaultInstance[], setting: Setting): Prediction {
  const fault = faults.find(({ hostsDns }) => hostsDns)
  if (fault === undefined || faults.length > 1 || (operation !== 'dns' && operation !== 'service'))
    return { basis: { kind: 'no-theory' } }
  const isOnly = operation === 'dns' && setting.topology.addOns.coredns === 1
  const band = predictStage({ kind: isOnly ? 'pods-replaced' : 'not-ready', node: fault.node }, fault, faults, setting)
  if (band !== undefined) return lostFor(band, 'given-up', isOnly)
  const back = backBand(fault, setting)
  return back === undefined ? { basis: { kind: 'no-theory' } } : lostFor(back, 'back', isOnly)
}

/** Whoever is led to the dead one of several asks again, and another one answers. */
const lostFor = (band: Band, until: 'given-up' | 'back', isOnly: boolean): Prediction =>
  isOnly
    ? { gap: band, basis: { kind: 'only-pod-lost', band, until } }
    : { basis: { kind: 'one-pod-lost', band, until } }

/** Of a node that is back before anybody gave it up: its pods run again with it. */
function backBand({ calledUs, overUs, backUs, ...fault }: FaultInstance, { topology }: Setting): Band | undefined {
  if (!endsOrFreezes(fault) || overUs === undefined || backUs === undefined) return undefined
  if (stateAway(momentAt(calledUs, [{ ...fault, calledUs, overUs, backUs }]), topology) !== undefined) return undefined
  return { fromMs: (overUs - calledUs) / 1000, toMs: (backUs - calledUs) / 1000 + podStartMs }
}
