import { createHash } from 'node:crypto'
import { readFileSync, readlinkSync } from 'node:fs'
import { hostname } from 'node:os'
import { bootId } from './boot-id.ts'
import { processStatus } from './process-status.ts'

/** Who runs a run: one process, never to be mistaken for a later one with the same id. */
export interface Owner {
  /** The machine and, in it, the space that process ids count in. */
  host: string
  /** The kernel's boot: all processes of an earlier one are gone. */
  boot: string
  pid: number
  /** See {@link processStatus}. */
  pidStart: string
}

const readOr = (read: () => string, otherwise: string): string => {
  try {
    return read().trim() || otherwise
  } catch {
    return otherwise
  }
}

/**
 * Hashed: labels travel into reports, a machine's id should not. The process-id namespace is part of it, because two
 * CI containers of one machine share kernel and often machine-id, but cannot see each other's processes.
 */
const thisHost = (): string => {
  const machine = readOr(() => readFileSync('/etc/machine-id', 'utf8'), hostname())
  const namespace = readOr(() => readlinkSync('/proc/self/ns/pid'), '')
  return createHash('sha256').update(`${machine} ${namespace}`).digest('hex').slice(0, 12)
}

const thisBoot = (): string => bootId() ?? 'unknown'

/** This process as an owner. */
export const thisOwner = (): Owner => ({
  host: thisHost(),
  boot: thisBoot(),
  pid: process.pid,
  pidStart: processStatus(process.pid)?.start ?? '',
})

/** Whether this machine can tell if the owner lives. */
export const isOfThisHost = (owner: Owner): boolean => owner.host === thisHost()

/** Whether the very process that owns the run still runs, here: host, boot, id and start time all match. */
export const isAlive = (owner: Owner): boolean =>
  isOfThisHost(owner) && owner.boot === thisBoot() && processStatus(owner.pid)?.start === owner.pidStart
