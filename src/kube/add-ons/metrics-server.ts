import type { V1DeploymentSpec } from '@kubernetes/client-node'
import type { Kube } from '../kube-client.ts'
import { unlessPresent } from '../unless-present.ts'
import { bindClusterRole, createSystemAccount, subjectOf, systemNamespace } from './system-account.ts'

const name = 'metrics-server'
const labels = { 'k8s-app': name }
const group = 'metrics.k8s.io'
const version = 'v1beta1'
const port = 10250

/** Deploys metrics-server with its API, and returns without waiting for it; harmless when it is there. @param image one that every node holds */
export async function deployMetricsServer(kube: Kube, image: string): Promise<void> {
  const namespace = systemNamespace
  await createSystemAccount(kube, name, [
    { apiGroups: [''], resources: ['nodes/metrics'], verbs: ['get'] },
    { apiGroups: [''], resources: ['pods', 'nodes'], verbs: ['get', 'list', 'watch'] },
  ])
  await bindClusterRole(kube, name, 'system:auth-delegator', `${name}:system:auth-delegator`)
  const reader = {
    metadata: { name: `${name}-auth-reader` },
    roleRef: {
      apiGroup: 'rbac.authorization.k8s.io',
      kind: 'Role',
      name: 'extension-apiserver-authentication-reader',
    },
    subjects: [subjectOf(name)],
  }
  await unlessPresent(kube.rbac.createNamespacedRoleBinding({ namespace, body: reader }))
  const deployment = { metadata: { name, labels }, spec: specOf(image) }
  await unlessPresent(kube.apps.createNamespacedDeployment({ namespace, body: deployment }))
  const ports = [{ name: 'https', port: 443, targetPort: port }]
  const service = { metadata: { name, labels }, spec: { selector: labels, ports } }
  await unlessPresent(kube.core.createNamespacedService({ namespace, body: service }))
  const api = {
    group,
    version,
    groupPriorityMinimum: 100,
    versionPriority: 100,
    // Its certificate is one that it makes for itself at every start.
    insecureSkipTLSVerify: true,
    service: { name, namespace },
  }
  await unlessPresent(
    kube.registration.createAPIService({ body: { metadata: { name: `${version}.${group}` }, spec: api } }),
  )
}

/** Throws what is missing until the apiserver passes requests for metrics on. */
export async function expectMetricsApi({ registration }: Kube): Promise<void> {
  const { status } = await registration.readAPIService({ name: `${version}.${group}` })
  const available = status?.conditions?.find(({ type }) => type === 'Available')
  if (available?.status !== 'True')
    throw new Error(`its API is not available: ${available?.message ?? 'no word of it'}`)
}

function specOf(image: string): V1DeploymentSpec {
  const probe = (path: string) => ({ httpGet: { path, port, scheme: 'HTTPS' } })
  return {
    replicas: 1,
    selector: { matchLabels: labels },
    template: {
      metadata: { labels },
      spec: {
        priorityClassName: 'system-node-critical',
        serviceAccountName: name,
        tolerations: [
          { key: 'CriticalAddonsOnly', operator: 'Exists' },
          { key: 'node-role.kubernetes.io/control-plane', operator: 'Exists', effect: 'NoSchedule' },
        ],
        containers: [
          {
            name,
            image,
            imagePullPolicy: 'Never',
            args: [
              '--cert-dir=/tmp',
              `--secure-port=${port}`,
              '--kubelet-preferred-address-types=InternalIP,ExternalIP,Hostname',
              '--kubelet-use-node-status-port',
              '--metric-resolution=15s',
            ],
            resources: { requests: { cpu: '100m', memory: '70Mi' } },
            volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
            securityContext: {
              allowPrivilegeEscalation: false,
              capabilities: { drop: ['ALL'] },
              readOnlyRootFilesystem: true,
              runAsNonRoot: true,
              runAsUser: 1000,
            },
            readinessProbe: { ...probe('/readyz'), periodSeconds: 2 },
            livenessProbe: { ...probe('/livez'), initialDelaySeconds: 60, periodSeconds: 10 },
          },
        ],
        volumes: [{ name: 'tmp', emptyDir: {} }],
      },
    },
  }
}
