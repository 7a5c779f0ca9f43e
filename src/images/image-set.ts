import { type DistributionWord, usualDistribution } from '../distributions/distributions.ts'
import { kubernetesVersion } from '../distributions/kubernetes-version.ts'
import type { ImageRole } from '../topology/image-role.ts'
import type { GoProgram } from './go-program.ts'
import { pullReferences } from './image-reference.ts'
import type { Recipe } from './recipe.ts'

/** The images that Holdfast can build. */
export type RecipeName =
  | 'root'
  | 'services'
  | 'pause'
  | 'node'
  | 'kubeadm-node'
  | 'client'
  | 'nginx'
  | 'haproxy'
  | 'postgres'
  | 'mysql'
  | 'etcd'
  | 'workload'
  | 'tools'
  | 'coredns'
  | 'metrics-server'

interface ImageEntry {
  /** What is pulled where a registry answers; absent where no registry has one. */
  pull?: string
  /** What a pulled one holds, in a line. */
  contents?: string
  /** What is built where none does; absent where nobody has a recipe. */
  recipe?: RecipeName
  /** The built one only stands in for the pulled one: a report must not mistake it. */
  standIn: boolean
}

/** The node image of each distribution. */
const nodeImages = {
  // The last line of k3s that accepts cgroup v1 as well as v2; `--watch-progress-notify` came with v1.33.6 and v1.34.2.
  k3s: { pull: 'rancher/k3s:v1.34.11-k3s1', contents: 'k3s v1.34.11+k3s1', recipe: 'node', standIn: true },
  // Nobody publishes one: kubeadm is for hosts.
  kubeadm: { recipe: 'kubeadm-node', standIn: false },
} satisfies Record<DistributionWord, ImageEntry>

/** Every image that Holdfast uses: where to pull it, and which recipe builds it instead. */
export const imageSet = {
  node: nodeImages[usualDistribution],
  client: { pull: 'node:24-bookworm-slim', contents: 'Node 24 on Debian 12', recipe: 'client', standIn: false },
  nginx: { pull: 'nginx:1.28-bookworm', contents: 'nginx 1.28', recipe: 'nginx', standIn: false },
  haproxy: { pull: 'haproxy:3.0-bookworm', contents: 'HAProxy 3.0', recipe: 'haproxy', standIn: false },
  // Neither a package of Debian nor a Go module holds it.
  gobetween: { pull: 'yyyar/gobetween:0.8.1', contents: 'gobetween 0.8.1', standIn: false },
  postgres: { pull: 'postgres:17-bookworm', contents: 'PostgreSQL 17', recipe: 'postgres', standIn: false },
  mysql: { pull: 'mysql:8.4', contents: 'MySQL 8.4', recipe: 'mysql', standIn: true },
  // Of the line that k3s v1.34 embeds; 3.5 before 3.5.21 tells no progress of a watch that is asked for it.
  etcd: {
    pull: 'rancher/hardened-etcd:v3.6.7-k3s1-build20260512',
    contents: 'etcd 3.6.7',
    recipe: 'etcd',
    standIn: false,
  },
  workload: { pull: 'traefik/whoami:v1.11', contents: 'whoami v1.11', recipe: 'workload', standIn: false },
  // The sandbox of a pod. Newer k3s asks for 3.10; its nodes are told this one.
  pause: { pull: 'rancher/mirrored-pause:3.6', contents: 'pause 3.6', recipe: 'pause', standIn: false },
  // iptables, nft, tc and ip, with which the network of any node is altered, whatever its own image lacks.
  tools: { pull: 'nicolaka/netshoot:v0.13', contents: 'netshoot v0.13', recipe: 'tools', standIn: false },
  // Of the minor versions that k3s v1.34 ships; its later patches ship later patches of CoreDNS.
  coredns: {
    pull: 'rancher/mirrored-coredns-coredns:1.14.1',
    contents: 'CoreDNS 1.14.1',
    recipe: 'coredns',
    standIn: false,
  },
  'metrics-server': {
    pull: 'rancher/mirrored-metrics-server:v0.8.1',
    contents: 'metrics-server v0.8.1',
    recipe: 'metrics-server',
    standIn: false,
  },
} satisfies Record<ImageRole, ImageEntry>

