import { createHash, X509Certificate } from 'node:crypto'
import { credentialsOf } from '../../kube/credentials.ts'
import { kubernetesEndpoints } from '../../kube/endpoints.ts'
import type { Suite } from '../clause.ts'
import { eventually } from '../eventually.ts'
import { expectAll, expectThat } from '../expect-that.ts'
import { firstServer } from '../fixtures/first-server.ts'
import { type JoinSample, threeServers } from '../fixtures/three-servers.ts'
import { kubeconfigPath } from '../fixtures/watch-start.ts'
import { presented } from '../handshake.ts'
import type { Lab } from '../lab.ts'

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`
const memberOf = ({ members }: JoinSample, server: string) => members.find(({ name }) => name.startsWith(`${server}-`))
const learners = ({ members }: JoinSample) => members.filter(({ voter }) => !voter)
const joiners = ['server-1', 'server-2']
const samples = async (lab: Lab) => (await threeServers(lab)).samples

/** When a member was first seen to vote, in ms. */
const promotedMs = (all: readonly JoinSample[], server: string): number =>
  all.find(sample => memberOf(sample, server)?.voter)?.atMs ?? Number.POSITIVE_INFINITY

export const join: Suite = {
  title: 'two servers join',
  clauses: [
    {
      id: '4.2-join',
      promise: 'two servers that start at once both join, without ending in between',
      derived: 'k3s:pkg/etcd/etcd.go',
      fallback:
        'the restart policy brings a joiner back that ended; after three times formation fails with its exit code',
      async test(lab) {
        const all = await samples(lab)
        return `three voters and three APIs after ${seconds(all.at(-1)!.atMs)}`
      },
    },
    {
      id: '4.1-full-token',
      promise: "a server joins by the full token that lies in another one's server/token",
      stated: 'docs:cli/token',
      async test(lab) {
        await threeServers(lab)
        return 'server-2 did'
      },
    },
    {
      id: '4.1-hash',
      promise: "the full token's hash is the SHA-256 of the CA's file, or of its root when the file is a chain",
      stated: 'k3s:pkg/clientaccess/token.go',
      async test(lab) {
        const { server } = await firstServer(lab)
        const token = await server.read('/var/lib/rancher/k3s/server/token')
        const ca = await server.read('/var/lib/rancher/k3s/server/tls/server-ca.crt')
        const chain = ca.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? []
        const hashed = chain.length > 1 ? new X509Certificate(chain.at(-1)!).raw : ca
        const isSame = token.slice(3, 67) === createHash('sha256').update(hashed).digest('hex')
        return expectThat(isSame, `${isSame ? 'the same' : 'another hash'}, of ${chain.length} certificate`)
      },
    },
    {
      id: '4.2-own-port-first',
      promise: "a joiner's own port answers before its member votes",
      derived: 'k3s:pkg/cluster/cluster.go',
      fallback: 'not needed: joiners go by a named ready server, and enter the balancer when their API is ready',
      async test(lab) {
        const all = await samples(lab)
        const early = joiners.filter(server =>
          all.some(sample => sample.joiners[server]!.ping && (memberOf(sample, server)?.voter ?? false) === false),
        )
        return expectThat(early.length === 2, `${early.join(' and ') || 'neither'} answered /ping before it voted`)
      },
    },
    {
      id: '4.2-shared-ca',
      promise: "all servers serve the same CA, and the first one's administrator is one at each",
      stated: 'k3s:pkg/cluster/bootstrap.go',
      async test(lab) {
        const { servers } = await threeServers(lab)
        const answers = await Promise.all(
          servers.map(async server => {
            const { body } = await server.get('/cacerts')
            const own = credentialsOf(await server.read(kubeconfigPath))
            const { status } = await server.get('/readyz', lab.admin)
            return body.trim() === lab.admin.ca.trim() && own.ca === lab.admin.ca && status === 200
          }),
        )
        return expectThat(
          answers.every(Boolean),
          servers.map(({ name }, i) => `${name} ${answers[i] ? 'same' : 'other'}`).join(', '),
        )
      },
    },
    {
      id: '3.4-one-certificate',
      promise: 'all servers come to serve one certificate on 6443',
      derived: 'dynamiclistener:storage/kubernetes/controller.go',
      fallback: 'not needed: the driver changes no certificate of 6443',
      async test(lab) {
        const { servers } = await threeServers(lab)
        return eventually(lab, 'one certificate', 60_000, async () => {
          const served = await Promise.all(servers.map(server => presented(lab, server)))
          const different = new Set(served.map(({ fingerprint }) => fingerprint)).size
          return expectThat(different === 1, `${different} certificate of ${servers.length} servers`)
        })
      },
    },
    {
      id: '5.2-learner',
      promise: 'a server joins as a learner and votes later',
      stated: 'k3s:pkg/etcd/etcd.go',
      async test(lab) {
        const all = await samples(lab)
        const seen = joiners.map(server => {
          const first = all.find(sample => learners(sample).some(({ name }) => name.startsWith(`${server}-`)))
          return `${server} ${first ? `learns from ${seconds(first.atMs)}` : 'never seen learning'}, votes from ${seconds(promotedMs(all, server))}`
        })
        return expectThat(
          seen.every(each => each.includes('learns')),
          seen.join('; '),
        )
      },
    },
    {
      id: '4.2-one-learner',
      promise: 'there is never more than one learner: the second joiner waits',
      derived: 'k3s:pkg/etcd/etcd.go',
      fallback: 'not needed: formation waits until all members vote, in whatever order',
      async test(lab) {
        const most = Math.max(...(await samples(lab)).map(sample => learners(sample).length))
        return expectThat(most <= 1, `at most ${most}`)
      },
    },
    {
      id: '5.2-tick',
      promise: 'learners are promoted by a tick of 15 s, so that two promotions lie 10 s apart or more',
      derived: 'k3s:pkg/etcd/etcd.go',
      fallback: 'not needed: formation waits up to 120 s for the votes',
      async test(lab) {
        const all = await samples(lab)
        const [one, other] = joiners.map(server => promotedMs(all, server))
        const apartMs = Math.abs(one! - other!)
        return expectThat(apartMs >= 10_000, `${seconds(apartMs)} apart`)
      },
    },
    {
      id: '4.2-api-after-vote',
      promise: "a joiner's API is ready only after its member votes",
      derived: 'k3s:pkg/executor/embed/embed.go',
      fallback: 'not needed: formation waits for both, in whatever order',
      async test(lab) {
        const all = await samples(lab)
        const wrong = joiners.filter(server =>
          all.some(sample => sample.joiners[server]!.readyz === 200 && !memberOf(sample, server)?.voter),
        )
        return expectThat(wrong.length === 0, wrong.length === 0 ? 'both' : `${wrong.join(', ')} was ready before`)
      },
    },
    {
      id: '5.4-condition-early',
      // Not more: by 4.2 a joiner's Node comes after its vote, so that it need not show MemberIsLearner first.
      promise: "no joiner's Node shows EtcdIsVoter True before its member votes",
      derived: 'k3s:pkg/etcd/etcd.go',
      fallback: 'not needed: votes come from etcd itself',
      async test(lab) {
        const all = await samples(lab)
        const isTrue = (condition: string | undefined) => condition?.startsWith('True') === true
        const trueMs = (server: string) =>
          all.find(({ conditions }) => isTrue(conditions[server]))?.atMs ?? Number.POSITIVE_INFINITY
        return expectThat(
          joiners.every(server => trueMs(server) >= promotedMs(all, server)),
          joiners
            .map(each => `${each} votes after ${seconds(promotedMs(all, each))}, True after ${seconds(trueMs(each))}`)
            .join('; '),
        )
      },
    },
    {
      id: '9-apiservers',
      promise: 'all three are endpoints of the Service kubernetes, and in /v1-k3s/apiservers',
      stated: 'k3s:pkg/server/handlers/handlers.go',
      async test(lab) {
        const { servers } = await threeServers(lab)
        const { kube, server } = await firstServer(lab)
        return eventually(lab, 'three endpoints', 60_000, async () => {
          const endpoints = await kubernetesEndpoints(kube)
          const { body } = await server.get('/v1-k3s/apiservers', lab.nodeUser)
          const ips = servers.map(({ ip }) => ip)
          return expectAll(
            ips,
            endpoints.filter(ip => body.includes(`${ip}:`)),
            ips.join(', '),
          )
        })
      },
    },
  ],
}
