import { ImageError } from '../base/errors.ts'
import { waitUntil } from '../base/wait-until.ts'
import { ContainerHandle } from '../engine/container-handle.ts'
import type { Engine } from '../engine/engine.ts'
import { versionIn } from './version.ts'

interface Asked {
  image: string
  runId: string
  labels: Record<string, string>
  signal: AbortSignal
}

const answerMs = 20_000

/** What an image answers to `--version`. @throws ImageError when it does not end, or names no version of k3s */
export async function imageVersion(engine: Engine, { image, runId, labels, signal }: Asked): Promise<string> {
  const spec = { name: `holdfast-${runId}-version`, image, labels, command: ['--version'] }
  const container = await ContainerHandle.create(engine, spec)
  await container.start()
  const ended = async () => {
    if ((await container.inspect()).running) throw new Error('it still runs')
  }
  await waitUntil(`the end of '${image} --version'`, ended, { timeoutMs: answerMs, signal })
  const said = await container.logs()
  await container.remove()
  const version = versionIn(said)
  if (version !== undefined) return version
  throw new ImageError(`${image} is no image of k3s: to '--version' it says ${said.trim().slice(0, 200) || 'nothing'}`)
}
