import { sharedConfig } from '../config-file.ts'
import type { Lab } from '../lab.ts'
import type { LabServer } from '../lab-server.ts'
import { type EndedStart, endedStart } from './ended-start.ts'

export const database = '/var/lib/rancher/k3s/server/db'
// A look at etcd every 5 s, its stop of 5 s, and what a slow machine adds.
const resetMs = 90_000

/** `k3s server --cluster-reset` in a container of its own, on the data and under the name of a server that is down. */
export const resetting = (lab: Lab, server: LabServer, ...flags: string[]): Promise<EndedStart> =>
  endedStart(lab, {
    command: ['server', '--cluster-reset', ...flags],
    config: { token: lab.token, ...sharedConfig, 'node-name': server.name, 'node-ip': server.ip },
    dataOf: server,
    timeoutMs: resetMs,
  })

/** Names in server/ and server/db of a server that is down. */
export async function filesOf(lab: Lab, server: LabServer): Promise<string> {
  const command = [`ls ${database}/.. ${database}`]
  const { log } = await endedStart(lab, { entrypoint: ['/bin/sh', '-c'], command, dataOf: server })
  return log
}

export const write = (lab: Lab, through: LabServer, name: string): Promise<unknown> =>
  lab.kube(through).core.createNamespacedConfigMap({ namespace: 'default', body: { metadata: { name } } })

export async function isThere(lab: Lab, through: LabServer, name: string): Promise<boolean> {
  const { items } = await lab.kube(through).core.listNamespacedConfigMap({ namespace: 'default' })
  return items.some(({ metadata }) => metadata?.name === name)
}
