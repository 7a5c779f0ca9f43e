import type { ImageRole } from '../../topology/image-role.ts'
import type { Clause, Suite } from '../clause.ts'
import { expectThat } from '../expect-that.ts'
import { mysqlDownAtStart, postgresOutage } from '../fixtures/datastore-outage.ts'
import { refusedWith } from '../fixtures/ended-start.ts'
import { electionLeases } from '../fixtures/lease-holders.ts'
import { onExternalEtcd, onMysql, onPostgres, onSqlite } from '../fixtures/shared-datastore.ts'
import type { Answer } from '../https-get.ts'
import type { Lab } from '../lab.ts'
import { isAtLeast, stopsCleanly } from '../version.ts'

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`
const told = ({ status, body }: Answer): string => `${status} ${/"message":\s*"([^"]*)"/.exec(body)?.[1] ?? ''}`.trim()

type Observed = typeof onPostgres
type Draft = Omit<Clause, 'id' | 'needs' | 'takes'>

/** Lines about one kind, all of which need what an image may declare to lack. */
const about = (kind: string, takes: readonly ImageRole[], drafts: Record<string, Draft>): Clause[] =>
  Object.entries(drafts).map(([word, draft]) => ({
    id: `6-${kind}-${word}`,
    needs: 'external-datastores',
    takes,
    ...draft,
  }))

/** What holds without an embedded etcd, wherever the objects are. */
const withoutEtcd = (name: string, observed: Observed): Record<string, Draft> => ({
  roles: {
    promise: `a Node on ${name} has the control plane's role, not etcd's, and says nothing of votes`,
    stated: 'k3s:pkg/etcd/metadata_controller.go',
    async test(lab) {
      const { labels, votes } = await observed(lab)
      const roles = labels.filter(label => label.startsWith('node-role.')).map(label => label.split('/')[1]!)
      const seen = `roles ${roles.join(', ')}; EtcdIsVoter ${votes || 'is not there'}`
      return expectThat(roles.includes('control-plane') && !roles.includes('etcd') && !/True|False/.test(votes), seen)
    },
  },
  bootstrap: {
    promise: `/v1-k3s/server-bootstrap answers 400 'etcd disabled' to user server on ${name}`,
    stated: 'k3s:pkg/server/handlers/handlers.go',
    async test(lab) {
      const { bootstrap } = await observed(lab)
      return expectThat(bootstrap.status === 400 && bootstrap.body.includes('etcd disabled'), told(bootstrap))
    },
  },
  'db-info': {
    promise: `/db/info tells no members on ${name}`,
    derived: 'k3s:pkg/etcd/etcd.go',
    async test(lab) {
      const { dbInfo } = await observed(lab)
      return expectThat(dbInfo.status >= 400, told(dbInfo))
    },
  },
})

/** What holds of servers that share a datastore. */
const shared = (name: string, observed: Observed): Record<string, Draft> => ({
  forms: {
    promise: `two servers that start at once on ${name} become ready, and have one CA`,
    stated: 'k3s:pkg/cluster/storage.go',
    async test(lab) {
      const { readyMs, ends, authorities } = await observed(lab)
      return expectThat(new Set(authorities).size === 1, `ready after ${seconds(readyMs)}, ${ends} ended before`)
    },
  },
  critical: {
    promise: `they differ in a critical setting, and on ${name} nobody refuses that`,
    stated: 'docs:cli/server',
    async test(lab) {
      const { readyMs } = await observed(lab)
      return `both were ready after ${seconds(readyMs)}`
    },
  },
  leases: {
    promise: `on ${name} the controllers, the scheduler and k3s elect by leases, and there is no k3s-etcd`,
    stated: 'k3s:pkg/cluster/cluster.go',
    test: lab => leasesAre(lab, observed, electionLeases.slice(0, 3)),
  },
  'wrong-token': {
    promise: `a server with another token ends on ${name}, and says that the bootstrap data is encrypted with it`,
    stated: 'k3s:pkg/cluster/storage.go',
    test: async lab =>
      refusedWith((await observed(lab)).stranger!, /bootstrap data already found and encrypted with different token/),
  },
  ...withoutEtcd(name, observed),
})

/** What holds of a database that kine asks. */
const byKine = (name: string, observed: Observed): Record<string, Draft> => ({
  socket: {
    promise: `server/kine.sock is there on ${name}, and no etcd`,
    derived: 'kine:pkg/endpoint/endpoint.go',
    async test(lab) {
      const { files } = await observed(lab)
      return expectThat(files.includes('kine.sock=') && !files.includes('etcd/'), files.join(' '))
    },
  },
  secret: {
    promise: `the password of ${name} is in no list of processes and no log`,
    derived: 'k3s:pkg/cli/server/server.go',
    async test(lab) {
      const { exposed } = await observed(lab)
      return expectThat(exposed === 0, `found ${exposed} times`)
    },
  },
})

