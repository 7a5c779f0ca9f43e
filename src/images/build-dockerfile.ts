import { ImageError } from '../base/errors.ts'
import type { Engine } from '../engine/engine.ts'
import { engineCall } from '../engine/engine-call.ts'
import { buildContext, type ContextFile } from './build-context.ts'

interface DockerfileBuild {
  /** For errors: `images/node`. */
  subject: string
  files: ContextFile[]
  arguments: Record<string, string>
  labels: Record<string, string>
  awaiting: (what: string) => void
  signal?: AbortSignal | undefined
}

interface BuildMessage {
  stream?: string
  error?: string
  aux?: { ID?: string }
}

/**
 * Builds an image without a name and returns its id. By the classic builder, which every engine has; steps get no
 * network, for all that an image needs is in its context. @throws ImageError with the builder's own words
 */
export async function buildDockerfile(engine: Engine, build: DockerfileBuild): Promise<string> {
  const { subject, signal } = build
  const stream = await engineCall(
    `build ${subject}`,
    engine.docker.buildImage(buildContext(build.files), {
      version: '1',
      buildargs: build.arguments,
      labels: build.labels,
      networkmode: 'none',
      rm: true,
      forcerm: true,
      ...(signal && { abortSignal: signal }),
    }),
  )
  let id: string | undefined
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  engine.docker.modem.followProgress(
    stream,
    error => (error ? reject(new ImageError(`cannot build ${subject}`, { cause: error })) : resolve()),
    ({ stream: line, error, aux }: BuildMessage) => {
      if (error) reject(new ImageError(`cannot build ${subject}: ${error}`))
      if (line?.trim()) build.awaiting(line.trim())
      id = aux?.ID ?? id
    },
  )
  await promise
  if (id === undefined) throw new ImageError(`cannot build ${subject}: the engine named no image`)
  return id
}
