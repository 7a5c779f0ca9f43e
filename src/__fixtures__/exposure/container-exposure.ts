import type { ContainerInspectInfo } from 'dockerode'

/** In what a container is open to others or to its host, by the engine's own view, a line each. */
export function exposureOf({
  HostConfig: host,
  NetworkSettings: network,
  Mounts: mounts,
}: ContainerInspectInfo): string[] {
  const published = [host.PortBindings, network.Ports].flatMap(ports =>
    Object.entries((ports ?? {}) as Record<string, { HostIp: string }[] | null>).flatMap(([port, bindings]) =>
      (bindings ?? []).map(({ HostIp: address }) => ({ port, address })),
    ),
  )
  const modes = { network: host.NetworkMode, pid: host.PidMode, ipc: host.IpcMode, uts: host.UTSMode }
  return [
    ...published
      .filter(({ address }) => address !== '127.0.0.1')
      .map(({ port, address }) => `port ${port} is published on ${address || 'every address'}`),
    ...(host.PublishAllPorts ? ['every port is published'] : []),
    ...Object.entries(modes)
      .filter(([, mode]) => mode === 'host')
      .map(([name]) => `it has the host's ${name} namespace`),
    ...mounts
      .filter(({ Type: type }) => type === 'bind')
      .map(({ Source: source }) => `it mounts ${source} of the host`),
  ]
}

/** On which addresses a host listens at a port: `tables` are the kernel's /proc/net/tcp and tcp6, addresses as they stand there. */
export const listenersAt = (port: number, tables: string): string[] =>
  tables
    .split('\n')
    .map(line => line.trim().split(/\s+/))
    .filter(([, , , state]) => state === listening)
    .map(([, local]) => local!.split(':') as [string, string])
    .filter(([, hexPort]) => Number.parseInt(hexPort, 16) === port)
    .map(([address]) => address)

// TCP_LISTEN
const listening = '0A'

/** 127.0.0.1 as /proc/net/tcp writes it on a little-endian machine. */
export const loopback = '0100007F'
