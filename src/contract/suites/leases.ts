import type { Clause, Suite } from '../clause.ts'
import { eventually } from '../eventually.ts'
import { expectThat } from '../expect-that.ts'
import { firstServer } from '../fixtures/first-server.ts'
import { threeServers } from '../fixtures/three-servers.ts'
import type { Lab } from '../lab.ts'
import type { Source } from '../sources.ts'

// k3s takes its own two leases some seconds after the API is ready.
const appearMs = 60_000
const servers = ['server-0', 'server-1', 'server-2']

async function specOf(lab: Lab, name: string) {
  await threeServers(lab)
  const { kube } = await firstServer(lab)
  return (await kube.coordination.readNamespacedLease({ namespace: 'kube-system', name })).spec
}

/** A lease exists with a duration, held by one of the servers. */
const lease = (name: string, seconds: number, stated: Source, more: Partial<Clause> = {}): Clause => ({
  id: `9-lease-${name}`,
  promise: `the lease ${name} exists, ${seconds} s long, and a server holds it`,
  stated,
  ...more,
  test: lab =>
    eventually(lab, `the lease ${name}`, appearMs, async () => {
      const spec = await specOf(lab, name)
      const { holderIdentity: holder = '', leaseDurationSeconds: duration } = spec ?? {}
      const held = servers.some(server => holder === server || holder.startsWith(`${server}_`))
      return expectThat(held && duration === seconds, `${duration} s, held by ${holder || 'nobody'}`)
    }),
})

/** A lease's holder is written in this form. */
const holder = (name: string, form: RegExp, words: string, stated: Source): Clause => ({
  id: `9-holder-${name}`,
  promise: `the holder of ${name} is written as ${words}`,
  stated,
  test: lab =>
    eventually(lab, `the holder of ${name}`, appearMs, async () => {
      const { holderIdentity = 'nobody' } = (await specOf(lab, name)) ?? {}
      return expectThat(form.test(holderIdentity), holderIdentity)
    }),
})

// The controller manager makes its identity and times as the scheduler does.
const upstream = 'kubernetes:cmd/kube-scheduler/app/options/options.go'
const wrangler = 'wrangler:pkg/leader/leader.go'
const hostname = /^server-\d$/
const hostnameAndId = /^server-\d_[0-9a-f-]{36}$/

export const leases: Suite = {
  title: 'leases',
  clauses: [
    lease('kube-controller-manager', 15, upstream),
    lease('kube-scheduler', 15, upstream),
    lease('k3s-cloud-controller-manager', 15, 'k3s:pkg/daemons/control/server.go', { needs: 'cloud-controller' }),
    lease('k3s', 45, wrangler),
    lease('k3s-etcd', 45, wrangler),
    holder('k3s', hostname, 'the plain hostname', wrangler),
    holder('k3s-etcd', hostname, 'the plain hostname', wrangler),
    holder('kube-scheduler', hostnameAndId, 'the hostname, an underscore and a UUID', upstream),
    {
      id: '9-renewal',
      promise: 'k3s renews its own lease every few seconds, long before half of its 45 s have passed',
      stated: 'wrangler:pkg/leader/leader.go',
      async test(lab) {
        const first = (await specOf(lab, 'k3s'))?.renewTime
        const fromMs = performance.now()
        return eventually(lab, 'a renewal', 22_000, async () => {
          const next = (await specOf(lab, 'k3s'))?.renewTime
          return expectThat(
            String(next) !== String(first),
            `renewed within ${((performance.now() - fromMs) / 1000).toFixed(1)} s`,
          )
        })
      },
    },
  ],
}
