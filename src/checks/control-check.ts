import type { ControlKind } from '../history/records.ts'
import type { NotPlanted } from './planted-outage.ts'
import type { Edges, SightingFault } from './sighting.ts'

/** Why nothing shows that outages would be seen. */
export type ControlMissing = { kind: 'ended-before' } | NotPlanted | { kind: 'no-series-asked' }

/** What is wrong with what a series saw of the planted outages. */
export type SeenWrong =
  | { kind: 'control-unseen'; series: string; control: ControlKind }
  | { kind: 'control-seen-wrong'; edges: Edges; faults: SightingFault[] }
  | { kind: 'unplanted-seen'; series: string; lengthUs: number }

/** What is said of the planted outages. */
export interface ControlCheck {
  promise: { kind: 'control' }
  reason:
    | { kind: 'control-missing'; missing: ControlMissing }
    | { kind: 'control-seen'; planted: { control: ControlKind; lengthUs: number }[]; series: number; offUs: number }
    | { kind: 'control-seen-wrong'; wrong: SeenWrong[] }
  seen: Edges | { kind: 'unplanted'; series: string }
}
