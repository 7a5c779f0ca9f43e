import type { ContainerFile } from '../../engine/files.ts'
import { hold } from '../hold.ts'
import type { Lab } from '../lab.ts'
import type { End, LabServer } from '../lab-server.ts'
import { lastWords } from '../last-words.ts'

interface Start {
  command: string[]
  files?: ContainerFile[]
  config?: Record<string, unknown>
  entrypoint?: string[]
  /** A server that is down, on whose data this one works. */
  dataOf?: LabServer
  /** @default 30 s */
  timeoutMs?: number
}

/** A start that came to an end by itself. */
export interface EndedStart extends End {
  log: string
}

const guestHost = 50
const endMs = 30_000
let guests = 0

/** Starts a container beside the others and waits for its own end; one that goes on is killed. @throws WaitTimeoutError */
export async function endedStart(lab: Lab, { timeoutMs = endMs, ...spec }: Start): Promise<EndedStart> {
  const number = guests++
  const guest = await lab.create({
    name: `guest-${number}`,
    host: guestHost + (number % 40),
    isAsked: false,
    ...spec,
  })
  try {
    const end = await guest.ended(guest.start, timeoutMs)
    return { ...end, log: await guest.logs() }
  } finally {
    await guest.remove()
  }
}

/** Holds when the start failed, and its log says why. */
export const refusedWith = ({ exitCode, log }: EndedStart, reason: RegExp): string =>
  hold(exitCode !== 0 && reason.test(log), `ended with ${exitCode}: ${lastWords(log)}`)
