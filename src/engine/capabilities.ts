import { readFile } from 'node:fs/promises'

const sysResourceBit = 24n

/**
 * Whether the kernel lets this process hand CAP_SYS_RESOURCE on. Where it does not, no engine started from here can
 * start a privileged container by itself. True where there is no `/proc`.
 */
export async function canGiveSysResource(): Promise<boolean> {
  const status = await readFile('/proc/self/status', 'utf8').catch(() => '')
  return hasSysResource(status)
}

/** As {@link canGiveSysResource}, of a `/proc/PID/status`. */
export function hasSysResource(status: string): boolean {
  const [, hex] = /^CapBnd:\s*([0-9a-f]+)$/m.exec(status) ?? []
  return hex === undefined || ((BigInt(`0x${hex}`) >> sysResourceBit) & 1n) === 1n
}
