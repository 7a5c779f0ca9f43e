import { randomBytes } from 'node:crypto'
import type { Engine } from '../engine/engine.ts'
import { createNetwork } from '../engine/network.ts'
import type { Images } from '../images/images-of.ts'
import { addressesOf, subnetCandidates } from '../topology/addresses.ts'
import type { Topology } from '../topology/topology.ts'
import { type ClusterContainers, networkName } from './cluster.ts'
import { type ClusterFacts, containersOf } from './cluster-facts.ts'
import { containerMaker } from './container-maker.ts'
import { drawSecrets } from './datastores/draw-secrets.ts'
import { drivers } from './distributions/drivers.ts'
import { freePort } from './free-port.ts'
import { publishedNodes } from './published-nodes.ts'

interface Blueprint {
  runId: string
  /** The run's labels; every container and network carries them from its create call on. */
  labels: Record<string, string>
  topology: Topology
  images: Images
}

/** Creates the network and every container of a cluster, with its files laid in, and starts none. */
export async function createContainers(engine: Engine, blueprint: Blueprint): Promise<ClusterContainers> {
  const { runId, labels, topology, images } = blueprint
  const { subnet } = await createNetwork(engine, { name: networkName(runId), labels, subnets: subnetCandidates })
  const nodes = addressesOf(topology, subnet)
  const facts: ClusterFacts = {
    runId,
    labels,
    topology,
    images: Object.values(images),
    nodes,
    containers: new Map(),
    keepers: new Map(),
    hostPorts: await Promise.all(publishedNodes(topology, nodes).map(freePort)),
    token: randomBytes(16).toString('hex'),
    drawn: drivers[topology.distribution].drawSecrets?.() ?? {},
    secrets: drawSecrets(nodes),
  }
  const create = containerMaker(engine, facts)
  for (const node of nodes) await create(node)
  return containersOf(engine, facts)
}
