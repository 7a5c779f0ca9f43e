import type { Engine } from './engine.ts'
import { engineCall } from './engine-call.ts'

/** What all processes of a container may use together; of what is not named nothing changes. */
export interface Limits {
  /** CPU time in every {@link cpuPeriodMs}, in µs; -1 without limit. */
  cpuQuotaUs?: number
  /** Without swap. */
  memoryBytes?: number
}

/** The kernel's own period of CPU shares (`cpu.cfs_period_us`). */
export const cpuPeriodMs = 100

/** More than any host has: the engine has no word for taking a limit of memory away. */
export const allMemoryBytes = 2 ** 50

/**
 * Limits a container, running or not, also in its lives to come.
 * @throws EngineError also when it uses more memory than that and the kernel frees too little of it
 */
export async function limitContainer(engine: Engine, id: string, { cpuQuotaUs, memoryBytes }: Limits): Promise<void> {
  const options = {
    ...(cpuQuotaUs !== undefined && { CpuPeriod: cpuPeriodMs * 1000, CpuQuota: cpuQuotaUs }),
    ...(memoryBytes !== undefined && { Memory: memoryBytes, MemorySwap: memoryBytes }),
  }
  await engineCall(`limit container ${id}`, engine.docker.getContainer(id).update(options))
}

/** The limits of a container as the engine holds them; 0 where none was ever set. @throws EngineError */
export async function limitsOf(engine: Engine, id: string): Promise<Required<Limits>> {
  const { HostConfig: host } = await engineCall(`inspect container ${id}`, engine.docker.getContainer(id).inspect())
  return { cpuQuotaUs: host.CpuQuota ?? 0, memoryBytes: host.Memory ?? 0 }
}
