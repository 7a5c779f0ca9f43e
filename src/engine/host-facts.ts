import { readFile } from 'node:fs/promises'
import { cpus, release, totalmem } from 'node:os'
import { messageOf } from '../base/errors.ts'
import { canGiveSysResource } from './capabilities.ts'
import type { Engine } from './engine.ts'
import type { EngineTraits } from './engine-traits.ts'
import { type EngineSearch, searchEngine } from './find-engine.ts'
import { inotifyInstances } from './inotify.ts'
import type { KernelFeatures } from './kernel-features.ts'
import { obstacleToOwn } from './obstacle-to-own.ts'

/** What is so on this machine, before anybody says what it means. */
export interface HostFacts {
  kernel: string
  cores: number
  memoryBytes: number
  /** Of the hierarchy that this machine has mounted; absent when it has none, or is no Linux. */
  cgroups?: 1 | 2
  /** Per user; absent where the kernel names no limit. */
  inotifyInstances?: number
  /** Whether containers may get CAP_SYS_RESOURCE from here. */
  sysResource: boolean
  engine?: Pick<Engine, 'name' | 'version' | 'host' | 'isPrivate'>
  /** Of that engine. */
  traits?: EngineTraits
  /** Why no engine answers. */
  engineProblem?: string
  /** Why Holdfast cannot start an engine of its own; absent when it can. */
  obstacle?: string
  /** Absent until there is an image to try them in. */
  features?: KernelFeatures
}

/** Looks around on this machine; `engine` is for those who go on with it. */
export async function gatherHostFacts(): Promise<{ facts: HostFacts; engine: Engine | undefined }> {
  const mounts = await readFile('/proc/self/mountinfo', 'utf8').catch(() => '')
  const { engine, misses, obstacle } = await lookForEngine()
  const cgroups = cgroupVersion(mounts)
  const instances = await inotifyInstances()
  const facts: HostFacts = {
    kernel: release(),
    cores: cpus().length,
    memoryBytes: totalmem(),
    sysResource: await canGiveSysResource(),
    ...(instances !== undefined && { inotifyInstances: instances }),
    ...(cgroups && { cgroups }),
    ...(engine && {
      engine: { name: engine.name, version: engine.version, host: engine.host, isPrivate: engine.isPrivate },
    }),
    ...(misses.length > 0 && { engineProblem: misses.join('; ') }),
    ...(obstacle !== undefined && { obstacle }),
  }
  return { facts, engine }
}

async function lookForEngine(): Promise<EngineSearch & { obstacle: string | undefined }> {
  try {
    return { ...(await searchEngine()), obstacle: await obstacleToOwn() }
  } catch (error) {
    return { misses: [messageOf(error)], obstacle: 'none may take the place of the one that was chosen' }
  }
}

/** Version 1 wins where both are mounted: controllers are bound to it then. */
export function cgroupVersion(mountinfo: string): 1 | 2 | undefined {
  if (/ - cgroup \S+ \S*\b(memory|cpu|pids)\b/m.test(mountinfo)) return 1
  return / - cgroup2 /.test(mountinfo) ? 2 : undefined
}
