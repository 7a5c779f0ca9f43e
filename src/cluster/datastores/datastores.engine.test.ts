// @module-tag nightly
// Each datastore's own nodes, without a cluster: what servers rest on.
import { expect, test, vi } from 'vitest'
import { datastoreIds } from '../../topology/nodes-of.ts'
import type { Topology } from '../../topology/topology.ts'
import { withDatastore } from './__fixtures__/with-datastore.ts'

vi.setConfig({ testTimeout: 180_000 })

/** How to write a word, to read it, and to be refused: without the secret, and without TLS. */
const kinds = {
  postgres: {
    first: 'db:0',
    write: ['psql', '-U', 'k3s', '-c', "CREATE TABLE kept AS SELECT 'a word kept' AS word"],
    read: ['psql', '-U', 'k3s', '-c', 'SELECT * FROM kept'],
    refused: (ip: string) => [
      { command: ['psql', `host=${ip} user=k3s password=wrong`, '-c', 'SELECT 1'], words: 'authentication failed' },
      { command: ['psql', `host=${ip} user=k3s sslmode=disable`, '-c', 'SELECT 1'], words: 'no encryption' },
    ],
  },
  mysql: {
    first: 'db:0',
    write: ['mysql', 'k3s', '-e', "CREATE TABLE kept AS SELECT 'a word kept' AS word"],
    read: ['mysql', 'k3s', '-e', 'SELECT * FROM kept'],
    refused: (ip: string) => [
      { command: ['mysql', '--host', ip, '--user=k3s', '--ssl', '-e', 'SELECT 1'], words: 'Access denied' },
      // The same but for TLS: what lets the second one in does not let the first one in.
      { command: withPassword(ip, '--skip-ssl'), words: 'Access denied' },
      { command: withPassword(ip, '--ssl'), words: '1\n1' },
    ],
  },
  'external-etcd': {
    first: 'etcd:0',
    write: [...ctl('127.0.0.1'), 'put', 'kept', 'a word kept'],
    read: [...ctl('127.0.0.1'), 'get', 'kept'],
    refused: (ip: string) => [
      { command: [...ctl(ip).slice(0, 3), 'get', 'kept'], words: 'deadline exceeded' },
      { command: ['etcdctl', `--endpoints=http://${ip}:2379`, '--command-timeout=2s', 'get', 'kept'], words: 'Error' },
    ],
  },
} as const

function withPassword(ip: string, tls: string): string[] {
  return ['sh', '-c', `MYSQL_PWD=$(cat /holdfast/password) mysql --host=${ip} --user=k3s ${tls} -e 'SELECT 1'`]
}

function ctl(ip: string): string[] {
  const tls = ['--cacert=/holdfast/ca.crt', '--cert=/holdfast/member.crt', '--key=/holdfast/member.key']
  return ['etcdctl', `--endpoints=https://${ip}:2379`, '--command-timeout=2s', ...tls]
}

test.each(Object.entries(kinds))(
  '%s: shut to strangers, keeps what it acknowledged, ends when told',
  async (kind, how) => {
    await withDatastore(kind as Topology['datastore'], async ({ cluster, untilAnswer, run }) => {
      const { engine, secrets, topology } = cluster
      const node = how.first
      const { start, stop, kill, inspect, ip } = cluster.node(node)
      await run(node, ...how.write)
      for (const { command, words } of how.refused(ip)) expect(await run(node, ...command)).toContain(words)

      await kill()
      await start()
      await untilAnswer(node)
      expect(await run(node, ...how.read)).toContain('a word kept')

      await stop(10)
      expect((await inspect()).exitCode).toBe(0)
      await start()
      await untilAnswer(node)
      expect(await run(node, ...how.read)).toContain('a word kept')

      for (const each of datastoreIds(topology)) {
        const seen = [
          JSON.stringify(await engine.docker.getContainer(cluster.node(each).containerId).inspect()),
          await run(each, 'sh', '-c', 'cat /proc/[0-9]*/cmdline /proc/[0-9]*/environ'),
          await cluster.node(each).logs(),
        ].join('\n')
        expect(seen).not.toContain(secrets.password)
        expect(seen).not.toContain('PRIVATE KEY')
      }
    })
  },
)
