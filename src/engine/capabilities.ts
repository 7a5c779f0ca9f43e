import { readFile } from 'node:fs/promises'

const bits = { SYS_ADMIN: 21n, SYS_RESOURCE: 24n }

/** Whether this process may hand a capability on. True where there is no `/proc`. */
async function canGive(capability: keyof typeof bits): Promise<boolean> {
  return hasCapability(await readFile('/proc/self/status', 'utf8').catch(() => ''), capability)
}

/**
 * Whether the kernel lets this process hand CAP_SYS_RESOURCE on. Where it does not, no engine started from here can
 * start a privileged container by itself.
 */
export const canGiveSysResource = (): Promise<boolean> => canGive('SYS_RESOURCE')

/** Whether an engine started from here may mount: a container that is not privileged cannot. */
export const canGiveSysAdmin = (): Promise<boolean> => canGive('SYS_ADMIN')

/** The same of a `/proc/PID/status`. */
export function hasCapability(status: string, capability: keyof typeof bits): boolean {
  const [, hex] = /^CapBnd:\s*([0-9a-f]+)$/m.exec(status) ?? []
  return hex === undefined || ((BigInt(`0x${hex}`) >> bits[capability]) & 1n) === 1n
}
