import { EngineError } from '../base/errors.ts'
import { pause } from '../base/wait-until.ts'
import { removeContainer } from './container.ts'
import type { Engine } from './engine.ts'
import { engineCall, tolerate } from './engine-call.ts'

/** A thing of ours on an engine. */
export interface LabelledThing {
  kind: 'container' | 'network' | 'volume'
  id: string
  name: string
  labels: Record<string, string>
}

/** How many of each were removed. */
export interface Removed {
  containers: number
  networks: number
  volumes: number
}

const attempts = 5

/** Everything that carries a label, as `key` or `key=value`. @throws EngineError */
export async function listByLabel(engine: Engine, label: string): Promise<LabelledThing[]> {
  const filters = { label: [label] }
  const what = `list what is labelled ${label}`
  const { docker } = engine
  const [containers, networks, volumes] = await Promise.all([
    engineCall(what, docker.listContainers({ all: true, filters })),
    engineCall(what, docker.listNetworks({ filters })),
    engineCall(what, docker.listVolumes({ filters })),
  ])
  return [
    ...containers.map(
      ({ Id: id, Names: names, Labels: labels }): LabelledThing => ({
        kind: 'container',
        id,
        name: names[0]?.replace(/^\//, '') ?? id,
        labels,
      }),
    ),
    ...networks.map(
      ({ Id: id, Name: name, Labels: labels }): LabelledThing => ({ kind: 'network', id, name, labels: labels ?? {} }),
    ),
    ...(volumes.Volumes ?? []).map(
      ({ Name: name, Labels: labels }): LabelledThing => ({ kind: 'volume', id: name, name, labels: labels ?? {} }),
    ),
  ]
}

/**
 * Removes everything that carries `key=value`: containers with their anonymous volumes, then networks, then volumes.
 * What is gone already is fine; while something remains it tries again. @throws EngineError naming what stayed
 */
export async function removeByLabel(engine: Engine, label: string): Promise<Removed> {
  const removed: Removed = { containers: 0, networks: 0, volumes: 0 }
  for (let attempt = 1; ; attempt++) {
    const things = await listByLabel(engine, label)
    if (things.length === 0) return removed
    const failures: unknown[] = []
    for (const kind of ['container', 'network', 'volume'] as const) {
      const results = await Promise.allSettled(
        things.filter(thing => thing.kind === kind).map(thing => removeThing(engine, thing)),
      )
      for (const result of results) {
        if (result.status === 'fulfilled') removed[`${kind}s`]++
        else failures.push(result.reason)
      }
    }
    if (failures.length > 0 && attempt >= attempts) {
      const left = things.map(({ kind, name }) => `${kind} ${name}`).join(', ')
      throw new EngineError(`cannot remove all of ${label}: ${left}`, { cause: new AggregateError(failures) })
    }
    if (failures.length > 0) await pause(500)
  }
}

async function removeThing(engine: Engine, { kind, id, name }: LabelledThing): Promise<void> {
  const what = `remove ${kind} ${name}`
  if (kind === 'network') await engineCall(what, tolerate(404, engine.docker.getNetwork(id).remove()))
  else if (kind === 'volume') await engineCall(what, tolerate(404, engine.docker.getVolume(id).remove({ force: true })))
  else await removeContainer(engine, id)
}
