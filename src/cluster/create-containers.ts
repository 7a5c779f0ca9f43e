import { randomBytes } from 'node:crypto'
import { createContainer, removeContainer, startContainer } from '../engine/container.ts'
import type { Engine } from '../engine/engine.ts'
import { putFiles } from '../engine/files.ts'
import { createNetwork } from '../engine/network.ts'
import { imageArchive } from '../images/ensure-images.ts'
import { type Images, imageFor, podImageRoles } from '../images/images-of.ts'
import { nodeEnvironment } from '../images/node-environment.ts'
import { bundleProber } from '../prober/bundle.ts'
import { proberNodeFlags } from '../prober/node-flags.ts'
import { addressesOf, type NodeAddress, subnetCandidates } from '../topology/addresses.ts'
import { keepsDatastore } from '../topology/keeps-datastore.ts'
import { fileName, type NodeId, roleOf } from '../topology/node-id.ts'
import type { Topology } from '../topology/topology.ts'
import { balancerContainer } from './balancer-container.ts'
import { type ClusterContainers, networkName } from './cluster.ts'
import { datastoreOf } from './datastores/datastore-of.ts'
import { drawSecrets } from './datastores/draw-secrets.ts'
import { k3s } from './distributions/k3s.ts'
import { freePort } from './free-port.ts'
import { balancerOf } from './load-balancers/balancer-of.ts'
import { apiPort } from './load-balancers/nginx.ts'
import type { NodeContainer } from './node-container.ts'

interface Blueprint {
  runId: string
  /** The run's labels; every container and network carries them from its create call on. */
  labels: Record<string, string>
  topology: Topology
  images: Images
}

const proberPath = '/holdfast/prober.mjs'
const proberProgram = `node ${proberNodeFlags.join(' ')} ${proberPath}`
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
  const network = await createNetwork(engine, { name: networkName(runId), labels, subnets: subnetCandidates })
  const nodes = addressesOf(topology, network.subnet)
  const balancer = balancerOf(topology)
  const token = randomBytes(16).toString('hex')
  const podImages = await Promise.all(
    Object.values(images)
      .filter(({ role }) => podImageRoles.includes(role))
      .map(async image => ({ role: image.role, archive: await imageArchive(engine, image) })),
  )
  const secrets = drawSecrets(nodes)
  const context = { topology, nodes, token, secrets, podImages }
  const prober = await bundleProber()
  // Without a balancer people are given the servers.
  const published = nodes.filter(({ id }) => roleOf(id) === (balancer === undefined ? 'server' : 'lb'))
  const hostPorts = await Promise.all(published.map(freePort))

  const mebibytes = topology.dataVolumeMiB
  const dataVolume = mebibytes !== undefined &&
    keepsDatastore(topology) && { memoryVolumes: [{ path: k3s.data.datastore, mebibytes }] }

  const containerFor = (node: NodeAddress, through?: NodeId): NodeContainer => {
    switch (roleOf(node.id)) {
      case 'lb':
        return balancerContainer(balancer!, { topology, nodes, images }, node)
      case 'client':
        return {
          image: images.client.id,
          command: proberCommand,
          openStdin: true,
          cpuShares: clientCpuShares,
          realtime: true,
          files: [{ path: proberPath, mode: 0o644, content: prober }],
        }
      case 'server':
      case 'agent':
        return {
          image: images.node.id,
          command: k3s.command({ ...context, ...(through && { through }) }, node),
          environment: nodeEnvironment(images.node, topology.timing),
          privileged: true,
          restart: 'unless-stopped',
          tmpfs: k3s.tmpfs,
          ...(roleOf(node.id) === 'server' && dataVolume),
          files: k3s.files(context, node),
        }
      default: {
        const own = datastoreOf(topology).nodes
        if (own === undefined) throw new RangeError(`nobody knows how to make ${node.id}`)
        return { image: imageFor(images, own.image).id, ...own.container(context, node) }
      }
    }
  }

  const keepers = new Map<NodeId, string>()
  const keep = async (node: NodeId, id: string): Promise<void> => {
    const former = keepers.get(node)
    if (former !== undefined) await removeContainer(engine, former)
    const name = `holdfast-${runId}-${fileName(node)}-volume`
    const entrypoint = ['/bin/sh', '-c', 'while :; do sleep 3600; done']
    const keeper = { name, image: images.node.id, labels, volumesFrom: [id], entrypoint }
    keepers.set(node, await createContainer(engine, keeper))
    await startContainer(engine, keepers.get(node)!)
  }

  const create = async (node: NodeAddress, through?: NodeId): Promise<string> => {
    const { files, ...spec } = containerFor(node, through)
    const hostPort = hostPorts[published.findIndex(({ id }) => id === node.id)]
    const id = await createContainer(engine, {
      name: `holdfast-${runId}-${fileName(node.id)}`,
      hostname: fileName(node.id),
      labels: { ...labels, 'holdfast.node': node.id },
      network: { name: network.name, ip: node.ip, mac: node.mac },
      ...(hostPort !== undefined && { publish: [{ containerPort: apiPort, hostPort }] }),
      ...spec,
    })
    await putFiles(engine, id, files)
    if (spec.memoryVolumes) await keep(node.id, id)
    return id
  }
  const containers = new Map<NodeId, string>()
  for (const node of nodes) containers.set(node.id, await create(node))
  return {
    engine,
    runId,
    labels,
    topology,
    distribution: k3s,
    images: Object.values(images),
    nodes,
    containers,
    keepers,
    balancer,
    hostPorts,
    token,
    secrets,
    createJoiner: create,
  }
}
