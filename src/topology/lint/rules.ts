import type { Rule } from './rule.ts'
import { anonymousCheck } from './rules/anonymous-check.ts'
import { coresTooFew } from './rules/cores-too-few.ts'
import { evenEtcdMembers } from './rules/even-etcd-members.ts'
import { failuresTolerated } from './rules/failures-tolerated.ts'
import { imageNotAvailable } from './rules/image-not-available.ts'
import { longConnectLimit } from './rules/long-connect-limit.ts'
import { memoryTooSmall } from './rules/memory-too-small.ts'
import { noActiveCheck } from './rules/no-active-check.ts'
import { noConnectLimit } from './rules/no-connect-limit.ts'
import { noLoadBalancer } from './rules/no-load-balancer.ts'
import { noSecondTry } from './rules/no-second-try.ts'
import { noTlsSan } from './rules/no-tls-san.ts'
import { readyzIncludesEtcd } from './rules/readyz-includes-etcd.ts'
import { singleCoredns } from './rules/single-coredns.ts'
import { singleDatastoreInstance } from './rules/single-datastore-instance.ts'
import { singleLoadBalancer } from './rules/single-load-balancer.ts'
import { singleServer } from './rules/single-server.ts'
import { slowCheck } from './rules/slow-check.ts'
import { tcpCheckOnly } from './rules/tcp-check-only.ts'
import { twoServers } from './rules/two-servers.ts'
import { unequalCriticalFlags } from './rules/unequal-critical-flags.ts'
import { upstreamNames } from './rules/upstream-names.ts'
import { upstreamsLeftOut } from './rules/upstreams-left-out.ts'
import { versionSkew } from './rules/version-skew.ts'
import { workersApart } from './rules/workers-apart.ts'

/** Every rule by its name, in the order in which findings are told. */
export const rules = {
  'failures-tolerated': failuresTolerated,
  'unequal-critical-flags': unequalCriticalFlags,
  'version-skew': versionSkew,
  'image-not-available': imageNotAvailable,
  'no-tls-san': noTlsSan,
  'memory-too-small': memoryTooSmall,
  'cores-too-few': coresTooFew,
  'two-servers': twoServers,
  'even-etcd-members': evenEtcdMembers,
  'single-server': singleServer,
  'single-datastore-instance': singleDatastoreInstance,
  'single-load-balancer': singleLoadBalancer,
  'no-load-balancer': noLoadBalancer,
  'upstreams-left-out': upstreamsLeftOut,
  'no-connect-limit': noConnectLimit,
  'long-connect-limit': longConnectLimit,
  'no-active-check': noActiveCheck,
  'tcp-check-only': tcpCheckOnly,
  'slow-check': slowCheck,
  'readyz-includes-etcd': readyzIncludesEtcd,
  'anonymous-check': anonymousCheck,
  'no-second-try': noSecondTry,
  'workers-apart': workersApart,
  'upstream-names': upstreamNames,
  'single-coredns': singleCoredns,
} satisfies Record<string, Rule>

export type RuleName = keyof typeof rules

export const ruleNames = Object.keys(rules) as RuleName[]
