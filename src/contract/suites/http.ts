import { X509Certificate } from 'node:crypto'
import type { Suite } from '../clause.ts'
import { eventually } from '../eventually.ts'
import { expectAll, expectThat } from '../expect-that.ts'
import { extraName, firstServer } from '../fixtures/first-server.ts'
import { firstSeen, storyOf } from '../fixtures/watch-start.ts'
import { presented } from '../handshake.ts'
import { answers, ask } from './answers.ts'

const tls = '/var/lib/rancher/k3s/server/tls'

/** A Secret with a certificate, as the API has it and as dynamiclistener writes it into a file. */
interface StoredCertificate {
  data?: Record<string, string>
}

const fingerprintOf = ({ data }: StoredCertificate): string =>
  new X509Certificate(Buffer.from(data?.['tls.crt'] ?? '', 'base64')).fingerprint256

const anonymousPaths = ['/healthz', '/livez', '/readyz', '/version', '/api', '/apis']

export const http: Suite = {
  title: 'the port 6443',
  clauses: [
    {
      id: '3.4-ping',
      promise: '/ping answers 200 pong to anybody',
      stated: 'k3s:pkg/server/handlers/handlers.go',
      async test(lab) {
        const { status, body } = await ask(lab, '/ping')
        return expectThat(status === 200 && body === 'pong', `${status} ${body.slice(0, 60)}`)
      },
    },
    {
      id: '3.4-cacerts',
      promise: "/cacerts gives anybody the kubeconfig's CA",
      stated: 'k3s:pkg/server/handlers/handlers.go',
      async test(lab) {
        const { status, body } = await ask(lab, '/cacerts')
        const same = body.trim() === lab.admin.ca.trim()
        return expectThat(status === 200 && same, `${status}, ${same ? 'the same CA' : 'another text'}`)
      },
    },
    {
      id: '3.4-anonymous',
      promise: 'API paths answer 401 to anybody once the apiserver is there',
      stated: 'k3s:pkg/daemons/control/server.go',
      async test(lab) {
        await firstServer(lab)
        const seen = await Promise.all(anonymousPaths.map(async path => `${path} ${(await ask(lab, path)).status}`))
        return expectThat(
          seen.every(each => each.endsWith(' 401')),
          seen.join(', '),
        )
      },
    },
    {
      id: '3.4-anonymous-before',
      promise: 'API paths answer 503 to anybody before the apiserver is there, and 200 never',
      stated: 'k3s:pkg/server/handlers/handlers.go',
      async test(lab) {
        const { anonymous } = (await firstServer(lab)).seen
        const holds = anonymous.some(({ saw }) => saw === '503') && anonymous.every(({ saw }) => saw !== '200')
        return expectThat(holds, storyOf(anonymous))
      },
    },
    {
      id: '3.4-port-before-api',
      promise: 'the port answers /ping before the API is ready',
      derived: 'k3s:pkg/cluster/cluster.go',
      async test(lab) {
        const { ping, ready } = (await firstServer(lab)).seen
        return expectThat(
          firstSeen(ping, '200') < firstSeen(ready, '200'),
          `/ping: ${storyOf(ping)}; /readyz: ${storyOf(ready)}`,
        )
      },
    },
    answers('3.4-readyz-admin', '/readyz', 200, 'the administrator', { stated: 'k3s:pkg/daemons/control/server.go' }),
    {
      id: '3.4-readyz-etcd',
      promise: '/readyz?verbose names a check of etcd',
      stated: 'k3s:pkg/daemons/control/server.go',
      async test(lab) {
        await firstServer(lab)
        const { body } = await ask(lab, '/readyz?verbose', lab.admin)
        const checks = body.split('\n').filter(line => line.includes('etcd'))
        return expectThat(checks.length > 0, checks.join(', ') || 'no check of that name')
      },
    },
    {
      id: '3.4-certificate',
      promise: 'its certificate is of CN k3s, from the CA, for all names and addresses of the server',
      stated: 'k3s:pkg/cluster/https.go',
      async test(lab) {
        const { server } = await firstServer(lab)
        const { names, subject } = await presented(lab, server)
        const wanted = ['127.0.0.1', 'localhost', 'server-0', server.ip, '10.43.0.1', extraName]
        const kubernetes = ['kubernetes', 'kubernetes.default', 'kubernetes.default.svc']
        const seen = expectAll(
          [...wanted, ...kubernetes, 'kubernetes.default.svc.cluster.local'],
          names,
          names.join(', '),
        )
        return expectThat(subject === 'k3s', `CN ${subject}; ${seen}`)
      },
    },
    {
      id: '3.4-dynamic-certificate',
      promise:
        'that certificate lies in server/tls/dynamic-cert.json and the Secret k3s-serving; serving-kube-apiserver.crt is another',
      stated: 'k3s:pkg/cluster/https.go',
      async test(lab) {
        const { server, kube } = await firstServer(lab)
        return eventually(lab, 'one certificate in all three places', 30_000, async () => {
          const { fingerprint } = await presented(lab, server)
          const inFile = JSON.parse(await server.read(`${tls}/dynamic-cert.json`)) as StoredCertificate
          const inSecret = await kube.core.readNamespacedSecret({ namespace: 'kube-system', name: 'k3s-serving' })
          const apiserver = new X509Certificate(await server.read(`${tls}/serving-kube-apiserver.crt`))
          const isSame = [inFile, inSecret].map(stored => fingerprintOf(stored) === fingerprint)
          const word = (same: boolean) => (same ? 'the same' : 'another')
          const isOther = apiserver.fingerprint256 !== fingerprint
          return expectThat(
            isSame.every(Boolean) && isOther,
            `file ${word(isSame[0]!)}, Secret ${word(isSame[1]!)}, serving-kube-apiserver.crt ${word(!isOther)}`,
          )
        })
      },
    },
    {
      id: '3.4-alpn',
      promise: 'it speaks HTTP/2 and HTTP/1.1',
      stated: 'k3s:pkg/cluster/https.go',
      async test(lab) {
        const { server } = await firstServer(lab)
        const speak = async (protocol: string) => (await presented(lab, server, protocol)).protocol
        const spoken = [await speak('h2'), await speak('http/1.1')]
        return expectThat(spoken.join() === 'h2,http/1.1', spoken.join(', '))
      },
    },
  ],
}
