import { join } from 'node:path'

/** Lasting state of the private engine: images, containers, its configuration and log. */
export const privateStateDirectory = '/var/lib/holdfast/engine'

/** What must not outlive a boot: socket, process id. */
export const privateRunDirectory = '/run/holdfast-engine'

export const privatePaths = {
  data: join(privateStateDirectory, 'data'),
  configuration: join(privateStateDirectory, 'daemon.json'),
  runtimeWrapper: join(privateStateDirectory, 'runc-without-sys-resource'),
  log: join(privateStateDirectory, 'engine.log'),
  execution: join(privateRunDirectory, 'exec'),
  /** Ours, written at the start; the engine refuses to start when its own is there already. */
  pid: join(privateRunDirectory, 'holdfast.pid'),
  enginePid: join(privateRunDirectory, 'docker.pid'),
  socket: join(privateRunDirectory, 'docker.sock'),
} as const

/** Where the private engine listens, as for `DOCKER_HOST`. */
export const privateHost = `unix://${privatePaths.socket}`
