import type { Suite } from '../clause.ts'
import { ContractViolation, expectAll, expectThat } from '../expect-that.ts'
import { firstServer } from '../fixtures/first-server.ts'
import { storyOf } from '../fixtures/watch-start.ts'
import { answers, ask } from './answers.ts'

const routed = { stated: 'k3s:pkg/server/handlers/router.go' } as const
// Who is in which group is in another file: that a caller is refused follows from both.
const judged = { derived: 'k3s:pkg/server/auth/auth.go' } as const

export const supervisor: Suite = {
  title: "the supervisor's paths",
  clauses: [
    answers('3.4-config', '/v1-k3s/config', 200, 'user node', routed),
    answers('3.4-config-server', '/v1-k3s/config', 403, 'user server', judged),
    answers('3.4-config-anonymous', '/v1-k3s/config', 403, 'anybody', judged),
    answers('3.4-config-stranger', '/v1-k3s/config', 401, 'a wrong password', judged),
    {
      id: '3.4-supervisor-ready',
      promise: '/v1-k3s/readyz answers ok to user node, and before that 503 (500 in older versions)',
      stated: 'k3s:pkg/server/handlers/handlers.go',
      async test(lab) {
        const { supervisor } = (await firstServer(lab)).seen
        const { status, body } = await ask(lab, '/v1-k3s/readyz', lab.nodeUser)
        const before = supervisor.some(({ saw }) => saw === '503' || saw === '500')
        return expectThat(
          status === 200 && body === 'ok' && before,
          `${status} ${body.slice(0, 60)}; ${storyOf(supervisor)}`,
        )
      },
    },
    answers('3.4-supervisor-admin', '/v1-k3s/readyz', 403, 'the administrator', judged),
    {
      id: '3.4-apiservers',
      promise: '/v1-k3s/apiservers lists the advertised address to user node',
      stated: 'k3s:pkg/server/handlers/handlers.go',
      async test(lab) {
        const { server } = await firstServer(lab)
        const { status, body } = await ask(lab, '/v1-k3s/apiservers', lab.nodeUser)
        return expectThat(
          status === 200 && body.includes(`${server.ip}:6443`),
          `${status} ${body.trim().slice(0, 120)}`,
        )
      },
    },
    answers('3.4-client-ca', '/v1-k3s/client-ca.crt', 200, 'user node', routed),
    answers('3.4-server-ca', '/v1-k3s/server-ca.crt', 200, 'user node', routed),
    {
      id: '3.4-bootstrap',
      promise: '/v1-k3s/server-bootstrap gives user server the CAs, the service key and passwd as JSON',
      stated: 'k3s:pkg/daemons/config/types.go',
      async test(lab) {
        await firstServer(lab)
        const { status, body } = await ask(lab, '/v1-k3s/server-bootstrap', lab.serverUser)
        if (status !== 200) throw new ContractViolation(`${status}`)
        const keys = Object.keys(JSON.parse(body) as object)
        const wanted = ['ServerCA', 'ClientCA', 'RequestHeaderCA', 'ETCDServerCA', 'ETCDPeerCA']
        return expectAll(
          [...wanted.flatMap(name => [name, `${name}Key`]), 'ServiceKey', 'PasswdFile'],
          keys,
          keys.join(', '),
        )
      },
    },
    answers('3.4-bootstrap-node', '/v1-k3s/server-bootstrap', 403, 'user node', judged),
    answers('3.4-bootstrap-anonymous', '/v1-k3s/server-bootstrap', 403, 'anybody', judged),
    answers('3.4-db-info', '/db/info', 200, 'user server', { stated: 'k3s:pkg/etcd/etcd.go' }),
    {
      id: '3.4-db-info-names',
      promise: "/db/info's members have name, peerURLs and clientURLs, and a voter no isLearner",
      derived: 'k3s:pkg/etcd/etcd.go',
      fallback: 'not needed: the driver reads the status only, and members and votes over gRPC',
      async test(lab) {
        await firstServer(lab)
        const { body } = await ask(lab, '/db/info', lab.serverUser)
        const [member = {}] = (JSON.parse(body) as { members?: object[] }).members ?? []
        const keys = Object.keys(member)
        const seen = `members[0] has ${keys.join(', ') || 'nothing'}`
        const voter = !('isLearner' in member) || member.isLearner === false
        return expectThat(voter && ['name', 'peerURLs', 'clientURLs'].every(key => keys.includes(key)), seen)
      },
    },
    answers('3.4-db-info-node', '/db/info', 403, 'user node', judged),
    answers('3.4-db-info-anonymous', '/db/info', 403, 'anybody', judged),
  ],
}
