import { presented } from '../certificate.ts'
import { ContractBroken, hold, holdAll } from '../hold.ts'
import type { Lab } from '../lab.ts'
import type { Answer, Caller } from '../lab-server.ts'
import type { Line, Theme } from '../line.ts'
import { extraName, firstSeen, firstServer, storyOf } from '../scenes/first-server.ts'

const ask = async (lab: Lab, path: string, caller?: Caller) => (await firstServer(lab)).server.get(path, caller)

/** An answer in words; a good body may hold a secret, so that only a refusal is quoted. */
const told = ({ status, body }: Answer): string =>
  status < 400 ? `${status}` : `${status} ${/"message":\s*"([^"]*)"/.exec(body)?.[1] ?? body.slice(0, 120)}`

/** A path answers this status to this caller. */
const answers = (
  id: string,
  promise: string,
  [status, path, caller]: [number, string, ((lab: Lab) => Caller)?],
  more: Partial<Line> = {},
): Line => ({
  id,
  promise,
  certainty: 'stated',
  ...more,
  async test(lab) {
    await firstServer(lab)
    const answer = await ask(lab, path, caller?.(lab))
    return hold(answer.status === status, told(answer))
  },
})

const asNode = (lab: Lab): Caller => lab.nodeUser
const asServer = (lab: Lab): Caller => lab.serverUser
const asAdmin = (lab: Lab): Caller => lab.admin
const asStranger = (): Caller => ({ user: 'server', password: 'a-wrong-password' })
const anonymousPaths = ['/healthz', '/livez', '/readyz', '/version', '/api', '/apis']

export const http: Theme = {
  title: 'the port 6443',
  lines: [
    {
      id: '3.4-ping',
      promise: '/ping answers 200 pong to anybody',
      certainty: 'stated',
      async test(lab) {
        const { status, body } = await ask(lab, '/ping')
        return hold(status === 200 && body === 'pong', `${status} ${body.slice(0, 60)}`)
      },
    },
    {
      id: '3.4-cacerts',
      promise: "/cacerts gives anybody the kubeconfig's CA",
      certainty: 'stated',
      async test(lab) {
        const { status, body } = await ask(lab, '/cacerts')
        const same = body.trim() === lab.admin.ca.trim()
        return hold(status === 200 && same, `${status}, ${same ? 'the same CA' : 'another text'}`)
      },
    },
    {
      id: '3.4-anonymous',
      promise: 'API paths answer 401 to anybody once the apiserver is there',
      certainty: 'stated',
      async test(lab) {
        await firstServer(lab)
        const seen = await Promise.all(anonymousPaths.map(async path => `${path} ${(await ask(lab, path)).status}`))
        return hold(
          seen.every(each => each.endsWith(' 401')),
          seen.join(', '),
        )
      },
    },
    {
      id: '3.4-anonymous-before',
      promise: 'API paths answer 503 to anybody before the apiserver is there, and 200 never',
      certainty: 'stated',
      async test(lab) {
        const { anonymous } = (await firstServer(lab)).seen
        const holds = anonymous.some(({ saw }) => saw === '503') && anonymous.every(({ saw }) => saw !== '200')
        return hold(holds, storyOf(anonymous))
      },
    },
    {
      id: '3.4-port-before-api',
      promise: 'the port answers /ping before the API is ready',
      certainty: 'derived',
      async test(lab) {
        const { ping, ready } = (await firstServer(lab)).seen
        return hold(
          firstSeen(ping, '200') < firstSeen(ready, '200'),
          `/ping: ${storyOf(ping)}; /readyz: ${storyOf(ready)}`,
        )
      },
    },
    answers('3.4-readyz-admin', '/readyz answers 200 to the administrator', [200, '/readyz', asAdmin], {}),
    {
      id: '3.4-readyz-etcd',
      promise: '/readyz?verbose names a check of etcd',
      certainty: 'stated',
      async test(lab) {
        await firstServer(lab)
        const { body } = await ask(lab, '/readyz?verbose', lab.admin)
        const checks = body.split('\n').filter(line => line.includes('etcd'))
        return hold(checks.length > 0, checks.join(', ') || 'no check of that name')
      },
    },
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
    {
      id: '3.4-certificate',
      promise: 'its certificate is of CN k3s, from the CA, for all names and addresses of the server',
      certainty: 'stated',
      async test(lab) {
        const { server } = await firstServer(lab)
        const { names, subject } = await presented(lab, server)
        const wanted = ['127.0.0.1', 'localhost', 'server-0', server.ip, '10.43.0.1', extraName]
        const kubernetes = ['kubernetes', 'kubernetes.default', 'kubernetes.default.svc']
        const seen = holdAll(
          [...wanted, ...kubernetes, 'kubernetes.default.svc.cluster.local'],
          names,
          names.join(', '),
        )
        return hold(subject === 'k3s', `CN ${subject}; ${seen}`)
      },
    },
    {
      id: '3.4-alpn',
      promise: 'it speaks HTTP/2 and HTTP/1.1',
      certainty: 'stated',
      async test(lab) {
        const { server } = await firstServer(lab)
        const speak = async (protocol: string) => (await presented(lab, server, protocol)).protocol
        const spoken = [await speak('h2'), await speak('http/1.1')]
        return hold(spoken.join() === 'h2,http/1.1', spoken.join(', '))
      },
    },
  ],
}
