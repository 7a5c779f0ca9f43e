import { ImageError } from '../base/errors.ts'
import { createContainer, killContainer, startContainer } from '../engine/container.ts'
import type { Engine } from '../engine/engine.ts'
import { engineCall } from '../engine/engine-call.ts'
import { helperLabels } from '../engine/helpers.ts'
import { readLogs } from '../engine/logs.ts'
import type { Recipe } from './recipe.ts'

/** Runs what was built, before it gets its name: an image that cannot start is none. @throws ImageError */
export async function checkImage(engine: Engine, id: string, { check, directory }: Recipe): Promise<void> {
  const [program, ...args] = check?.command ?? []
  const container = await createContainer(engine, {
    name: `holdfast-check-${directory}-${process.pid}`,
    image: id,
    labels: helperLabels(),
    ...(program !== undefined && { entrypoint: [program], command: args }),
  })
  try {
    await startContainer(engine, container)
    if (!check) return await killContainer(engine, container)
    await engineCall(`wait for container ${container}`, engine.docker.getContainer(container).wait())
    const said = await readLogs(engine, container)
    if (said.includes(check.says)) return
    throw new ImageError(`images/${directory} was built, but '${check.command.join(' ')}' in it says: ${said.trim()}`)
  } finally {
    await engineCall(
      'remove a checked container',
      engine.docker.getContainer(container).remove({ force: true, v: true }),
    )
  }
}