/** Where the image of a role comes from. Only a node's depends on the distribution. */
export const imageEntry = (role: ImageRole, distribution: DistributionWord = usualDistribution): ImageEntry =>
  role === 'node' ? nodeImages[distribution] : imageSet[role]

const roleEntries: readonly (readonly [ImageRole, ImageEntry])[] = [
  ...(Object.entries(imageSet) as [ImageRole, ImageEntry][]),
  ...Object.values(nodeImages).map(entry => ['node', entry] as const),
]

/** What an image of this recipe is for; undefined for one that others are built from. */
export const roleOfRecipe = (recipe: RecipeName): ImageRole | undefined =>
  roleEntries.find(([, entry]) => entry.recipe === recipe)?.[0]

/** What is in an image: of a published one that Holdfast knows in a line of ours, else its name says it. */
export function publishedContents(role: ImageRole, reference: string): string {
  const { pull, contents } = imageEntry(role)
  const isKnown = pull !== undefined && pullReferences(pull).includes(reference)
  return (isKnown ? contents : undefined) ?? reference
}

/** Whether what a recipe builds only stands in for something else. */
export const isStandIn = (recipe: string | undefined): boolean =>
  roleEntries.some(([, entry]) => entry.recipe === recipe && entry.standIn)

const etcdVersion = 'v3.6.8'
// Not 0.17.3 to 0.17.5: they acknowledge creates that they did not store (docs/datastores.md).
const kineVersion = 'v0.17.2'
const corednsVersion = 'v1.15.0'
const metricsServerVersion = 'v0.9.0'
const nodeVersion = `${kubernetesVersion}+k3s1`
const componentVersion = 'k8s.io/component-base/version'

// All compiled packages are shared: what calls itself otherwise is only linked anew.
const kubernetesAs = (version: string): GoProgram => ({
  name: 'kubernetes',
  directory: 'node/kubernetes',
  tags: ['providerless'],
  variables: {
    [`${componentVersion}.gitVersion`]: version,
    [`${componentVersion}.gitMajor`]: '1',
    [`${componentVersion}.gitMinor`]: kubernetesVersion.split('.')[1]!,
    [`${componentVersion}.gitTreeState`]: 'clean',
    'k8s.io/client-go/pkg/version.gitVersion': version,
  },
})
const etcd: GoProgram = { name: 'etcd', directory: 'node/etcd' }
const kine: GoProgram = { name: 'kine', directory: 'node/kine' }
const k3s: GoProgram = {
  name: 'k3s',
  directory: 'node/init',
  package: './k3s',
  variables: { 'main.version': nodeVersion },
}
const init: GoProgram = { name: 'init', directory: 'node/init', package: './kubeadm' }
const pause: GoProgram = { name: 'pause', directory: 'pause' }
const workload: GoProgram = { name: 'workload', directory: 'workload' }
const coredns: GoProgram = { name: 'coredns', directory: 'coredns' }
const metricsServer: GoProgram = {
  name: 'metrics-server',
  directory: 'metrics-server',
  variables: { 'k8s.io/client-go/pkg/version.gitVersion': metricsServerVersion },
}

