import { once } from '../base/once.ts'
import { distributionOf } from '../distributions/distribution-of.ts'
import { ContainerHandle } from '../engine/container-handle.ts'
import type { Engine } from '../engine/engine.ts'
import { imageArchive } from '../images/ensure-images.ts'
import { type Images, imageFor } from '../images/images-of.ts'
import { nodeEnvironment } from '../images/node-environment.ts'
import { bundleProber } from '../prober/bundle.ts'
import { proberNodeFlags } from '../prober/node-flags.ts'
import type { NodeAddress } from '../topology/addresses.ts'
import { podImageRoles } from '../topology/image-role.ts'
import { keepsDatastore } from '../topology/keeps-datastore.ts'
import { fileName, type NodeId, roleOf } from '../topology/node-id.ts'
import { balancerContainer } from './balancer-container.ts'
import { networkName } from './cluster.ts'
import type { ClusterFacts } from './cluster-facts.ts'
import { ClusterNode } from './cluster-node.ts'
import { datastoreOf } from './datastores/datastore-of.ts'
import { drivers } from './distributions/drivers.ts'
import { keepVolume } from './keep-volume.ts'
import { balancerOf } from './load-balancers/balancer-of.ts'
import type { NodeContainer } from './node-container.ts'
import { publishedNodes } from './published-nodes.ts'

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

/** Creates the container of one node, with its files, as that which the node has now; `through` is the server by which one joins a cluster that stands. */
export type ContainerMaker = (node: NodeAddress, through?: NodeId) => Promise<void>

/** Makes containers for this cluster, from its facts alone: also long after the others were made. */
export function containerMaker(engine: Engine, facts: ClusterFacts): ContainerMaker {
  const { runId, labels, topology, nodes, hostPorts, token, drawn, secrets } = facts
  const images = Object.fromEntries(facts.images.map(image => [image.role, image])) as Images
  const distribution = distributionOf(topology)
  const balancer = balancerOf(topology)
  const published = publishedNodes(topology, nodes)
  const loadPodImages = once(() => podImagesOf(engine, images))
  const loadProber = once(bundleProber)

  const mebibytes = topology.dataVolumeMiB
  const dataVolume = mebibytes !== undefined &&
    keepsDatastore(topology) && { memoryVolumes: [{ path: distribution.paths.datastore, mebibytes }] }

  const containerFor = async (node: NodeAddress, through?: NodeId): Promise<NodeContainer> => {
    const context = { topology, nodes, token, drawn, secrets, podImages: await loadPodImages() }
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
          files: [{ path: proberPath, mode: 0o644, content: await loadProber() }],
        }
      case 'server':
      case 'agent':
        return {
          image: images.node.id,
          environment: nodeEnvironment(images.node, topology),
          privileged: true,
          restart: 'unless-stopped',
          ...(roleOf(node.id) === 'server' && dataVolume),
          ...drivers[topology.distribution].container({ ...context, ...(through && { through }) }, node),
        }
      default: {
        const own = datastoreOf(topology).nodes
        if (own === undefined) throw new RangeError(`nobody knows how to make ${node.id}`)
        return { image: imageFor(images, own.image).id, ...own.container(context, node) }
      }
    }
  }

  return async (node, through) => {
    const { files, ...spec } = await containerFor(node, through)
    const hostPort = hostPorts[published.findIndex(({ id }) => id === node.id)]
    const container = await ContainerHandle.create(engine, {
      name: `holdfast-${runId}-${fileName(node.id)}`,
      hostname: fileName(node.id),
      labels: { ...labels, 'holdfast.node': node.id },
      network: { name: networkName(runId), ip: node.ip, mac: node.mac },
      ...(hostPort !== undefined && { publish: [{ containerPort: distribution.ports.api, hostPort }] }),
      ...spec,
    })
    await container.writeFiles(...files)
    facts.containers.set(node.id, container.containerId)
    if (spec.memoryVolumes) await keepVolume(new ClusterNode(engine, facts, node.id), facts)
  }
}

const podImagesOf = (engine: Engine, images: Images) =>
  Promise.all(
    Object.values(images)
      .filter(({ role }) => podImageRoles.includes(role))
      .map(async image => ({
        role: image.role,
        reference: image.reference,
        archive: await imageArchive(engine, image),
      })),
  )
