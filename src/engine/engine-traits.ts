import { release } from 'node:os'
import { bootId, bootIdPath } from '../base/boot-id.ts'
import { EngineError } from '../base/errors.ts'
import type { Engine } from './engine.ts'
import { engineCall } from './engine-call.ts'
import { helperLabels } from './helpers.ts'
import { obstacleToOwn } from './obstacle-to-own.ts'
import { runHelper } from './run-helper.ts'
import { uidMapIn } from './uid-map.ts'

/** What decides whether clusters of an engine can be tested from here, before anybody says what it means. */
export interface EngineTraits {
  /** As for `DOCKER_HOST`. */
  host: string
  operatingSystem: string
  /** Release of the kernel under it; absent where the engine does not know it. */
  kernel?: string
  /** `name=seccomp,profile=builtin`, `name=rootless`, `name=userns`. */
  securityOptions: readonly string[]
  /** Of the file system below its images, where it tells. */
  backingFilesystem?: string
  /** What one of its containers saw; absent before there is an image for one. */
  seen?: ContainerView
  /** Why Holdfast cannot start an engine of its own; absent when it can. */
  obstacleToOwn?: string
  /** What this process runs on. */
  here: { platform: NodeJS.Platform; kernel: string; bootId?: string }
}

/** What a container sees of its engine's machine. */
export interface ContainerView {
  bootId: string
  /** The first line of its `uid_map`, as {@link uidMapIn} has it. */
  uidMap: string
  /** The kernel's number for the file system of volumes, hexadecimal. */
  volumeFilesystem: string
}

const viewTimeoutMs = 60_000

/** Asks an engine, and a container of the image if one is given; it must have a shell and coreutils. @throws EngineError */
export async function engineTraits(engine: Engine, image?: string, signal?: AbortSignal): Promise<EngineTraits> {
  const info = await engineCall('ask the engine about itself', engine.docker.info())
  const ownBoot = bootId()
  const obstacle = await obstacleToOwn()
  // What emulates Docker's API leaves fields out.
  const status: [name: string, value: string][] = info.DriverStatus ?? []
  const backingFilesystem = status.find(([name]) => name === 'Backing Filesystem')?.[1]
  return {
    host: engine.host,
    operatingSystem: info.OperatingSystem ?? info.OSType ?? 'unknown',
    ...(info.KernelVersion && { kernel: info.KernelVersion }),
    securityOptions: info.SecurityOptions ?? [],
    ...(backingFilesystem !== undefined && { backingFilesystem }),
    ...(image !== undefined && { seen: await viewFrom(engine, image, signal) }),
    ...(obstacle !== undefined && { obstacleToOwn: obstacle }),
    here: { platform: process.platform, kernel: release(), ...(ownBoot !== undefined && { bootId: ownBoot }) },
  }
}

async function viewFrom(engine: Engine, image: string, signal?: AbortSignal): Promise<ContainerView> {
  const { exitCode, said } = await runHelper(
    engine,
    {
      name: `holdfast-view-${process.pid}`,
      image,
      labels: helperLabels(),
      user: '0',
      networkMode: 'none',
      volumes: ['/volume'],
      script: `cat ${bootIdPath} && head -n 1 /proc/self/uid_map && stat -f -c %t /volume`,
    },
    AbortSignal.any([AbortSignal.timeout(viewTimeoutMs), ...(signal ? [signal] : [])]),
  )
  const [boot, uidMap, volumeFilesystem] = said
  if (exitCode !== 0 || boot === undefined || uidMap === undefined || volumeFilesystem === undefined) {
    throw new EngineError(`a container of ${image} cannot tell what it runs on: ${said.join('; ')}`)
  }
  return { bootId: boot, uidMap: uidMapIn(uidMap), volumeFilesystem }
}
