import { stringify } from 'yaml'
import { distributionOf } from '../../../distributions/distribution-of.ts'
import { kubeadmSettings } from '../../../distributions/kubeadm/paths.ts'
import { kubernetesVersion } from '../../../distributions/kubernetes-version.ts'
import { balancerIps, entryIp, type NodeAddress } from '../../../topology/addresses.ts'
import { fileName, roleOf } from '../../../topology/node-id.ts'
import { extraArgsOf, labelsOf, taintsOf } from '../../../topology/select-nodes.ts'
import type { Topology } from '../../../topology/topology.ts'
import { kubeletConfiguration, timingOf } from '../../timing.ts'
import type { NodeContext } from '../node-context.ts'
import { auditVolumes } from './audit.ts'
import { componentArgs, ownArgs } from './component-arguments.ts'
import { authorityHash, secretsOf } from './drawn-secrets.ts'

const apiVersion = 'kubeadm.k8s.io/v1beta4'
const patches = { directory: `${kubeadmSettings}/patches` }

/** What one node's kubeadm is told, as YAML: to found the cluster, or to join it. */
export function configurationOf(context: NodeContext, node: NodeAddress): string {
  const founds = node.id === 'server:0' && context.through === undefined
  const documents = founds
    ? [initConfiguration(context, node), clusterConfiguration(context), kubeletOf(context.topology)]
    : [joinConfiguration(context, node)]
  return documents.map(document => stringify(document)).join('---\n')
}

const endpointOf = ({ topology, nodes }: NodeContext): string =>
  `${entryIp(topology, nodes)}:${distributionOf(topology).ports.api}`

const localEndpoint = ({ topology }: NodeContext, { ip }: NodeAddress) => ({
  advertiseAddress: ip,
  bindPort: distributionOf(topology).ports.api,
})

const initConfiguration = (context: NodeContext, node: NodeAddress) => ({
  apiVersion,
  kind: 'InitConfiguration',
  bootstrapTokens: [{ token: secretsOf(context).bootstrapToken, ttl: '24h0m0s' }],
  certificateKey: secretsOf(context).certificateKey,
  localAPIEndpoint: localEndpoint(context, node),
  nodeRegistration: registration(context, node),
  patches,
})

function joinConfiguration(context: NodeContext, node: NodeAddress) {
  const secrets = secretsOf(context)
  const { bootstrapToken: token, certificateKey } = secrets
  return {
    apiVersion,
    kind: 'JoinConfiguration',
    discovery: {
      bootstrapToken: { token, apiServerEndpoint: endpointOf(context), caCertHashes: [authorityHash(secrets)] },
    },
    ...(roleOf(node.id) === 'server' && {
      controlPlane: { localAPIEndpoint: localEndpoint(context, node), certificateKey },
    }),
    nodeRegistration: registration(context, node),
    patches,
  }
}

/** How a node calls itself, and what its kubelet is told beside its configuration. */
function registration({ topology }: NodeContext, { id, ip }: NodeAddress) {
  const labels = labelsOf(topology, id)
  return {
    name: fileName(id),
    criSocket: 'unix:///run/containerd/containerd.sock',
    imagePullPolicy: 'Never',
    // It asks for cgroups and modules of a host; and a small machine's cores and memory are the lint's matter.
    ignorePreflightErrors: ['SystemVerification', 'NumCPU', 'Mem'],
    taints: taintsOf(topology, id).map(taintObject),
    kubeletExtraArgs: [
      { name: 'node-ip', value: ip },
      ...(labels.length > 0 ? [{ name: 'node-labels', value: labels.join(',') }] : []),
      ...ownArgs(extraArgsOf(topology, id), 'kubelet'),
    ],
  }
}

/** `key=value:effect` as the API has it. */
function taintObject(taint: string) {
  const [, key, value = '', effect] = /^([^=:]+)(?:=([^:]*))?:(.+)$/.exec(taint)!
  return { key, value, effect }
}

function clusterConfiguration(context: NodeContext) {
  const { topology, nodes } = context
  const { podCidr: podSubnet, serviceCidr: serviceSubnet } = distributionOf(topology).network
  const { apiserver, controllerManager, scheduler, etcd } = componentArgs(context)
  return {
    apiVersion,
    kind: 'ClusterConfiguration',
    clusterName: 'holdfast',
    kubernetesVersion,
    controlPlaneEndpoint: endpointOf(context),
    // Where the node image has them; no registry is asked.
    imageRepository: 'holdfast.local',
    networking: { podSubnet, serviceSubnet, dnsDomain: 'cluster.local' },
    encryptionAlgorithm: 'ECDSA-P256',
    apiServer: {
      // Beside its own address and that of the endpoint: both balancers, and the port that is published to people.
      certSANs: [...balancerIps(topology, nodes), '127.0.0.1'],
      extraArgs: apiserver,
      extraVolumes: auditVolumes,
    },
    controllerManager: { extraArgs: controllerManager },
    scheduler: { extraArgs: scheduler },
    etcd: { local: { extraArgs: etcd } },
    // Both are ours: an add-on of the topology's, and a unit of the node image's.
    dns: { disabled: true },
    proxy: { disabled: true },
  }
}

/** A kubelet in a container: no cgroups of its own making, and a disk that is not its to judge (docs/kubeadm.md). */
const kubeletOf = ({ timing }: Topology) => ({
  ...kubeletConfiguration,
  failCgroupV1: false,
  cgroupDriver: 'cgroupfs',
  cgroupsPerQOS: false,
  // An empty list is lost on kubeadm's way, and the default ends the kubelet.
  enforceNodeAllocatable: ['none'],
  oomScoreAdj: 0,
  failSwapOn: false,
  localStorageCapacityIsolation: false,
  imageGCHighThresholdPercent: 100,
  evictionHard: {
    'memory.available': '0%',
    'nodefs.available': '0%',
    'nodefs.inodesFree': '0%',
    'imagefs.available': '0%',
  },
  ...timingOf(timing).kubelet,
  // How long a part stays down must not depend on how often it fell before.
  ...(timing === 'fast' && { crashLoopBackOff: { maxContainerRestartPeriod: '1s' } }),
})
