import { execFileSync } from 'node:child_process'
import { createInterface } from 'node:readline'
import { exitCodes, messageOf } from '../../base/errors.ts'
import { terminalProgress } from '../../base/terminal-progress.ts'
import { calibrate } from '../calibrate.ts'
import type { CalibrationOrder } from '../calibration.ts'

// The first process of the laboratory's own namespaces. However it ends, the kernel then ends all others in them, and
// their network with its packet rules is gone.
const directory = '/run'
execFileSync('mount', ['-t', 'tmpfs', 'holdfast', directory])
execFileSync('ip', ['link', 'set', 'lo', 'up'])
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => process.exit(exitCodes.interrupted))
process.on('uncaughtException', error => {
  process.stderr.write(`holdfast: ${messageOf(error)}\n`)
  process.exit(exitCodes.couldNotTest)
})

const lines = createInterface({ input: process.stdin })
lines.on('close', () => process.exit(exitCodes.interrupted))
lines.once('line', async line => {
  const code = await calibrate(JSON.parse(line) as CalibrationOrder, directory, terminalProgress())
  process.exit(code)
})
