import { scenario } from 'holdfast'
import { t1Story } from './t1-story.ts'

scenario(
  'T1: three servers, embedded etcd, an agent, a plain load balancer',
  {
    tags: ['nightly'],
    needs: { servers: '>=3', agents: '>=1' },
    topology: { servers: 3, agents: 1, loadBalancer: { kind: 'nginx', preset: 'plain' } },
    // A tutorial promises nothing in seconds: what clients suffer is measured, and not judged.
    limits: {},
  },
  t1Story,
)
