import { waitUntil } from '../../base/wait-until.ts'
import { datastoreOf } from '../../cluster/datastores/datastore-of.ts'
import { drawSecrets } from '../../cluster/datastores/draw-secrets.ts'
import { datastoreFiles, datastoreSettings } from '../../cluster/distributions/k3s/datastore-settings.ts'
import type { ContainerFile } from '../../engine/files.ts'
import { addressesOf } from '../../topology/addresses.ts'
import { fileName, type NodeId, roleOf } from '../../topology/node-id.ts'
import { parseTopology } from '../../topology/parse-topology.ts'
import type { Topology } from '../../topology/topology.ts'
import { sharedConfig } from '../config-file.ts'
import { Lab } from '../lab.ts'
import type { LabServer } from '../lab-server.ts'

/** A cluster in a lab of its own, whose servers keep their objects where the harness' own driver tells them to. */
export interface DatastoreCluster {
  lab: Lab
  /** Of the datastore itself; ready to be asked. */
  stores: LabServer[]
  /** Not started: two, or the one that sqlite allows. */
  servers: [LabServer, ...LabServer[]]
  /** What only the datastore and its servers know. */
  password: string
  /** What every server is told: its `config.yaml`, and the files that it names. */
  settings: { config: Record<string, unknown>; files: ContainerFile[] }
  /** Waits until a store answers. */
  answers(store: LabServer): Promise<void>
  remove(): Promise<void>
}

const storeMs = 60_000
/** Of two servers that must not differ, had they joined each other. */
export const critical = 'disable-network-policy'

/** Makes a datastore and two servers for it, which differ in a critical setting, and starts the datastore alone. */
export async function datastoreCluster(
  { subject }: Lab,
  kind: Exclude<Topology['datastore'], 'embedded-etcd'>,
  place: string,
): Promise<DatastoreCluster> {
  const lab = await Lab.open(subject, place)
  const topology = parseTopology({ servers: kind === 'sqlite' ? 1 : 2, datastore: kind }, 'the contract')
  const nodes = addressesOf(topology, lab.subnet)
  const secrets = drawSecrets(nodes)
  const context = { topology, nodes, token: lab.token, drawn: {}, secrets, podImages: [] }
  const datastore = datastoreOf(topology)
  const hostOf = (id: NodeId) =>
    Number(
      nodes
        .find(node => node.id === id)!
        .ip.split('.')
        .at(-1),
    )
  const settings = {
    config: { token: lab.token, ...sharedConfig, ...datastoreSettings(context) },
    files: datastoreFiles(context),
  }

  const stores = await Promise.all(
    nodes
      .filter(({ id }) => ['db', 'etcd'].includes(roleOf(id)))
      .map(node => {
        const { restart: _, ...container } = datastore.nodes!.container(context, node)
        const image = subject.images[datastore.nodes!.image]!.id
        return lab.create({ name: fileName(node.id), host: hostOf(node.id), image, isAsked: false, ...container })
      }),
  )
  const servers = await Promise.all(
    nodes
      .filter(({ id }) => roleOf(id) === 'server')
      .map(({ id }, index) =>
        lab.create({
          name: fileName(id),
          host: hostOf(id),
          command: ['server', `--${critical}=${index === 0}`],
          config: settings.config,
          files: settings.files,
        }),
      ),
  )
  const answers = (store: LabServer): Promise<void> => {
    const query = datastore.nodes!.query(nodes.find(({ ip }) => ip === store.ip)!)
    const ask = async () => void (await store.run(...query))
    return waitUntil(`${store.name} to answer`, ask, { timeoutMs: storeMs, signal: lab.signal })
  }
  await Promise.all(stores.map(store => store.start()))
  await Promise.all(stores.map(answers))
  return {
    lab,
    stores,
    servers: servers as [LabServer, ...LabServer[]],
    password: secrets.password,
    settings,
    answers,
    async remove() {
      await lab.close()
      await Promise.all([...servers, ...stores].map(each => each.remove()))
    },
  }
}
