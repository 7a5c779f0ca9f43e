import { createInterface } from 'node:readline'
import { ClusterError } from '../base/errors.ts'
import type { Attachment } from '../engine/attach.ts'
import type { LedgerSetup } from '../ledger/protocol.ts'

// More than the limits of all that it does at the end, one after the other.
const finishTimeoutMs = 120_000

/** The harness' end of the ledger's program in client:0: saves its stream line by line, and asks it to finish. */
export class LedgerClients {
  readonly #stdin: Attachment['stdin']
  readonly #ended: Promise<void>
  #last = ''
  #stderr = ''

  /** Sends `setup`, upon which the clients begin; every line of their record goes to `save`. */
  constructor({ stdin, stdout, stderr }: Attachment, setup: LedgerSetup, save: (line: string) => void) {
    this.#stdin = stdin
    const lines = createInterface({ input: stdout }).on('line', line => {
      this.#last = line
      save(line)
    })
    this.#ended = new Promise(resolve => void lines.once('close', resolve))
    stderr.on('data', (chunk: Buffer) => {
      this.#stderr = `${this.#stderr}${chunk}`.slice(-2000)
    })
    // A program that ended is found by its record.
    stdin.on('error', () => {})
    stdin.write(`${JSON.stringify(setup)}\n`)
  }

  /** Waits until everything was read from every server and the record has its end. @throws ClusterError */
  async finish(signal: AbortSignal): Promise<void> {
    this.#stdin.write('finish\n')
    const limit = AbortSignal.any([signal, AbortSignal.timeout(finishTimeoutMs)])
    await Promise.race([this.#ended, aborted(limit)])
    signal.throwIfAborted()
    if (this.#last.endsWith('"type":"end"}')) return
    throw new ClusterError("the ledger's clients did not finish", { cause: this.#stderr || undefined })
  }

  /** Ends them where they are; harmless when they have finished. */
  stop(): void {
    this.#stdin.end()
  }
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise(resolve => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
