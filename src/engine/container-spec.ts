import type { ContainerCreateOptions } from 'dockerode'

/** One container as the rest of Holdfast asks for it. */
export interface ContainerSpec {
  name: string
  image: string
  hostname?: string
  entrypoint?: string[]
  command?: string[]
  /** Instead of the image's own. */
  user?: string
  environment?: Record<string, string>
  /** Part of the call that creates it: there is no moment at which clean-up could not find it. */
  labels: Record<string, string>
  /** A static address on a network of ours. */
  network?: { name: string; ip: string; mac: string }
  /** Addresses by name, for its `/etc/hosts`. */
  extraHosts?: Record<string, string>
  /** `container:ID`, `host`, `none`; instead of `network`. */
  networkMode?: string
  /** `container:ID`: it sees that one's processes, and ends with the first of them. */
  pidMode?: string
  privileged?: boolean
  /** Without the `CAP_` prefix. */
  capabilities?: string[]
  /** @default 'no' */
  restart?: 'no' | 'unless-stopped'
  /** Containers whose volumes it has too. */
  volumesFrom?: string[]
  /** Volumes without a name: they go with it. */
  volumes?: string[]
  /** Directories in memory, for example `/run`. */
  tmpfs?: string[]
  /** Volumes in memory, of a size: they live for as long as a container that has them runs. */
  memoryVolumes?: { path: string; mebibytes: number }[]
  /** Host ports, always on 127.0.0.1. */
  publish?: { containerPort: number; hostPort: number }[]
  /** Relative weight, 1024 when unset. */
  cpuShares?: number
  /** May run its program under a real-time policy (`chrt`), so that nothing else on the host delays it. */
  realtime?: boolean
  /** Keeps stdin open for the first {@link attach}; the program reads its end when that connection closes. */
  openStdin?: boolean
  /** How long the engine waits between SIGTERM and SIGKILL when nobody says otherwise. */
  stopGraceSeconds?: number
}

// Of every second; the kernel keeps 5 % from all real-time work together.
const realtimeUs = 900_000

/**
 * The engine's create call for a spec: pure, so that tests see what an engine would be asked.
 * @param sharesRealtime its machine shares real time out to control groups, laid out as our own engine does it
 */
export function createOptions(spec: ContainerSpec, sharesRealtime: boolean): ContainerCreateOptions {
  const ports = spec.publish ?? []
  const key = (port: number) => `${port}/tcp`
  const { network } = spec
  const capabilities = [...(spec.capabilities ?? []), ...(spec.realtime ? ['SYS_NICE'] : [])]
  return {
    name: spec.name,
    Image: spec.image,
    Labels: spec.labels,
    ...(spec.hostname !== undefined && { Hostname: spec.hostname }),
    ...(spec.entrypoint && { Entrypoint: spec.entrypoint }),
    ...(spec.command && { Cmd: spec.command }),
    ...(spec.user !== undefined && { User: spec.user }),
    ...(spec.environment && { Env: Object.entries(spec.environment).map(([name, value]) => `${name}=${value}`) }),
    ...(spec.openStdin && { OpenStdin: true, StdinOnce: true, AttachStdin: true }),
    ...(spec.stopGraceSeconds !== undefined && { StopTimeout: spec.stopGraceSeconds }),
    ...(network && { MacAddress: network.mac }),
    ...(spec.volumes && { Volumes: Object.fromEntries(spec.volumes.map(path => [path, {}])) }),
    ExposedPorts: Object.fromEntries(ports.map(({ containerPort }) => [key(containerPort), {}])),
    HostConfig: {
      ...(spec.pidMode !== undefined && { PidMode: spec.pidMode }),
      ...(spec.privileged && { Privileged: true }),
      ...(capabilities.length > 0 && { CapAdd: capabilities }),
      // A kernel that shares real-time out to control groups gives none to those that did not ask.
      ...(spec.realtime && sharesRealtime && { CgroupParent: '/', CpuRealtimeRuntime: realtimeUs }),
      ...(spec.cpuShares !== undefined && { CpuShares: spec.cpuShares }),
      ...(spec.volumesFrom && { VolumesFrom: spec.volumesFrom }),
      ...(spec.extraHosts && { ExtraHosts: Object.entries(spec.extraHosts).map(([name, ip]) => `${name}:${ip}`) }),
      ...(spec.tmpfs && { Tmpfs: Object.fromEntries(spec.tmpfs.map(path => [path, ''])) }),
      ...(spec.memoryVolumes && { Mounts: spec.memoryVolumes.map(volume => memoryMount(volume, spec.labels)) }),
      NetworkMode: network?.name ?? spec.networkMode ?? 'none',
      RestartPolicy: { Name: spec.restart ?? 'no' },
      PortBindings: Object.fromEntries(
        ports.map(({ containerPort, hostPort }) => [
          key(containerPort),
          [{ HostIp: '127.0.0.1', HostPort: String(hostPort) }],
        ]),
      ),
    },
    ...(network && {
      NetworkingConfig: {
        EndpointsConfig: {
          [network.name]: { IPAMConfig: { IPv4Address: network.ip }, MacAddress: network.mac },
        },
      },
    }),
  }
}

const memoryMount = ({ path, mebibytes }: { path: string; mebibytes: number }, labels: Record<string, string>) => ({
  Type: 'volume' as const,
  // Without a name it goes with its container.
  Source: '',
  Target: path,
  VolumeOptions: {
    NoCopy: false,
    Labels: labels,
    DriverConfig: { Name: 'local', Options: { type: 'tmpfs', device: 'tmpfs', o: `size=${mebibytes}m,mode=0700` } },
  },
})
