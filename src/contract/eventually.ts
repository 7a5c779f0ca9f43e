import { waitUntil } from '../base/wait-until.ts'
import type { Lab } from './lab.ts'

/** Asks until the promise holds: for what k3s does in its own time. @throws WaitTimeoutError with what was last seen */
export const eventually = (lab: Lab, what: string, timeoutMs: number, ask: () => Promise<string>): Promise<string> =>
  waitUntil(what, ask, { timeoutMs, signal: lab.signal })
