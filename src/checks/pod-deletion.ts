import type { HarnessRecord } from '../history/records.ts'

type Of<Type extends HarnessRecord['type']> = Extract<HarnessRecord, { type: Type }>

/** How a pod ended that did not run. */
export interface PodDeletion {
  atUs: number
  /** The Node that it was bound to, and the status of that one's Ready condition then, as far as it is known. */
  node?: { name: string; ready?: Of<'node'>['ready'] }
  /** Who deleted it: a user of the API. */
  user?: string
  /** Why, in the cluster's own word: `DeletionByTaintManager`. */
  disruption?: string
}

/**
 * The deletion of a pod that was not seen to run: servers' audit logs have it, even where nobody looked; undefined for one
 * that nobody deleted.
 * @param untilUs when it was watched no more: what was deleted later, and not seen to be gone, may have run before
 */
export function deletionOf(pod: string, harness: readonly HarnessRecord[], untilUs: number): PodDeletion | undefined {
  const stages = harness.filter((record): record is Of<'pod'> => record.type === 'pod' && record.pod === pod)
  const gone = stages.find(({ stage }) => stage === 'gone')
  const deletion = harness.find(
    (record): record is Of<'audit'> =>
      record.type === 'audit' && deletes(record, pod) && (gone !== undefined || record.atUs <= untilUs),
  )
  const atUs = deletion?.atUs ?? gone?.atUs
  if (atUs === undefined) return undefined
  const name = stages.find(({ node }) => node !== undefined)?.node
  const ready = harness.findLast(
    (record): record is Of<'node'> => record.type === 'node' && record.node === name && record.atUs <= atUs,
  )?.ready
  return {
    atUs,
    ...(name !== undefined && { node: { name, ...(ready && { ready }) } }),
    ...(deletion && { user: deletion.user }),
    ...(gone?.disruption !== undefined && { disruption: gone.disruption }),
  }
}

const deletes = ({ verb, resource, name, code }: Of<'audit'>, pod: string): boolean =>
  verb === 'delete' && resource === 'pods' && name === pod && code < 300
