import type { NodeAddress } from '../../topology/addresses.ts'
import type { Datastore } from './datastore.ts'
import { sql, sqlFiles, startScript } from './sql-files.ts'

const port = 5432
const accessFile = '/holdfast/pg_hba.conf'
const clientFile = '/holdfast/pgpass'

/** One PostgreSQL; nobody enters from outside but over TLS and by password. */
export const postgres: Datastore = {
  endpoint: ({ nodes, secrets }) => {
    const { ip } = nodes.find(({ id }) => id === 'db:0')!
    const url = `postgres://${sql.user}:${secrets.password}@${ip}:${port}/${sql.database}?sslmode=verify-full`
    return { url, asksCertificate: false }
  },
  nodes: {
    image: 'postgres',
    container: (context, node) => ({
      entrypoint: startScript('postgres', [
        'postgres',
        ...Object.entries({
          listen_addresses: '*',
          max_connections: sql.maxConnections,
          hba_file: accessFile,
          ssl: 'on',
          ssl_cert_file: sql.certFile,
          ssl_key_file: sql.keyFile,
        }).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
      ]),
      environment: {
        POSTGRES_USER: sql.user,
        POSTGRES_DB: sql.database,
        POSTGRES_PASSWORD_FILE: sql.passwordFile,
      },
      restart: 'unless-stopped',
      files: [
        ...sqlFiles(context, node),
        { path: accessFile, mode: 0o644, content: 'local all all trust\nhostssl all all all scram-sha-256\n' },
        { path: clientFile, mode: 0o600, content: `*:*:*:${sql.user}:${context.secrets.password}\n` },
      ],
    }),
    // An SSLRequest (PostgreSQL's protocol, message formats), which is answered with one letter.
    greeting: { port, hello: 'AAAACATSFi8=' },
    query: node => asServer(node, 'SELECT 1'),
    sql: {
      port,
      write: node => asServer(node, sql.noChange),
      // Whoever comes by the socket has no address.
      endConnections: asAdministrator(
        'SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE client_addr IS NOT NULL',
      ),
      refuseChanges: {
        // The last word on every setting but those of its command line; also of one that starts again.
        file: { path: '/var/lib/postgresql/data/postgresql.auto.conf', line: 'default_transaction_read_only = on' },
        start: asAdministrator('SELECT pg_reload_conf()'),
        end: asAdministrator('SELECT pg_reload_conf()'),
      },
    },
  },
}

/** psql, as a server would come: by address, over TLS. */
function asServer({ ip }: NodeAddress, statement: string): string[] {
  const where = `host=${ip} port=${port} dbname=${sql.database} user=${sql.user} passfile=${clientFile}`
  const tls = `sslmode=verify-full sslrootcert=${sql.caFile} connect_timeout=2`
  return ['psql', `${where} ${tls}`, '--tuples-only', '--command', statement]
}

/** psql by the database's own socket. */
function asAdministrator(statement: string): string[] {
  return ['psql', `dbname=${sql.database} user=${sql.user}`, '--tuples-only', '--command', statement]
}
