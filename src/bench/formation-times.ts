import type { FormationStage, FormationStep } from '../history/formation-stage.ts'
import type { NodeId } from '../topology/node-id.ts'

/** The steps of one formation in the order in which they were reached, in ms since the first node of datastore or servers was started. */
export interface FormationTimes {
  servers: number
  order: 'together' | 'one by one'
  stages: FormationStep[]
}

/** From the first server's start until the cluster was formed, in ms. */
export const formedMs = ({ stages }: FormationTimes): number => afterMs(stages, 'formed')

/**
 * The time of the slowest server from its own start until its API was ready, in ms: with all servers started at one
 * moment, no formation can be shorter.
 */
export const slowestOwnStartMs = ({ stages }: FormationTimes): number =>
  Math.max(
    ...stages.flatMap(({ stage, node, afterMs: readyMs }) =>
      stage === 'api-ready' ? [readyMs - afterMs(stages, 'started', node)] : [],
    ),
  )

/** @throws RangeError when the stage was not reached */
export function afterMs(stages: readonly FormationStep[], name: FormationStage, of?: NodeId): number {
  const found = stages.find(({ stage, node }) => stage === name && (of === undefined || node === of))
  if (found === undefined) throw new RangeError(`no stage '${name}'${of ? ` of ${of}` : ''}`)
  return found.afterMs
}
