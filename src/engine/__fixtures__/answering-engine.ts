import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { recordedEngines } from './recorded-engines.ts'

/** What says of itself what a recorded engine said, has no image, knows no registry, and starts nothing. */
export class AnsweringEngine implements AsyncDisposable {
  /** What it was asked to do rather than to tell. */
  readonly orders: string[] = []
  readonly #directory: string
  readonly #server: Server

  private constructor(directory: string, answers: Record<string, unknown>) {
    this.#directory = directory
    this.#server = createServer(({ method, url }, response) => {
      const answer = answers[url!]
      if (method !== 'GET') this.orders.push(`${method} ${url}`)
      response.writeHead(answer ? 200 : 404, { 'Content-Type': 'application/json' })
      response.end(JSON.stringify(answer ?? { message: 'there is no such thing' }))
    })
  }

  static async like({
    operatingSystem,
    kernel,
    securityOptions,
  }: (typeof recordedEngines)[keyof typeof recordedEngines]): Promise<AnsweringEngine> {
    const directory = await mkdtemp(join(tmpdir(), 'holdfast-engine-'))
    const engine = new AnsweringEngine(directory, {
      '/version': { Version: '27.1.1', Os: 'linux', Arch: 'arm64', KernelVersion: kernel },
      '/info': { OperatingSystem: operatingSystem, KernelVersion: kernel, SecurityOptions: securityOptions },
    })
    await new Promise<void>(resolve => engine.#server.listen(join(directory, 'docker.sock'), resolve))
    return engine
  }

  get host(): string {
    return `unix://${join(this.#directory, 'docker.sock')}`
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise(resolve => this.#server.close(resolve))
    await rm(this.#directory, { recursive: true })
  }
}
