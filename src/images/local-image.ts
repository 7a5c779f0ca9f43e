import type { ImageInspectInfo } from 'dockerode'
import type { Engine } from '../engine/engine.ts'
import { engineCall, statusOf } from '../engine/engine-call.ts'
import { bufferOf } from '../engine/streams.ts'

/** An image that the engine has, by name or id. @throws EngineError when the engine does not answer */
export async function localImage(engine: Engine, reference: string): Promise<ImageInspectInfo | undefined> {
  const inspect = engine.docker
    .getImage(reference)
    .inspect()
    .catch(error => {
      if (statusOf(error) === 404) return undefined
      throw error
    })
  return engineCall(`inspect image ${reference}`, inspect)
}

/** Gives an image another name; a name that another image had moves over. @throws EngineError */
export async function nameImage(engine: Engine, image: string, reference: string): Promise<void> {
  const [, repo = reference, tag = 'latest'] = /^(.+):([^/:]+)$/.exec(reference) ?? []
  await engineCall(`name image ${reference}`, engine.docker.getImage(image).tag({ repo, tag }))
}

/** An image as a tar archive under that name, as `docker save` writes it. @throws EngineError */
export const saveImage = async (engine: Engine, reference: string): Promise<Buffer> =>
  bufferOf(
    (await engineCall(`save image ${reference}`, engine.docker.getImage(reference).get())) as AsyncIterable<unknown>,
  )
