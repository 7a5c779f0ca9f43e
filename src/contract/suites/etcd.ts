import type { Suite } from '../clause.ts'
import { eventually } from '../eventually.ts'
import { ContractViolation, expectAll, expectThat } from '../expect-that.ts'
import { firstServer } from '../fixtures/first-server.ts'
import { threeServers } from '../fixtures/three-servers.ts'
import { refusesStrangers } from '../handshake.ts'
import type { Lab } from '../lab.ts'
import { linesWith } from '../last-words.ts'
import { voterCondition } from '../voter-condition.ts'

// Two ticks of 15 s, and what a slow machine adds.
const tickMs = 45_000

const membersOf = async (lab: Lab) => {
  const { server } = await firstServer(lab)
  const { body } = await server.get('/db/info', lab.serverUser)
  return (JSON.parse(body) as { members: { name: string; peerURLs: string[]; clientURLs: string[] }[] }).members
}

const nodesOf = async (lab: Lab) => {
  await threeServers(lab)
  return (await (await firstServer(lab)).kube.core.listNode()).items
}

export const etcd: Suite = {
  title: 'embedded etcd',
  clauses: [
    {
      id: '5.1-timing',
      promise: "etcd's own log names a heartbeat of 500 ms and an election timeout of 5 s",
      stated: 'k3s:pkg/etcd/etcd.go',
      async test(lab) {
        const log = await (await firstServer(lab)).server.logs()
        const [line] = linesWith(log, /"heartbeat-interval"/)
        const [heartbeat, election] = ['heartbeat-interval', 'election-timeout'].map(
          key => new RegExp(`"${key}":"([^"]+)"`).exec(line ?? '')?.[1],
        )
        return expectThat(heartbeat === '500ms' && election === '5s', `heartbeat ${heartbeat}, election ${election}`)
      },
    },
    {
      id: '5.1-mutual-tls',
      promise: 'etcd ends a connection without a client certificate',
      stated: 'k3s:pkg/etcd/etcd.go',
      test: async lab => refusesStrangers((await firstServer(lab)).server),
    },
    {
      id: '9-etcd-status',
      promise: "with the data directory's client certificate, etcd answers members and leader over gRPC",
      stated: 'k3s:pkg/daemons/control/deps/deps.go',
      async test(lab) {
        const client = await (await firstServer(lab)).server.etcd()
        try {
          const { member, leader } = await client.status()
          const members = await client.members()
          const known = members.some(({ id }) => id === leader) && members.some(({ id }) => id === member)
          return expectThat(known, `${members.length} members, leader ${leader}`)
        } finally {
          client.close()
        }
      },
    },
    {
      id: '5.3-names',
      promise: "a member's name is its Node's, a dash and 8 hexadecimal digits, and stands in server/db/etcd/name",
      stated: 'k3s:pkg/etcd/etcd.go',
      async test(lab) {
        const { servers } = await threeServers(lab)
        const names = (await membersOf(lab)).map(({ name }) => name)
        const kept = await Promise.all(
          servers.map(async server => (await server.read('/var/lib/rancher/k3s/server/db/etcd/name')).trim()),
        )
        const formed = servers.every(({ name }, index) => new RegExp(`^${name}-[0-9a-f]{8}$`).test(kept[index]!))
        return expectThat(
          formed && kept.every(name => names.includes(name)),
          `files: ${kept.join(', ')}; members: ${names.join(', ')}`,
        )
      },
    },
    {
      id: '5.3-urls',
      promise: 'members advertise https on their node-ip, 2380 for peers and 2379 for clients',
      stated: 'k3s:pkg/etcd/etcd.go',
      async test(lab) {
        const { servers } = await threeServers(lab)
        const urls = (await membersOf(lab)).flatMap(({ peerURLs, clientURLs }) => [...peerURLs, ...clientURLs])
        const wanted = servers.flatMap(({ ip }) => [`https://${ip}:2380`, `https://${ip}:2379`])
        return expectAll(wanted, urls, urls.join(', '))
      },
    },
    {
      id: '5.4-voter',
      promise: 'every Node comes to EtcdIsVoter True, MemberNotLearner',
      stated: 'k3s:pkg/etcd/etcd.go',
      test: lab =>
        eventually(lab, 'EtcdIsVoter on every Node', tickMs, async () => {
          const seen = (await nodesOf(lab)).map(node => `${node.metadata!.name} ${voterCondition(node)}`)
          return expectThat(
            seen.length === 3 && seen.every(each => each.endsWith(' True/MemberNotLearner')),
            seen.join(', '),
          )
        }),
    },
    {
      id: '5.4-labels',
      promise: 'every Node has the labels control-plane and etcd',
      stated: 'k3s:pkg/etcd/metadata_controller.go',
      test: lab => labelled(lab, ['node-role.kubernetes.io/control-plane', 'node-role.kubernetes.io/etcd']),
    },
    {
      id: '5.4-master',
      promise: 'every Node has the label master',
      stated: 'k3s:pkg/etcd/metadata_controller.go',
      test: lab => labelled(lab, ['node-role.kubernetes.io/master']),
    },
    {
      id: '5.4-annotations',
      promise: "every Node's annotations name its member and address",
      stated: 'k3s:pkg/etcd/metadata_controller.go',
      test: lab =>
        eventually(lab, 'the annotations', tickMs, async () => {
          const members = (await membersOf(lab)).map(({ name }) => name)
          const seen = (await nodesOf(lab)).map(({ metadata }) => {
            const { 'etcd.k3s.cattle.io/node-name': name, 'etcd.k3s.cattle.io/node-address': address } =
              metadata?.annotations ?? {}
            return `${metadata?.name}: ${members.includes(name ?? '') ? '' : 'no member '}${name} ${address ? `at ${address}` : 'at no address'}`
          })
          return expectThat(!seen.some(each => / no (member|address)/.test(each)), seen.join(', '))
        }),
    },
    {
      id: '5.6-log',
      promise:
        "the log says 'Connection to etcd is ready', and later 'Kube API server is now running' and 'k3s is up and running'",
      stated: 'k3s:pkg/executor/embed/embed.go',
      async test(lab) {
        const { server } = await firstServer(lab)
        const wanted = ['Connection to etcd is ready', 'Kube API server is now running', 'k3s is up and running']
        return eventually(lab, 'the three lines', 30_000, async () => {
          const log = await server.logs()
          const at = wanted.map(text => log.indexOf(text))
          const missing = wanted.filter((_text, index) => at[index] === -1)
          if (missing.length > 0) throw new ContractViolation(`missing: ${missing.join(', ')}`)
          return expectThat(at[0]! < at[2]! && at[1]! < at[2]!, 'in this order')
        })
      },
    },
    {
      id: '5.6-log-etcd',
      promise: "the log says 'ETCD server is now running'",
      stated: 'k3s:pkg/cli/server/server.go',
      async test(lab) {
        const found = linesWith(await (await firstServer(lab)).server.logs(), /ETCD server is now running/)
        return expectThat(found.length > 0, `${found.length} times`)
      },
    },
  ],
}

async function labelled(lab: Lab, keys: string[]): Promise<string> {
  const seen = (await nodesOf(lab)).map(({ metadata }) => {
    const missing = keys.filter(key => metadata?.labels?.[key] !== 'true')
    return `${metadata?.name} ${missing.length > 0 ? `lacks ${missing.join(', ')}` : 'has them'}`
  })
  return expectThat(
    seen.every(each => each.endsWith('has them')),
    seen.join(', '),
  )
}
