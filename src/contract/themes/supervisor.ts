import { ContractBroken, hold, holdAll } from '../hold.ts'
import type { Theme } from '../line.ts'
import { firstServer } from '../scenes/first-server.ts'
import { storyOf } from '../scenes/watch-start.ts'
import { answers, asAdmin, ask, asNode, asServer, asStranger } from './answers.ts'

export const supervisor: Theme = {
  title: "the supervisor's paths",
  lines: [
    answers('3.4-config', '/v1-k3s/config answers 200 to user node', [200, '/v1-k3s/config', asNode]),
    answers(
      '3.4-config-server',
      '/v1-k3s/config answers 403 to user server: it is no agent',
      [403, '/v1-k3s/config', asServer],
      { certainty: 'derived' },
    ),
    answers('3.4-config-anonymous', '/v1-k3s/config answers 403 to nobody', [403, '/v1-k3s/config'], {
      certainty: 'derived',
    }),
    answers(
      '3.4-config-stranger',
      '/v1-k3s/config answers 401 to a wrong password',
      [401, '/v1-k3s/config', asStranger],
      {
        certainty: 'derived',
      },
    ),
    {
      id: '3.4-supervisor-ready',
      promise: '/v1-k3s/readyz answers ok to user node, and before that 503 (500 in older versions)',
      certainty: 'stated',
      async test(lab) {
        const { supervisor } = (await firstServer(lab)).seen
        const { status, body } = await ask(lab, '/v1-k3s/readyz', lab.nodeUser)
        const before = supervisor.some(({ saw }) => saw === '503' || saw === '500')
        return hold(status === 200 && body === 'ok' && before, `${status} ${body.slice(0, 60)}; ${storyOf(supervisor)}`)
      },
    },
    answers(
      '3.4-supervisor-admin',
      "/v1-k3s/readyz answers 403 to the administrator's certificate",
      [403, '/v1-k3s/readyz', asAdmin],
      { certainty: 'derived' },
    ),
    {
      id: '3.4-apiservers',
      promise: '/v1-k3s/apiservers lists the advertised address to user node',
      certainty: 'stated',
      async test(lab) {
        const { server } = await firstServer(lab)
        const { status, body } = await ask(lab, '/v1-k3s/apiservers', lab.nodeUser)
        return hold(status === 200 && body.includes(`${server.ip}:6443`), `${status} ${body.trim().slice(0, 120)}`)
      },
    },
    answers('3.4-client-ca', '/v1-k3s/client-ca.crt answers 200 to user node', [200, '/v1-k3s/client-ca.crt', asNode]),
    answers('3.4-server-ca', '/v1-k3s/server-ca.crt answers 200 to user node', [200, '/v1-k3s/server-ca.crt', asNode]),
    {
      id: '3.4-bootstrap',
      promise: '/v1-k3s/server-bootstrap gives user server the CAs, the service key and passwd as JSON',
      certainty: 'stated',
      async test(lab) {
        await firstServer(lab)
        const { status, body } = await ask(lab, '/v1-k3s/server-bootstrap', lab.serverUser)
        if (status !== 200) throw new ContractBroken(`${status}`)
        const keys = Object.keys(JSON.parse(body) as object)
        const wanted = ['ServerCA', 'ClientCA', 'RequestHeaderCA', 'ETCDServerCA', 'ETCDPeerCA']
        return holdAll(
          [...wanted.flatMap(name => [name, `${name}Key`]), 'ServiceKey', 'PasswdFile'],
          keys,
          keys.join(', '),
        )
      },
    },
    answers(
      '3.4-bootstrap-node',
      '/v1-k3s/server-bootstrap answers 403 to user node',
      [403, '/v1-k3s/server-bootstrap', asNode],
      { certainty: 'derived' },
    ),
    answers(
      '3.4-bootstrap-anonymous',
      '/v1-k3s/server-bootstrap answers 403 to nobody',
      [403, '/v1-k3s/server-bootstrap'],
      {
        certainty: 'derived',
      },
    ),
    answers('3.4-db-info', '/db/info answers 200 to user server', [200, '/db/info', asServer], {}),
    {
      id: '3.4-db-info-names',
      promise: "/db/info's members have name, peerURLs and clientURLs, and a voter no isLearner",
      certainty: 'unconfirmed',
      fallback: 'not needed: the driver reads the status only, and members and votes over gRPC',
      async test(lab) {
        await firstServer(lab)
        const { body } = await ask(lab, '/db/info', lab.serverUser)
        const [member = {}] = (JSON.parse(body) as { members?: object[] }).members ?? []
        const keys = Object.keys(member)
        const seen = `members[0] has ${keys.join(', ') || 'nothing'}`
        const voter = !('isLearner' in member) || member.isLearner === false
        return hold(voter && ['name', 'peerURLs', 'clientURLs'].every(key => keys.includes(key)), seen)
      },
    },
    answers('3.4-db-info-node', '/db/info answers 403 to user node', [403, '/db/info', asNode], {
      certainty: 'derived',
    }),
    answers('3.4-db-info-anonymous', '/db/info answers 403 to nobody from another host', [403, '/db/info'], {
      certainty: 'derived',
    }),
  ],
}
