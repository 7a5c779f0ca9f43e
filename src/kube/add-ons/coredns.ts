import type { V1DeploymentSpec } from '@kubernetes/client-node'
import type { Kube } from '../kube-client.ts'
import { unlessPresent } from '../unless-present.ts'
import { createSystemAccount, systemNamespace } from './system-account.ts'

/** The Service that every cluster's DNS has, and its labels. */
export const dnsService = 'kube-dns'
const labels = { 'k8s-app': dnsService }
const name = 'coredns'

/**
 * As distributions have it, but for three plugins: no `hosts`, whose file a controller of theirs writes; no `forward`, and
 * so no `loop` to look for, because a cluster of ours has nobody outside to ask.
 */
const corefile = `.:53 {
    errors
    health
    ready
    kubernetes cluster.local in-addr.arpa ip6.arpa {
      pods insecure
      fallthrough in-addr.arpa ip6.arpa
    }
    prometheus :9153
    cache 30
    reload
    loadbalance
}
`

/**
 * Deploys the cluster's DNS, and returns without waiting for it; harmless when it is there.
 * @param image one that every node holds
 * @param clusterIP what the kubelets write into every pod's resolv.conf
 */
export async function deployCoreDns(kube: Kube, replicas: number, image: string, clusterIP: string): Promise<void> {
  const namespace = systemNamespace
  await createSystemAccount(kube, name, [
    { apiGroups: [''], resources: ['endpoints', 'services', 'pods', 'namespaces'], verbs: ['list', 'watch'] },
    { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: ['list', 'watch'] },
  ])
  const config = { metadata: { name }, data: { Corefile: corefile } }
  await unlessPresent(kube.core.createNamespacedConfigMap({ namespace, body: config }))
  const deployment = { metadata: { name, labels }, spec: specOf(replicas, image) }
  await unlessPresent(kube.apps.createNamespacedDeployment({ namespace, body: deployment }))
  const ports = [
    { name: 'dns', port: 53, protocol: 'UDP' },
    { name: 'dns-tcp', port: 53, protocol: 'TCP' },
    { name: 'metrics', port: 9153, protocol: 'TCP' },
  ]
  const service = { metadata: { name: dnsService, labels }, spec: { clusterIP, selector: labels, ports } }
  await unlessPresent(kube.core.createNamespacedService({ namespace, body: service }))
}

/** The nodes that host a running replica of the DNS, by name, in order; none where there is no such add-on. */
export async function dnsHosts({ core }: Kube): Promise<string[]> {
  const { items } = await core.listNamespacedPod({
    namespace: systemNamespace,
    labelSelector: `k8s-app=${dnsService}`,
  })
  return items
    .filter(({ metadata, status }) => status?.phase === 'Running' && metadata?.deletionTimestamp === undefined)
    .map(({ spec }) => spec!.nodeName!)
    .sort()
}

/** How soon a replica leaves a lost node is for the apiserver's default tolerations, as with a distribution's own. */
function specOf(replicas: number, image: string): V1DeploymentSpec {
  return {
    replicas,
    strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1 } },
    selector: { matchLabels: labels },
    template: {
      metadata: { labels },
      spec: {
        priorityClassName: 'system-cluster-critical',
        serviceAccountName: name,
        dnsPolicy: 'Default',
        nodeSelector: { 'kubernetes.io/os': 'linux' },
        tolerations: [
          { key: 'CriticalAddonsOnly', operator: 'Exists' },
          { key: 'node-role.kubernetes.io/control-plane', operator: 'Exists', effect: 'NoSchedule' },
        ],
        topologySpreadConstraints: [
          {
            maxSkew: 1,
            topologyKey: 'kubernetes.io/hostname',
            whenUnsatisfiable: 'DoNotSchedule',
            labelSelector: { matchLabels: labels },
          },
        ],
        containers: [
          {
            name,
            image,
            imagePullPolicy: 'Never',
            args: ['-conf', '/etc/coredns/Corefile'],
            resources: { requests: { cpu: '100m', memory: '70Mi' }, limits: { memory: '170Mi' } },
            volumeMounts: [{ name: 'config', mountPath: '/etc/coredns', readOnly: true }],
            securityContext: {
              allowPrivilegeEscalation: false,
              capabilities: { add: ['NET_BIND_SERVICE'], drop: ['ALL'] },
              readOnlyRootFilesystem: true,
            },
            readinessProbe: { httpGet: { path: '/ready', port: 8181 }, periodSeconds: 2 },
            livenessProbe: { httpGet: { path: '/health', port: 8080 }, initialDelaySeconds: 60, periodSeconds: 10 },
          },
        ],
        volumes: [{ name: 'config', configMap: { name, items: [{ key: 'Corefile', path: 'Corefile' }] } }],
      },
    },
  }
}
