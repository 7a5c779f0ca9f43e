import { readFileSync } from 'node:fs'

/** Where a Linux kernel tells which boot of it this is; no namespace changes the answer. */
export const bootIdPath = '/proc/sys/kernel/random/boot_id'

/** The boot of the kernel that this process runs on; undefined where that is no Linux. */
export function bootId(): string | undefined {
  try {
    return readFileSync(bootIdPath, 'utf8').trim() || undefined
  } catch {
    return undefined
  }
}
