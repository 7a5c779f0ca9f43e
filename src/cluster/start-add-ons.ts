import type { FormationStage } from '../history/formation-stage.ts'
import { deployCoreDns } from '../kube/add-ons/coredns.ts'
import { expectDeployment } from '../kube/add-ons/expect-deployment.ts'
import { deployMetricsServer, expectMetricsApi } from '../kube/add-ons/metrics-server.ts'
import type { Kube } from '../kube/kube-client.ts'
import type { ClusterContainers } from './cluster.ts'

type Until = (what: string, timeoutMs: number, attempt: () => Promise<void>) => Promise<void>

// A pod starts within seconds on a healthy cluster; a slow desk runs three servers beside it.
const timeoutMs = 120_000

/**
 * Deploys what the topology's `addOns` ask for, by our own hand, because a distribution's own are disabled; waits until
 * the API says that all of it is ready. Returns the steps that were reached. @throws WaitTimeoutError with what their pods wait for
 */
export async function startAddOns(
  { topology, distribution, images }: ClusterContainers,
  kube: Kube,
  until: Until,
): Promise<FormationStage[]> {
  const { coredns, metricsServer } = topology.addOns
  const imageOf = (role: string) => images.find(image => image.role === role)!.reference
  if (coredns > 0)
    await until('CoreDNS to be accepted', timeoutMs, () =>
      deployCoreDns(kube, coredns, imageOf('coredns'), distribution.network.dnsIp),
    )
  if (metricsServer)
    await until('metrics-server to be accepted', timeoutMs, () => deployMetricsServer(kube, imageOf('metrics-server')))
  if (coredns > 0) await until('CoreDNS to be ready', timeoutMs, () => expectDeployment(kube, 'coredns'))
  if (metricsServer) {
    await until('metrics-server to be ready', timeoutMs, async () => {
      await expectDeployment(kube, 'metrics-server')
      await expectMetricsApi(kube)
    })
  }
  return [
    ...(coredns > 0 ? (['coredns-ready'] as const) : []),
    ...(metricsServer ? (['metrics-server-ready'] as const) : []),
  ]
}
