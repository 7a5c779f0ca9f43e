import { randomBytes } from 'node:crypto'
import { type ContainerSpec, createContainer } from '../engine/container.ts'
import type { Engine } from '../engine/engine.ts'
import { putFiles } from '../engine/files.ts'
import { createNetwork } from '../engine/network.ts'
import type { ImageRecord } from '../history/manifest.ts'
import { workloadArchive } from '../images/ensure-images.ts'
import { nodeEnvironment } from '../images/node-environment.ts'
import { bundleProber } from '../prober/bundle.ts'
import { addressesOf, type NodeAddress, subnetCandidates } from '../topology/addresses.ts'
import { fileName, type NodeId } from '../topology/node-id.ts'
import type { Topology } from '../topology/topology.ts'
import type { ClusterContainers } from './cluster.ts'
import { k3s } from './distributions/k3s.ts'
import { freePort } from './free-port.ts'
import { apiPort, nginxConfig } from './load-balancers/nginx.ts'

interface Blueprint {
  runId: string
  /** The run's labels; every container and network carries them from its create call on. */
  labels: Record<string, string>
  topology: Topology
  images: Record<ImageRecord['role'], ImageRecord>
}

/** Where the balancer reads its upstreams. */
export const balancerConfigPath = '/etc/nginx/nginx.conf'
const proberPath = '/holdfast/prober.mjs'
// Short-lived objects only: a larger young generation saves collections, a much larger one only fills its memory first.
const proberProgram = `node --max-semi-space-size=8 ${proberPath}`
// Real time where the host grants it: a sample sent late is lost.
const proberCommand = [
  'sh',
  '-c',
  `chrt -r 10 true 2>/dev/null && exec chrt -r 10 ${proberProgram} || exec ${proberProgram}`,
]
// The observer must not starve while three servers start: a late sample is a lost one.
const clientCpuShares = 8192

/** Creates the network and every container of a cluster, with its files laid in, and starts none. */
export async function createContainers(engine: Engine, blueprint: Blueprint): Promise<ClusterContainers> {
  const { runId, labels, topology, images } = blueprint
  const network = await createNetwork(engine, { name: `holdfast-${runId}`, labels, subnets: subnetCandidates })
  const nodes = addressesOf(topology, network.subnet)
  const hostPort = await freePort()
  const token = randomBytes(16).toString('hex')
  const podImages = await workloadArchive(engine, images.workload)
  const context = { topology, nodes, token, podImages }
  const prober = await bundleProber()

  const specOf = (node: NodeAddress): Omit<ContainerSpec, 'name' | 'labels' | 'network' | 'hostname'> => {
    switch (node.id) {
      case 'lb:0':
        return {
          image: images['load-balancer'].id,
          restart: 'unless-stopped',
          publish: [{ containerPort: apiPort, hostPort }],
        }
      case 'client:0':
        return {
          image: images.client.id,
          command: proberCommand,
          openStdin: true,
          cpuShares: clientCpuShares,
          realtime: true,
        }
      default:
        return {
          image: images.node.id,
          command: k3s.command(context, node),
          environment: nodeEnvironment(images.node, topology.timing),
          privileged: true,
          restart: 'unless-stopped',
          tmpfs: k3s.tmpfs,
        }
    }
  }
  const filesOf = (node: NodeAddress) => {
    if (node.id === 'client:0') return [{ path: proberPath, mode: 0o644, content: prober }]
    if (node.id !== 'lb:0') return k3s.files(context, node)
    const first = nodes.find(({ id }) => id === 'server:0')!.ip
    return [{ path: balancerConfigPath, mode: 0o644, content: nginxConfig(topology.loadBalancer.preset, [first]) }]
  }

  const containers = new Map<NodeId, string>()
  for (const node of nodes) {
    const id = await createContainer(engine, {
      name: `holdfast-${runId}-${fileName(node.id)}`,
      hostname: fileName(node.id),
      labels: { ...labels, 'holdfast.node': node.id },
      network: { name: network.name, ip: node.ip, mac: node.mac },
      ...specOf(node),
    })
    containers.set(node.id, id)
    await putFiles(engine, id, filesOf(node))
  }
  return {
    engine,
    runId,
    topology,
    distribution: k3s,
    images: Object.values(images),
    nodes,
    containers,
    hostPort,
    token,
  }
}
