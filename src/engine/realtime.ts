import { readFileSync } from 'node:fs'

/**
 * Whether this machine shares real time out to control groups, and has some to give. Most kernels do not share: any
 * process with the right may have it, and an engine refuses a container that asks for a share. A container on one that
 * does has none unless it was given some.
 */
export function hasRealtimeToShare(path = '/sys/fs/cgroup/cpu/cpu.rt_runtime_us'): boolean {
  try {
    return Number(readFileSync(path, 'utf8')) > 0
  } catch {
    return false
  }
}
