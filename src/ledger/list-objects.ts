import type { LedgerObject } from '../history/ledger-records.ts'
import { outcomeOfStatus } from '../prober/outcome.ts'
import type { Failure } from './call.ts'
import type { ApiObject, Connection } from './connection.ts'
import { listPath, type Part } from './requests.ts'

/** Objects of the ledger as they were at one version. */
export interface LedgerList {
  resourceVersion: string
  objects: LedgerObject[]
}

// Pages as client-go takes them: a long run has tens of thousands of objects.
const pageSize = 500
const pageDeadlineMs = 10_000

/** Reads all objects of a part through the quorum, page by page at the version of the first; or says why not. Tries nothing twice. */
export async function listObjects(
  connection: Connection,
  namespace: string,
  part: Part,
): Promise<LedgerList | Failure> {
  const objects: LedgerObject[] = []
  for (let next: string | undefined; ; ) {
    const exchange = await connection.exchange(
      { method: 'GET', path: listPath(namespace, part, pageSize, next) },
      pageDeadlineMs,
    )
    if (exchange.status === undefined) return exchange.failure
    const { status, body } = exchange
    const { resourceVersion, continue: more } = body.metadata ?? {}
    if (status !== 200) return outcomeOfStatus(status, body.reason)
    if (resourceVersion === undefined || body.items === undefined) return { outcome: 'closed', detail: 'no list' }
    objects.push(...body.items.map(objectOf))
    if (!more) return { resourceVersion, objects }
    next = more
  }
}

/** What the record keeps of an object. */
export const objectOf = ({ metadata, data }: ApiObject): LedgerObject => ({
  name: metadata?.name ?? '',
  resourceVersion: metadata?.resourceVersion ?? '',
  ...(data?.value !== undefined && { value: data.value }),
})
