import { mkdtemp, rm } from 'node:fs/promises'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A socket before a real engine, by which a test has an engine of its own that dies and hangs; the real one does not. */
export class EngineProxy implements AsyncDisposable {
  readonly #target: string
  readonly #directory: string
  readonly #sockets = new Set<Socket>()
  #server: Server | undefined
  #hangs = false

  private constructor(target: string, directory: string) {
    this.#target = target
    this.#directory = directory
  }

  /** @param host the real engine, `unix://…` */
  static async before(host: string): Promise<EngineProxy> {
    const proxy = new EngineProxy(host.replace('unix://', ''), await mkdtemp(join(tmpdir(), 'holdfast-proxy-')))
    await proxy.revive()
    return proxy
  }

  get host(): string {
    return `unix://${this.#path}`
  }

  get #path(): string {
    return join(this.#directory, 'docker.sock')
  }

  /** Answers, for the first time or again. */
  async revive(): Promise<void> {
    this.#hangs = false
    this.#server = createServer(client => this.#join(client))
    await new Promise<void>(resolve => this.#server!.listen(this.#path, resolve))
  }

  /** As SIGKILL to an engine: connections break, nobody listens. */
  async die(): Promise<void> {
    const closed = new Promise(resolve => this.#server?.close(resolve))
    for (const socket of this.#sockets) socket.destroy()
    await closed
    await rm(this.#path, { force: true })
  }

  /** As SIGSTOP to an engine: connections stand, and nothing comes. */
  hang(): void {
    this.#hangs = true
    for (const socket of this.#sockets) socket.pause().unpipe()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.die()
    await rm(this.#directory, { recursive: true })
  }

  #join(client: Socket): void {
    this.#keep(client)
    if (this.#hangs) return
    const engine = connect(this.#target)
    this.#keep(engine)
    client.pipe(engine).pipe(client)
    client.on('close', () => engine.destroy())
    // What the engine said last still has to arrive.
    engine.on('close', () => client.destroySoon())
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket)
    socket.on('error', () => {}).on('close', () => this.#sockets.delete(socket))
  }
}
