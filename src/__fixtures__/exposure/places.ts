import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { processIds } from '../../base/process-ids.ts'
import type { Engine } from '../../engine/engine.ts'
import { execute } from '../../engine/execute.ts'
import { readLogs } from '../../engine/logs.ts'
import type { Place } from './find-leaks.ts'

/** What an engine tells everybody who may ask it about the objects with a label. */
export async function* enginePlaces(engine: Engine, label: string): AsyncGenerator<Place> {
  const { docker } = engine
  const place = (name: string, value: unknown): Place => ({ name, text: JSON.stringify(value) })
  const filters = { label: [label] }
  const images = new Set<string>()
  const containers = await docker.listContainers({ all: true, filters })
  for (const { Id: id, Names: names, State: state, ImageID: image } of containers) {
    const container = docker.getContainer(id)
    const info = await container.inspect()
    images.add(image)
    yield place(`inspect of ${names[0]}`, info)
    yield { name: `log of ${names[0]}`, text: await readLogs(engine, id) }
    for (const exec of info.ExecIDs ?? []) yield place(`a command in ${names[0]}`, await docker.getExec(exec).inspect())
    if (state === 'running') yield place(`top of ${names[0]}`, await container.top())
  }
  for (const image of images) {
    yield place(`inspect of image ${image}`, await docker.getImage(image).inspect())
    yield place(`history of image ${image}`, await docker.getImage(image).history())
  }
  for (const { Id: id, Name: name } of await docker.listNetworks({ filters })) {
    yield place(`inspect of network ${name}`, await docker.getNetwork(id).inspect())
  }
  yield place('the list of volumes', await docker.listVolumes())
}

/** Command lines and environments of all processes in a running container. @throws when it has no shell to look with */
export async function* processesWithin(engine: Engine, id: string): AsyncGenerator<Place> {
  const command = ['sh', '-c', 'cat /proc/[0-9]*/cmdline /proc/[0-9]*/environ']
  const { stdout, stderr } = await execute(engine, id, command)
  if (stdout === '') throw new Error(`no process of ${id} can be seen: ${stderr}`)
  yield { name: `processes in ${id}`, text: stdout }
}

/** Command lines and environments of all processes that this one may look into. */
export async function* hostProcesses(): AsyncGenerator<Place> {
  for (const pid of await processIds()) {
    // It may have ended since it was listed.
    const read = (file: string) => readFile(`/proc/${pid}/${file}`, 'latin1').catch(() => '')
    const program = (await read('comm')).trim()
    for (const file of ['cmdline', 'environ']) {
      yield { name: `${file} of process ${pid} (${program})`, text: await read(file) }
    }
  }
}

/** Every file below a directory, by its path within. */
export async function* filesBelow(root: string): AsyncGenerator<Place> {
  for (const path of await readdir(root, { recursive: true })) {
    const file = join(root, path)
    // It may be gone since it was listed.
    const isFile = await stat(file).then(
      found => found.isFile(),
      () => false,
    )
    if (isFile) yield { name: path, text: await readFile(file, 'latin1').catch(() => '') }
  }
}

/** What others than its owner may read or enter, of a directory and all below it. */
export async function openToOthers(root: string): Promise<string[]> {
  const paths = ['.', ...(await readdir(root, { recursive: true }))]
  const modes = await Promise.all(
    paths.map(async path => ({ path, mode: (await stat(join(root, path))).mode & 0o777 })),
  )
  return modes.filter(({ mode }) => (mode & 0o077) !== 0).map(({ path, mode }) => `${mode.toString(8)} ${path}`)
}
