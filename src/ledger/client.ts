import type { LedgerOperation } from '../history/ledger-records.ts'
import { outcomeOfStatus } from '../prober/outcome.ts'
import { Connection, type Exchange } from './connection.ts'
import { fateOf } from './fate.ts'
import type { Target } from './protocol.ts'
import { type Intent, requestOf } from './requests.ts'
import type { Tools } from './tools.ts'

/** A client that waits longer measures its own patience; its write may be carried out still, and is indeterminate. */
const deadlineMs = 5000

type Done = Omit<LedgerOperation, 'seq' | 'atUs'>

/** One client: does one operation at a time by one path, and writes down what became of each. */
export class Client {
  readonly #name: string
  readonly #path: Target['path']
  readonly #connection: Connection
  readonly #tools: Tools

  constructor(name: string, target: Target, tools: Tools) {
    this.#name = name
    this.#path = target.path
    this.#connection = new Connection(target, tools.secureContext)
    this.#tools = tools
  }

  /** Never throws: every end is a record. */
  async operate(intent: Intent): Promise<Done> {
    const exchange = await this.#connection.exchange(requestOf(this.#tools.namespace, intent), deadlineMs)
    const { sentUs, endUs } = exchange
    const done: Done = {
      type: 'operation',
      client: this.#name,
      path: this.#path,
      ...intent,
      sentUs,
      endUs,
      ...answerTo(intent, exchange),
    }
    this.#tools.recorder.write(done)
    return done
  }

  close(): void {
    this.#connection.close()
  }
}

function answerTo({ verb, object }: Intent, exchange: Exchange): Pick<Done, 'fate' | 'outcome'> & Partial<Done> {
  const fate = fateOf(exchange)
  if (exchange.status === undefined) return { fate, ...exchange.failure }
  const { status, body } = exchange
  const isRead = verb === 'get' || verb === 'get-cached'
  // Only the API's own word on this very object: a server that is starting has no paths yet, and says 404 too.
  const isAbsent = status === 404 && body.reason === 'NotFound' && body.details?.name === object
  if (isRead && isAbsent) return { fate: 'acknowledged', outcome: 'ok' }
  const { outcome, detail } = outcomeOfStatus(status, body.reason)
  if (outcome !== 'ok') return { fate, outcome, detail }
  const resourceVersion = verb === 'delete' ? undefined : body.metadata?.resourceVersion
  const value = isRead ? body.data?.value : undefined
  return { fate, outcome, ...(resourceVersion && { resourceVersion }), ...(value !== undefined && { value }) }
}
