import { ClusterError } from '../base/errors.ts'
import { waitUntil } from '../base/wait-until.ts'
import {
  type ContainerState,
  inspectContainer,
  killContainer,
  removeContainer,
  startContainer,
  stopContainer,
} from '../engine/container.ts'
import { execute } from '../engine/execute.ts'
import { type ContainerFile, putFiles, readFile } from '../engine/files.ts'
import { readLogs } from '../engine/logs.ts'
import { EtcdClient } from '../prober/etcd-client.ts'
import { ContractBroken } from './hold.ts'
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
  container: string
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
  /** The engine's id. */
  readonly container: string
  readonly #lab: Lab

  constructor(lab: Lab, { name, ip, container, apiPort, etcdPort }: Place) {
    this.#lab = lab
    this.name = name
    this.ip = ip
    this.apiPort = apiPort
    this.container = container
    this.etcdPort = etcdPort
  }

  start = (): Promise<void> => startContainer(this.#lab.engine, this.container)

  /** SIGTERM, as `docker stop` sends it. */
  stop = (): Promise<End> => this.ended(() => stopContainer(this.#lab.engine, this.container, stopGraceSeconds))

  kill = (): Promise<End> => this.ended(() => killContainer(this.#lab.engine, this.container))

  remove = (): Promise<void> => removeContainer(this.#lab.engine, this.container)

  logs = (): Promise<string> => readLogs(this.#lab.engine, this.container)

  put = (...files: ContainerFile[]): Promise<void> => putFiles(this.#lab.engine, this.container, files)

  read = async (path: string): Promise<string> => String(await readFile(this.#lab.engine, this.container, path))

  /** What a shell command inside says on stdout. @throws ContractBroken when it fails */
  shell = (script: string): Promise<string> => this.run('/bin/sh', '-c', script)

  /** As {@link shell}, of a program. */
  async run(...command: string[]): Promise<string> {
    const { engine, signal } = this.#lab
    const { exitCode, stdout, stderr } = await execute(engine, this.container, command, { signal })
    if (exitCode === 0) return stdout.trim()
    throw new ContractBroken(`'${command.at(-1)}' ends with ${exitCode}: ${(stderr || stdout).trim()}`)
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
    const { running, exitCode } = await this.#state()
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
        const { running, exitCode } = await this.#state()
        if (running) throw new Error('it still runs')
        return exitCode
      },
      { timeoutMs, signal: this.#lab.signal },
    )
    return { exitCode, tookMs: performance.now() - fromMs }
  }

  #state = (): Promise<ContainerState> => inspectContainer(this.#lab.engine, this.container)
}
