import type { FaultInstance } from '../history/fault-instance.ts'
import type { Operation } from '../history/records.ts'
import { predictStage } from './predict-stage.ts'
import type { Prediction } from './prediction.ts'
import type { Setting } from './setting.ts'

/** What a lost node costs pods that ask a Service with a pod on it: its address is drawn for some until the node is NotReady. */
export function predictInCluster(operation: Operation, faults: readonly FaultInstance[], setting: Setting): Prediction {
  const fault = faults.find(({ hostsDns }) => hostsDns)
  if (fault === undefined || faults.length > 1 || (operation !== 'dns' && operation !== 'service'))
    return { basis: { kind: 'no-theory' } }
  const isOnly = operation === 'dns' && setting.topology.addOns.coredns === 1
  const band = predictStage({ kind: isOnly ? 'pods-replaced' : 'not-ready', node: fault.node }, fault, faults, setting)
  if (band === undefined) return { basis: { kind: 'no-theory' } }
  // Whoever is led to the dead one of several asks again, and another one answers.
  return isOnly ? { gap: band, basis: { kind: 'only-pod-lost', band } } : { basis: { kind: 'one-pod-lost', band } }
}
