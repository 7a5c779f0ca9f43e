import type { Operation } from '../history/records.ts'
import { predictStage } from './predict-stage.ts'
import type { Prediction } from './prediction.ts'
import type { Setting, Strike } from './strike.ts'

/** What a lost node costs pods that ask a Service with a pod on it: its address is drawn for some until the node is NotReady. */
export function predictInCluster(operation: Operation, strikes: readonly Strike[], setting: Setting): Prediction {
  const strike = strikes.find(({ hostsDns }) => hostsDns)
  if (strike === undefined || strikes.length > 1 || (operation !== 'dns' && operation !== 'service'))
    return { basis: { kind: 'no-theory' } }
  const isOnly = operation === 'dns' && setting.topology.addOns.coredns === 1
  const band = predictStage(
    { kind: isOnly ? 'pods-replaced' : 'not-ready', node: strike.node },
    strike,
    strikes,
    setting,
  )
  if (band === undefined) return { basis: { kind: 'no-theory' } }
  // Whoever is led to the dead one of several asks again, and another one answers.
  return isOnly ? { gap: band, basis: { kind: 'only-pod-lost', band } } : { basis: { kind: 'one-pod-lost', band } }
}
