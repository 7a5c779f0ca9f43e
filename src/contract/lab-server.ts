import { connect } from 'node:tls'
import { Agent, request } from 'undici'
import { ClusterError, messageOf } from '../base/errors.ts'
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
import type { Credentials } from '../kube/credentials.ts'
import { EtcdClient } from '../prober/etcd-client.ts'
import { ContractBroken } from './hold.ts'
import type { Lab } from './lab.ts'
import { lastWords } from './last-words.ts'

/** Who asks: nobody, someone with a password, or the owner of a client certificate. */
export type Caller = 'anonymous' | { user: string; password: string } | Pick<Credentials, 'cert' | 'key'>

export interface Answer {
  status: number
  body: string
}

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

const answerMs = 5000
const etcdTls = '/var/lib/rancher/k3s/server/tls/etcd'
/** The engine kills a container that has not stopped by then. */
const stopGraceSeconds = 30

/** One container of the image, asked from outside and looked into. */
export class LabServer {
  readonly name: string
  readonly ip: string
  readonly apiPort: number
  readonly #lab: Lab
  readonly #container: string
  readonly #etcdPort: number

  constructor(lab: Lab, { name, ip, container, apiPort, etcdPort }: Place) {
    this.#lab = lab
    this.name = name
    this.ip = ip
    this.apiPort = apiPort
    this.#container = container
    this.#etcdPort = etcdPort
  }

  start = (): Promise<void> => startContainer(this.#lab.engine, this.#container)

  /** SIGTERM, as `docker stop` sends it. */
  stop = (): Promise<End> => this.#endedBy(() => stopContainer(this.#lab.engine, this.#container, stopGraceSeconds))

  kill = (): Promise<End> => this.#endedBy(() => killContainer(this.#lab.engine, this.#container))

  remove = (): Promise<void> => removeContainer(this.#lab.engine, this.#container)

  state = (): Promise<ContainerState> => inspectContainer(this.#lab.engine, this.#container)

  logs = (): Promise<string> => readLogs(this.#lab.engine, this.#container)

  put = (...files: ContainerFile[]): Promise<void> => putFiles(this.#lab.engine, this.#container, files)

  read = async (path: string): Promise<string> => String(await readFile(this.#lab.engine, this.#container, path))

  /** What a shell command inside says on stdout. @throws ContractBroken when it fails */
  async shell(script: string): Promise<string> {
    const { signal } = this.#lab
    const { exitCode, stdout, stderr } = await execute(this.#lab.engine, this.#container, ['/bin/sh', '-c', script], {
      signal,
    })
    if (exitCode !== 0) throw new ContractBroken(`'${script}' ends with ${exitCode}: ${(stderr || stdout).trim()}`)
    return stdout.trim()
  }

  /** A GET on a connection of its own; the certificate is a matter of lines of its own. */
  async get(path: string, caller: Caller = 'anonymous'): Promise<Answer> {
    const identity = typeof caller === 'object' && 'cert' in caller ? { cert: caller.cert, key: caller.key } : {}
    const dispatcher = new Agent({ connect: { rejectUnauthorized: false, timeout: answerMs, ...identity } })
    try {
      const { statusCode, body } = await request(`https://127.0.0.1:${this.apiPort}${path}`, {
        dispatcher,
        headers: typeof caller === 'object' && 'user' in caller ? { authorization: basic(caller) } : {},
        signal: AbortSignal.any([AbortSignal.timeout(answerMs), this.#lab.signal]),
      })
      return { status: statusCode, body: await body.text() }
    } finally {
      await dispatcher.destroy()
    }
  }

  /** What etcd's port does with a client that shows no certificate. @throws ContractBroken when it talks to it */
  refusesStrangers(): Promise<string> {
    const { promise, resolve, reject } = Promise.withResolvers<string>()
    const socket = connect({ host: '127.0.0.1', port: this.#etcdPort, rejectUnauthorized: false })
    // TLS 1.3 tells the refusal after the handshake: an etcd that talks would answer this, one that refuses ends it.
    socket.once('secureConnect', () => socket.write('GET /version HTTP/1.1\r\nHost: etcd\r\n\r\n'))
    socket.once('data', data => reject(new ContractBroken(`it answers: ${String(data).split('\r\n')[0]}`)))
    socket.once('error', error => resolve(messageOf(error)))
    socket.once('close', () => resolve('the connection ends'))
    return promise.finally(() => socket.destroy())
  }

  /** etcd's own protocol over the published port, with the client's identity that lies in the data directory. */
  async etcd(): Promise<EtcdClient> {
    const [ca, cert, key] = await Promise.all(
      ['server-ca.crt', 'client.crt', 'client.key'].map(name => this.read(`${etcdTls}/${name}`)),
    )
    // By name: gRPC would send an address as the server's name, which TLS does not allow.
    return new EtcdClient('localhost', { ca: ca!, cert: cert!, key: key! }, this.#etcdPort)
  }

  /** Waits until the container ends by itself, or because of `cause`. */
  async ended(timeoutMs: number, cause: () => Promise<unknown> = async () => {}): Promise<End> {
    return this.#endedBy(() => cause(), timeoutMs)
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
    const { running, exitCode } = await this.state()
    if (running) return
    throw new ClusterError(`${this.name} ended with code ${exitCode}: ${lastWords(await this.logs())}`)
  }

  async #endedBy(act: () => Promise<unknown>, timeoutMs = 40_000): Promise<End> {
    const fromMs = performance.now()
    await act()
    const exitCode = await waitUntil(
      `the end of ${this.name}`,
      async () => {
        const { running, exitCode } = await this.state()
        if (running) throw new Error('it still runs')
        return exitCode
      },
      { timeoutMs, signal: this.#lab.signal },
    )
    return { exitCode, tookMs: performance.now() - fromMs }
  }
}

const basic = ({ user, password }: { user: string; password: string }): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
