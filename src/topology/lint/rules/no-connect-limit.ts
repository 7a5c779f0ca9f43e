import { poolSightings } from '../pool-sightings.ts'
import type { Rule } from '../rule.ts'

export const noConnectLimit: Rule = {
  severity: 'warning',
  why: 'A server that vanished answers nothing at all. nginx waits 60 s for it, and of three servers a third of all new connections hang; measured, they hung for as long as the server was gone.',
  source:
    'nginx manual: proxy_connect_timeout, default 60s; HAProxy manual: timeout connect; measured in load balancer cells',
  advice:
    "Set 'proxy_connect_timeout 100ms' (nginx) or 'timeout connect 100ms' (HAProxy): on a local network a living server answers in one.",
  look: plan =>
    poolSightings(plan, ({ connectLimitMs }) =>
      connectLimitMs === undefined ? 'No limit for the time to connect to a server.' : undefined,
    ),
}
