import { expect, test } from 'vitest'
import { datastoreWords } from '../../distributions/datastore-word.ts'
import { addressesOf } from '../../topology/addresses.ts'
import { parseTopology } from '../../topology/parse-topology.ts'
import type { Topology } from '../../topology/topology.ts'
import { datastoreFiles, datastoreSettings } from '../distributions/k3s/datastore-settings.ts'
import { k3sDriver } from '../distributions/k3s/k3s-driver.ts'
import { datastoreOf } from './datastore-of.ts'
import { drawSecrets } from './draw-secrets.ts'

function contextOf(datastore: Topology['datastore']) {
  const topology = parseTopology({ servers: datastore === 'sqlite' ? 1 : 3, datastore }, 'test')
  const nodes = addressesOf(topology, '172.28.8.0/24')
  return { topology, nodes, token: 'canary-of-the-token', drawn: {}, secrets: drawSecrets(nodes), podImages: [] }
}

test.each([...datastoreWords])('%s: every secret is in a file for root alone, and nowhere else', datastore => {
  const context = contextOf(datastore)
  const { nodes, secrets } = context
  const made = nodes.flatMap(node => {
    if (node.id.startsWith('server:')) return [k3sDriver.container(context, node)]
    return /^(db|etcd):/.test(node.id) ? [datastoreOf(context.topology).nodes!.container(context, node)] : []
  })
  const hidden = [secrets.password, 'PRIVATE KEY', context.token]
  for (const { files, ...rest } of made) {
    const open = [
      JSON.stringify(rest),
      ...files.filter(({ mode }) => mode !== 0o600).map(({ content }) => String(content)),
    ]
    for (const secret of hidden) expect(open.join('\n')).not.toContain(secret)
  }
})

test.each<[Topology['datastore'], string]>([
  ['postgres', 'postgres://k3s:‹password›@172.28.8.6:5432/k3s?sslmode=verify-full'],
  ['mysql', 'mysql://k3s:‹password›@tcp(172.28.8.6:3306)/k3s'],
  ['external-etcd', 'https://172.28.8.7:2379,https://172.28.8.8:2379,https://172.28.8.9:2379'],
])('%s: where servers find it', (datastore, endpoint) => {
  const context = contextOf(datastore)
  const settings = datastoreSettings(context)
  expect(settings['datastore-endpoint']?.replace(context.secrets.password, '‹password›')).toBe(endpoint)
  const laid = datastoreFiles(context).map(({ path }) => path)
  const named = Object.entries(settings).flatMap(([key, value]) => (key.endsWith('file') ? [value] : []))
  expect(laid).toEqual(named)
})

test('a member of an etcd apart knows its peers, and asks everybody for a certificate', () => {
  const context = contextOf('external-etcd')
  const node = context.nodes.find(({ id }) => id === 'etcd:1')!
  expect(datastoreOf(context.topology).nodes!.container(context, node).command).toMatchInlineSnapshot(`
    [
      "--name=etcd-1",
      "--data-dir=/var/lib/etcd",
      "--listen-client-urls=https://172.28.8.8:2379,https://127.0.0.1:2379",
      "--advertise-client-urls=https://172.28.8.8:2379",
      "--listen-peer-urls=https://172.28.8.8:2380",
      "--initial-advertise-peer-urls=https://172.28.8.8:2380",
      "--initial-cluster=etcd-0=https://172.28.8.7:2380,etcd-1=https://172.28.8.8:2380,etcd-2=https://172.28.8.9:2380",
      "--initial-cluster-token=holdfast-172.28.8.7",
      "--initial-cluster-state=new",
      "--client-cert-auth",
      "--trusted-ca-file=/holdfast/ca.crt",
      "--cert-file=/holdfast/member.crt",
      "--key-file=/holdfast/member.key",
      "--peer-client-cert-auth",
      "--peer-trusted-ca-file=/holdfast/ca.crt",
      "--peer-cert-file=/holdfast/member.crt",
      "--peer-key-file=/holdfast/member.key",
      "--heartbeat-interval=100",
      "--election-timeout=1000",
    ]
  `)
})
