import { randomBytes } from 'node:crypto'
import { freePort } from '../cluster/free-port.ts'
import type { ContainerSpec } from '../engine/container.ts'
import { ContainerHandle } from '../engine/container-handle.ts'
import type { Engine } from '../engine/engine.ts'
import type { ContainerFile } from '../engine/files.ts'
import { createNetwork } from '../engine/network.ts'
import type { ImageRecord } from '../history/manifest.ts'
import type { Credentials } from '../kube/credentials.ts'
import { connectKube, type Kube } from '../kube/kube-client.ts'
import { addressAt, subnetCandidates } from '../topology/addresses.ts'
import type { ImageRole } from '../topology/image-role.ts'
import { configFile } from './config-file.ts'
import { LabServer } from './lab-server.ts'

/** What a lab works on. */
export interface LabSubject {
  engine: Engine
  runId: string
  labels: Record<string, string>
  /** The engine's id of the image under test, and what its `--version` says. */
  image: string
  version: string
  /** Configuration of that image, as the engine tells it. */
  imageConfig: ImageConfig
  /** What else clauses take: databases, by role. */
  images: Partial<Record<ImageRole, ImageRecord>>
  /** An image for pods, as an archive, and its name. */
  podImage: { archive: Uint8Array; name: string }
  /** The sandbox's image for them, which is in no image of k3s. */
  pauseImage: { archive: Uint8Array; name: string }
  signal: AbortSignal
}

/** The part of an image's configuration that the contract speaks of. */
export interface ImageConfig {
  Entrypoint?: string | string[] | undefined
  Cmd?: string[] | undefined
  Env?: string[] | undefined
  Volumes?: Record<string, unknown> | undefined
  ExposedPorts?: Record<string, unknown> | undefined
  Healthcheck?: unknown
  StopSignal?: string | undefined
  User?: string | undefined
}

interface ServerSpec {
  name: string
  /** Last number of its static address. */
  host: number
  /** @default the image's own */
  command?: string[]
  /** The engine's id. @default the image under test */
  image?: string
  /** @default the image's own */
  entrypoint?: string[]
  /** A server that is down, on whose data this one works. */
  dataOf?: LabServer
  /** `config.yaml`, mode 0600: the place for secrets. */
  config?: Record<string, unknown>
  environment?: Record<string, string>
  files?: ContainerFile[]
  /** Whether API and etcd can be asked, on ports of 127.0.0.1. @default true */
  isAsked?: boolean
}

// An address that no server has: who is sent there finds nobody.
const nobodyHost = 99

/** Containers of one image on a network of their own, all under the labels of one run. */
export class Lab {
  readonly subject: LabSubject
  readonly token = randomBytes(16).toString('hex')
  /** What agents, and servers, ask the supervisor with. */
  readonly nodeUser = { user: 'node', password: this.token }
  readonly serverUser = { user: 'server', password: this.token }
  readonly #name: string
  readonly #network: { name: string; subnet: string }
  readonly #clients: Kube[] = []
  #admin: Credentials | undefined

  private constructor(subject: LabSubject, name: string, network: { name: string; subnet: string }) {
    this.subject = subject
    this.#name = name
    this.#network = network
  }

  /** @param place  of a lab apart from the run's first one: it has a network of its own. @throws EngineError */
  static async open(subject: LabSubject, place?: string): Promise<Lab> {
    const { engine, runId, labels } = subject
    const name = place === undefined ? `holdfast-${runId}` : `holdfast-${runId}-${place}`
    return new Lab(subject, name, await createNetwork(engine, { name, labels, subnets: subnetCandidates }))
  }

  get signal(): AbortSignal {
    return this.subject.signal
  }

  get subnet(): string {
    return this.#network.subnet
  }

  /** The address that {@link ServerSpec.host} stands for. */
  ipAt = (host: number): string => addressAt(this.#network.subnet, host).ip

  /** A URL of the network at which nobody listens. */
  get nobodyUrl(): string {
    return `https://${this.ipAt(nobodyHost)}:6443`
  }

  /** The administrator's identity: the first server's. */
  get admin(): Credentials {
    if (!this.#admin) throw new RangeError('no administrator before the first server')
    return this.#admin
  }

  set admin(credentials: Credentials) {
    this.#admin = credentials
  }

  /** A server's API as the administrator, the cluster's CA checked. */
  kube({ apiPort }: LabServer): Kube {
    const kube = connectKube([apiPort], this.admin)
    this.#clients.push(kube)
    return kube
  }

  /** Creates a container with its files, and does not start it. */
  async create({
    name,
    host,
    command,
    image,
    entrypoint,
    dataOf,
    config,
    environment,
    files = [],
    isAsked = true,
  }: ServerSpec): Promise<LabServer> {
    const { engine, labels } = this.subject
    const { ip, mac } = addressAt(this.#network.subnet, host)
    // Both at once, so that they differ.
    const [apiPort, etcdPort] = await Promise.all([freePort(), freePort()])
    const spec: ContainerSpec = {
      name: `${this.#name}-${name}`,
      hostname: name,
      image: image ?? this.subject.image,
      labels,
      network: { name: this.#network.name, ip, mac },
      privileged: true,
      tmpfs: ['/run', '/var/run'],
      ...(isAsked && {
        publish: [
          { containerPort: 6443, hostPort: apiPort },
          { containerPort: 2379, hostPort: etcdPort },
        ],
      }),
      ...(command && { command }),
      ...(entrypoint && { entrypoint }),
      ...(dataOf && { volumesFrom: [dataOf.containerId] }),
      ...(environment && { environment }),
    }
    const container = await ContainerHandle.create(engine, spec)
    const all = config ? [configFile(config), ...files] : files
    if (all.length > 0) await container.writeFiles(...all)
    return new LabServer(this, { name, ip, container, apiPort, etcdPort })
  }

  /** Closes its connections; the containers are the run's. */
  async close(): Promise<void> {
    await Promise.all(this.#clients.map(client => client.close()))
  }
}
