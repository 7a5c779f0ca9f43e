import type { Engine } from '../../engine/engine.ts'

const missing = Object.assign(new Error('(HTTP code 404)'), { statusCode: 404, json: { message: 'manifest unknown' } })

/** An engine that has some images, and whose registries have others, each for one architecture. */
export function engineWith(local: string[], remote: Record<string, string> = {}): Engine {
  const getImage = (name: string) => ({
    inspect: async () => (local.includes(name) ? { Id: name } : Promise.reject(missing)),
  })
  const dial = ({ path }: { path: string }, done: (error: unknown, answer?: unknown) => void) => {
    const architecture = remote[path.replace(/^\/distribution\/(.*)\/json$/, '$1')]
    if (architecture === undefined) return done(missing)
    done(null, { Platforms: [{ os: 'linux', architecture }] })
  }
  const version = async () => ({ Os: 'linux', Arch: 'amd64' })
  return { docker: { getImage, version, modem: { dial } } } as unknown as Engine
}
