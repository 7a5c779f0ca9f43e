import { scenario } from 'holdfast'
import { t1Story } from './t1-story.ts'

const files = { nginx: 'scenarios/tutorials/nginx.conf', haproxy: 'scenarios/tutorials/haproxy.cfg' } as const

for (const kind of ['nginx', 'haproxy'] as const) {
  scenario(
    `T1: three servers, embedded etcd, an agent, ${kind} as the walk-throughs have it`,
    {
      tags: ['nightly'],
      needs: { servers: '3', agents: '>=1' },
      topology: { servers: 3, agents: 1, loadBalancer: { kind, file: files[kind] } },
      expectedDuration: '80s',
      // A tutorial promises nothing in seconds: what clients suffer is measured, and not judged.
      limits: {},
    },
    t1Story,
  )
}
