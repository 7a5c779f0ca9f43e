import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { installPackages } from '../engine/apt.ts'
import type { Engine } from '../engine/engine.ts'
import { findProgram } from '../engine/find-program.ts'
import { localImage, nameImage } from '../images/local-image.ts'

/** The password of `user` in a registry that asks for one, and how the registry keeps it. */
const password = 'correct horse'
const htpasswd = 'user:$2a$05$abcdefghijklmnopqrstuuHNbAKRhpaujgo33bRWs.NLUTJO3lOy2\n'

interface PushMessage {
  error?: string
  aux?: { Digest?: string }
}

/** Debian's registry as a child of this process: its own storage, on a port of 127.0.0.1. */
export class Registry implements AsyncDisposable {
  readonly address: string
  readonly credentials: { username: string; password: string; serveraddress: string }
  readonly #directory: string
  readonly #process: ReturnType<typeof spawn>
  readonly #pushed = new Set<string>()

  private constructor(address: string, directory: string, process: ReturnType<typeof spawn>) {
    this.address = address
    this.credentials = { username: 'user', password, serveraddress: address }
    this.#directory = directory
    this.#process = process
  }

  /** Installs the registry if need be, and waits until it listens. */
  static async start({ guarded = false }: { guarded?: boolean } = {}): Promise<Registry> {
    if (!findProgram('docker-registry')) await installPackages(['docker-registry'], { awaiting: () => {} })
    const directory = await mkdtemp(join(tmpdir(), 'holdfast-registry-'))
    const guard = { htpasswd: { realm: 'test', path: join(directory, 'htpasswd') } }
    const configuration = {
      version: '0.1',
      log: { level: 'info', formatter: 'json' },
      storage: { filesystem: { rootdirectory: join(directory, 'data') } },
      http: { addr: '127.0.0.1:0' },
      ...(guarded && { auth: guard }),
    }
    await writeFile(join(directory, 'htpasswd'), htpasswd)
    // JSON is YAML.
    await writeFile(join(directory, 'config.yml'), JSON.stringify(configuration))
    const child = spawn('docker-registry', ['serve', join(directory, 'config.yml')], {
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    process.once('exit', () => child.kill())
    const address = await listeningAddress(child.stderr)
    return new Registry(address, directory, child)
  }

  /** Pushes an image under a repository and tag of this registry, takes that name away here, and returns the digest. */
  async push(engine: Engine, image: string, name: string): Promise<string> {
    const reference = `${this.address}/${name}`
    await nameImage(engine, image, reference)
    const stream = await engine.docker.getImage(reference).push({ authconfig: this.credentials })
    const { promise, resolve, reject } = Promise.withResolvers<string>()
    let digest = ''
    engine.docker.modem.followProgress(
      stream,
      error => (error ? reject(error) : resolve(digest)),
      ({ error, aux }: PushMessage) => {
        if (error) reject(new Error(error))
        digest = aux?.Digest ?? digest
      },
    )
    await promise
    this.#pushed.add(reference)
    await this.forget(engine)
    return digest
  }

  /** Takes the names that this registry gave away from the engine. */
  async forget(engine: Engine): Promise<void> {
    for (const reference of this.#pushed)
      if (await localImage(engine, reference)) await engine.docker.getImage(reference).remove()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // A terminal's Ctrl-C ends it before us.
    const ended = this.#process.exitCode === null && once(this.#process, 'exit')
    this.#process.kill()
    await ended
    await rm(this.#directory, { recursive: true })
  }
}

async function listeningAddress(log: NodeJS.ReadableStream): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  const said: string[] = []
  createInterface({ input: log })
    .on('line', line => {
      said.push(line)
      const [, address] = /listening on (127\.0\.0\.1:\d+)/.exec(line) ?? []
      if (address) resolve(address)
    })
    .on('close', () => reject(new Error(`the registry ended: ${said.slice(-5).join(' | ')}`)))
  return promise
}
