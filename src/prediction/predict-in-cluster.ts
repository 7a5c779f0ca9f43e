import type { Operation } from '../history/records.ts'
import { predictStage } from './predict-stage.ts'
import type { Prediction } from './prediction.ts'
import type { Setting, Strike } from './strike.ts'

/** What a lost node costs pods that ask a Service with a pod on it: its address is drawn for some until the node is NotReady. */
export function predictInCluster(operation: Operation, strikes: readonly Strike[], setting: Setting): Prediction {
  const strike = strikes.find(({ hostsDns }) => hostsDns)
  if (strike === undefined || strikes.length > 1 || (operation !== 'dns' && operation !== 'service'))
    return { words: 'no prediction' }
  const isOnly = operation === 'dns' && setting.topology.addOns.coredns === 1
  const stage = isOnly ? `pods of ${strike.node} replaced` : 'node NotReady noticed'
  const band = predictStage(stage, strike, strikes, setting)
  if (band === undefined) return { words: 'no prediction' }
  const seconds = `${band.fromMs / 1000}–${band.toMs / 1000} s`
  return isOnly
    ? { gap: band, words: `gone until its only pod is replaced, ${seconds} after the fault` }
    : {
        // Whoever is led to the dead one asks again; of two, one answers.
        words: `some new connections until the node is NotReady, ${seconds} after the fault, and never all of them`,
      }
}
