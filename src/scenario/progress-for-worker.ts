import { openSync } from 'node:fs'
import { WriteStream } from 'node:tty'
import type { Progress } from '../base/progress.ts'
import { terminalProgress } from '../base/terminal-progress.ts'

/** Set by the command line to the path of its terminal: a worker's own streams are pipes. */
export const terminalVariable = 'HOLDFAST_TERMINAL'

/** Progress from within a Vitest worker: live on the terminal of whoever started it, plain lines elsewhere. */
export function progressForWorker(): Progress {
  const stream = openTerminal(process.env[terminalVariable])
  return terminalProgress(stream ? { stream } : {})
}

/** Nothing when it was closed meanwhile; and when it is closed later, the run goes on. */
function openTerminal(path: string | undefined): WriteStream | undefined {
  if (path === undefined) return undefined
  try {
    return new WriteStream(openSync(path, 'w')).on('error', () => {})
  } catch {
    return undefined
  }
}
