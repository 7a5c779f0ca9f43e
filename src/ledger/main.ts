import { createInterface } from 'node:readline'
import { historySchemaVersion } from '../history/records.ts'
import { Recorder } from '../prober/recorder.ts'
import { beginLedger } from './begin-ledger.ts'
import type { LedgerSetup } from './protocol.ts'

// The ledger's clients: a program of its own in client:0, beside the prober, whose event loop it must not delay.
const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]()
const setup = JSON.parse((await lines.next()).value ?? '{}') as LedgerSetup
const recorder = new Recorder(line => process.stdout.write(line))
recorder.write({ type: 'start', writer: setup.writer, schema: historySchemaVersion })
const ledger = beginLedger(setup, recorder)
// Without a second line whoever started it is gone, and the record stays without its end.
if (!(await lines.next()).done) {
  await ledger.finish()
  recorder.write({ type: 'end' })
  // A pipe takes what it can hold, and an exit would lose the rest.
  await new Promise<void>(resolve => void process.stdout.write('', () => resolve()))
}
process.exit(0)
