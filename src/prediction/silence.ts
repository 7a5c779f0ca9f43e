import { isOffLine } from '../history/fault-effect.ts'
import type { FaultInstance } from '../history/fault-instance.ts'

/** Until when a kept connection over a line that was off may carry nothing: TCP's next try may be as far away again. */
export const quietUntilUs = ({
  calledUs,
  overUs = Number.POSITIVE_INFINITY,
}: Pick<FaultInstance, 'calledUs' | 'overUs'>): number => 2 * overUs - calledUs

/** For how long nobody has an answer of a node that says nothing, in ms. */
export const silentForMs = (fault: FaultInstance): number =>
  ((isOffLine(fault) ? quietUntilUs(fault) : (fault.overUs ?? Number.POSITIVE_INFINITY)) - fault.calledUs) / 1000