async function leasesAre(lab: Lab, observed: Observed, wanted: readonly string[]): Promise<string> {
  const { leases } = await observed(lab)
  const found = leases.filter(name => electionLeases.includes(name))
  return expectThat([...found].sort().join() === [...wanted].sort().join(), found.join(', ') || 'none')
}

const outage: Record<string, Draft> = {
  'holder-ends': {
    promise: 'who holds a lease of Kubernetes ends within 25 s of the loss of PostgreSQL, not with 0',
    derived: 'kubernetes:cmd/kube-scheduler/app/options/options.go',
    fallback: "the check 'restarts' forgives a lease holder's restart, and does not demand it",
    async test(lab) {
      const { held, holder } = await postgresOutage(lab)
      const end = holder ? `code ${holder.exitCode} after ${seconds(holder.tookMs)}: ${holder.words}` : 'it went on'
      return expectThat(
        holder !== undefined && holder.exitCode !== 0 && holder.tookMs < 25_000,
        `held ${held.join(', ')}: ${end}`,
      )
    },
  },
  'others-survive': {
    promise: 'who holds none goes on without PostgreSQL, and is ready by itself when it is back',
    derived: 'kubernetes:cmd/kube-scheduler/app/options/options.go',
    fallback: "the check 'restarts' tells who ended that held nothing",
    async test(lab) {
      const { other, againMs } = await postgresOutage(lab)
      const end = other
        ? `ended with ${other.exitCode} after ${seconds(other.tookMs)}: ${other.words}`
        : `ready ${seconds(againMs)} after`
      return expectThat(other === undefined, end)
    },
  },
  'down-at-start': {
    promise: 'a server that starts while PostgreSQL is down waits for it, and is ready by itself when it is back',
    stated: 'kine:pkg/drivers/pgsql/pgsql.go',
    exempt: version => (isAtLeast(version, 30) ? undefined : `${version} may have a kine that ends at once`),
    async test(lab) {
      const { start, waitedMs } = await postgresOutage(lab)
      const end = start ? `ended with ${start.exitCode} after ${seconds(start.tookMs)}: ${start.words}` : ''
      return expectThat(start === undefined, end || `ready ${seconds(waitedMs)} after`)
    },
  },
  kept: {
    promise: 'what was written before the loss of PostgreSQL is there afterwards',
    derived: 'kine:pkg/drivers/pgsql/pgsql.go',
    async test(lab) {
      const { kept } = await postgresOutage(lab)
      return expectThat(kept, kept ? 'the object is there' : 'it is gone')
    },
  },
  stop: {
    promise: 'SIGTERM ends a server on PostgreSQL in less than 10 s with code 0',
    derived: 'k3s:pkg/signals/signals.go',
    exempt: version => (stopsCleanly(version) ? undefined : `${version} is older than the fix of PID 1 (contract 8.4)`),
    fallback: 'a stop is judged by what clients see; the exit code is recorded, not asserted',
    async test(lab) {
      const { exitCode, tookMs } = (await postgresOutage(lab)).stop
      return expectThat(exitCode === 0 && tookMs < 10_000, `code ${exitCode} after ${seconds(tookMs)}`)
    },
  },
}

const mysqlDown: Draft = {
  promise: 'a server that starts while MySQL is down ends, not with 0',
  stated: 'kine:pkg/drivers/mysql/mysql.go',
  async test(lab) {
    const end = await mysqlDownAtStart(lab)
    return expectThat(
      end !== undefined && end.exitCode !== 0,
      end ? `code ${end.exitCode} after ${seconds(end.tookMs)}: ${end.words}` : 'it went on',
    )
  },
}

/** Clusters of their own, each gone when it has been looked at. */
export const datastores: Suite = {
  title: 'datastores other than the embedded etcd',
  clauses: [
    ...about('sqlite', [], {
      file: {
        promise:
          'without --cluster-init, --server and an endpoint the objects are in server/db/state.db, and no etcd is there',
        stated: 'k3s:pkg/cluster/cluster.go',
        async test(lab) {
          const { files } = await onSqlite(lab)
          return expectThat(files.includes('state.db') && !files.includes('etcd/'), files.join(' '))
        },
      },
      leases: {
        promise: 'nobody elects on sqlite: none of the leases exists',
        stated: 'k3s:pkg/cluster/cluster.go',
        test: lab => leasesAre(lab, onSqlite, []),
      },
      ...withoutEtcd('sqlite', onSqlite),
    }),
    ...about('postgres', ['postgres'], {
      ...shared('PostgreSQL', onPostgres),
      ...byKine('PostgreSQL', onPostgres),
      ...outage,
    }),
    ...about('mysql', ['mysql'], {
      ...shared('MySQL', onMysql),
      ...byKine('MySQL', onMysql),
      'down-at-start': mysqlDown,
    }),
    ...about('external-etcd', ['etcd'], shared('an external etcd', onExternalEtcd)),
  ],
}
