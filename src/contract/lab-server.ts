import { ClusterError } from '../base/errors.ts'
import { waitUntil } from '../base/wait-until.ts'
import type { ContainerHandle } from '../engine/container-handle.ts'
import type { ContainerFile } from '../engine/files.ts'
import { EtcdClient } from '../prober/etcd-client.ts'
import { ContractViolation } from './expect-that.ts'
import { type Answer, type Caller, httpsGet } from './https-get.ts'
import type { Lab } from './lab.ts'
import { lastWords } from './last-words.ts'

/** How a server's container ended. */
export interface End {
  exitCode: number
  /** From the call to the end that the engine tells. */
  tookMs: number
}

interface Place {
  name: string
  ip: string
  container: ContainerHandle
  /** On 127.0.0.1. */
  apiPort: number
  etcdPort: number
}

const etcdTls = '/var/lib/rancher/k3s/server/tls/etcd'
/** The engine kills a container that has not stopped by then. */
const stopGraceSeconds = 30

/** One container of the image, asked from outside and looked into. */
export class LabServer {
  readonly name: string
  readonly ip: string
  readonly apiPort: number
  readonly etcdPort: number
  readonly #container: ContainerHandle
  readonly #lab: Lab

  constructor(lab: Lab, { name, ip, container, apiPort, etcdPort }: Place) {
    this.#lab = lab
    this.name = name
    this.ip = ip
    this.apiPort = apiPort
    this.#container = container
    this.etcdPort = etcdPort
  }

  /** The engine's id. */
  get containerId(): string {
    return this.#container.containerId
  }

  start = (): Promise<void> => this.#container.start()

  /** SIGTERM, as `docker stop` sends it. */
  stop = (): Promise<End> => this.ended(() => this.#container.stop(stopGraceSeconds))

  kill = (): Promise<End> => this.ended(this.#container.kill)

  remove = (): Promise<void> => this.#container.remove()

  logs = (): Promise<string> => this.#container.logs()

  put = (...files: ContainerFile[]): Promise<void> => this.#container.writeFiles(...files)

  read = (path: string): Promise<string> => this.#container.readFile(path)

  /** What a shell command inside says on stdout. @throws ContractViolation when it fails */
  shell = (script: string): Promise<string> => this.run('/bin/sh', '-c', script)

  /** As {@link shell}, of a program. */
  async run(...command: string[]): Promise<string> {
    const { exitCode, stdout, stderr } = await this.#container.exec(command, { signal: this.#lab.signal })
    if (exitCode === 0) return stdout.trim()
    throw new ContractViolation(`'${command.at(-1)}' ends with ${exitCode}: ${(stderr || stdout).trim()}`)
  }

  /** A GET of its API's port. */
  get = (path: string, caller?: Caller): Promise<Answer> => httpsGet(this.apiPort, path, this.#lab.signal, caller)

  /** etcd's own protocol over the published port, with the client's identity that lies in the data directory. */
  async etcd(): Promise<EtcdClient> {
    const [ca, cert, key] = await Promise.all(
      ['server-ca.crt', 'client.crt', 'client.key'].map(name => this.read(`${etcdTls}/${name}`)),
    )
    // By name: gRPC would send an address as the server's name, which TLS does not allow.
    return new EtcdClient('localhost', { ca: ca!, cert: cert!, key: key! }, this.etcdPort)
  }

  /** Waits until its own apiserver says to the administrator that it is ready. */
  ready(timeoutMs = 120_000): Promise<void> {
    const isReady = async () => {
      await this.expectRunning()
      const { status } = await this.get('/readyz', this.#lab.admin)
      if (status !== 200) throw new Error(`/readyz answers ${status}`)
    }
    return waitUntil(`the API of ${this.name}`, isReady, { timeoutMs, signal: this.#lab.signal })
  }

  /** @throws ClusterError with its last words when the container does not run */
  async expectRunning(): Promise<void> {
    const { running, exitCode } = await this.#container.inspect()
    if (running) return
    throw new ClusterError(`${this.name} ended with code ${exitCode}: ${lastWords(await this.logs())}`)
  }

  /** Waits until the container ends, after `cause` or by itself. @throws WaitTimeoutError */
  async ended(cause: () => Promise<unknown> = async () => {}, timeoutMs = 40_000): Promise<End> {
    const fromMs = performance.now()
    await cause()
    const exitCode = await waitUntil(
      `the end of ${this.name}`,
      async () => {
        const { running, exitCode } = await this.#container.inspect()
        if (running) throw new Error('it still runs')
        return exitCode
      },
      { timeoutMs, signal: this.#lab.signal },
    )
    return { exitCode, tookMs: performance.now() - fromMs }
  }
}
