import { Socket } from 'node:net'
import { createInterface } from 'node:readline'
import { enforceDeadlines } from './enforce-deadlines.ts'
import { endOrphan } from './orphan.ts'
import { reap } from './reap.ts'
import { reaperPipe, words } from './reaper-protocol.ts'

// The reaper's program: `reaper-main.ts <run id>`, with its owner at the other end of the pipe. It opens the engine, and
// so loads its client, only when there is something to do: it starts at once and stays small beside what is measured.
const runId = process.argv[2]!
const lookAtSupervisorMs = 2000

// Whoever asks our owner to stop does not mean us.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const) process.on(signal, () => {})

const deadlines = enforceDeadlines(runId)
const watch = setInterval(() => void endOrphan(runId), lookAtSupervisorMs)
const owner = new Socket({ fd: reaperPipe })
let released = false

createInterface({ input: owner }).on('line', word => {
  if (word === words.released) released = true
  if (word === words.journalChanged) void deadlines.look()
})
// An owner that dies with our word unread resets the pipe: that is an end like any other.
owner.on('error', () => {})
owner.on('close', async () => {
  clearInterval(watch)
  deadlines.stop()
  if (!released) await reap(runId)
  process.exit()
})
owner.write(`${words.ready}\n`)