/** How each image is built without a registry. Sizes are measured; they are what a machine must have free. */
export const recipes: Record<RecipeName, Recipe> = {
  root: {
    directory: 'root',
    isRoot: true,
    contents: 'Debian: containerd, runc, CNI plugins, nftables, nginx',
    check: { command: ['runc', '--version'], says: 'runc version' },
    diskMB: 1200,
    seconds: 80,
  },
  services: {
    directory: 'services',
    isRoot: true,
    contents: 'Debian: HAProxy, keepalived, PostgreSQL, MariaDB',
    check: { command: ['haproxy', '-v'], says: 'HAProxy version' },
    diskMB: 1600,
    seconds: 100,
  },
  pause: {
    directory: 'pause',
    programs: [pause],
    contents: "the container that keeps a pod's namespaces",
    diskMB: 20,
    seconds: 10,
  },
  node: {
    directory: 'node',
    base: 'root',
    programs: [kubernetesAs(nodeVersion), etcd, kine, k3s],
    contents: `Kubernetes ${kubernetesVersion} with etcd ${etcdVersion} and kine ${kineVersion} behind the command line of k3s, on Debian`,
    check: { command: ['/bin/k3s', '--version'], says: nodeVersion },
    diskMB: 7250,
    seconds: 600,
  },
  'kubeadm-node': {
    directory: 'kubeadm-node',
    base: 'root',
    // The versions that kubeadm asks for as tags of images.
    arguments: { KUBERNETES: kubernetesVersion, ETCD: `${etcdVersion.slice(1)}-0` },
    programs: [kubernetesAs(kubernetesVersion), etcd, init],
    archives: { 'pause.tar': { image: 'pause', as: 'holdfast.local/pause:3.10.2' } },
    contents: `kubeadm and Kubernetes ${kubernetesVersion} with etcd ${etcdVersion}, on Debian`,
    check: { command: ['kubeadm', 'version', '--output=short'], says: kubernetesVersion },
    diskMB: 7250,
    seconds: 600,
  },
  client: {
    directory: 'client',
    base: 'root',
    withNode: true,
    contents: 'Node 24 on Debian',
    check: { command: ['node', '--version'], says: 'v24.' },
    diskMB: 400,
    seconds: 15,
  },
  nginx: {
    directory: 'nginx',
    base: 'root',
    contents: 'nginx with its stream module, on Debian',
    check: { command: ['nginx', '-t'], says: 'test is successful' },
    diskMB: 20,
    seconds: 5,
  },
  haproxy: {
    directory: 'haproxy',
    base: 'services',
    contents: 'HAProxy and keepalived, on Debian',
    check: { command: ['haproxy', '-v'], says: 'HAProxy version' },
    diskMB: 20,
    seconds: 5,
  },
  postgres: {
    directory: 'postgres',
    base: 'services',
    contents: 'PostgreSQL 15, on Debian',
    check: { command: ['postgres', '--version'], says: 'postgres (PostgreSQL)' },
    diskMB: 20,
    seconds: 5,
  },
  mysql: {
    directory: 'mysql',
    base: 'services',
    contents: 'MariaDB 10.11, on Debian',
    check: { command: ['mariadbd', '--version'], says: 'MariaDB' },
    diskMB: 20,
    seconds: 5,
  },
  etcd: {
    directory: 'etcd',
    base: 'root',
    programs: [etcd],
    contents: `etcd ${etcdVersion}, on Debian`,
    check: { command: ['etcd', '--version'], says: etcdVersion.slice(1) },
    diskMB: 50,
    seconds: 60,
  },
  workload: {
    directory: 'workload',
    programs: [workload],
    contents: 'a web server that says which pod answered',
    check: { command: ['/workload', '-h'], says: '-port' },
    diskMB: 50,
    seconds: 15,
  },
  tools: {
    directory: 'tools',
    base: 'root',
    contents: 'iptables, nftables and iproute2, on Debian',
    check: { command: ['sh', '-c', 'iptables --version && tc -Version && nft --version'], says: 'nftables v' },
    diskMB: 10,
    seconds: 5,
  },
  coredns: {
    directory: 'coredns',
    programs: [coredns],
    contents: `CoreDNS ${corednsVersion} with the plugins of a cluster's Corefile`,
    check: { command: ['/coredns', '-version'], says: `CoreDNS-${corednsVersion.slice(1)}` },
    diskMB: 900,
    seconds: 180,
  },
  'metrics-server': {
    directory: 'metrics-server',
    programs: [metricsServer],
    contents: `metrics-server ${metricsServerVersion}`,
    check: { command: ['/metrics-server', '--version'], says: metricsServerVersion },
    diskMB: 1200,
    seconds: 240,
  },
}
