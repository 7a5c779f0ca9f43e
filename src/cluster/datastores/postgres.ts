import type { Datastore } from './datastore.ts'
import { datastoreFiles, datastoreSettings } from './server-files.ts'
import { sql, sqlFiles, startScript } from './sql-files.ts'

const port = 5432
const accessFile = '/holdfast/pg_hba.conf'
const clientFile = '/holdfast/pgpass'

/** One PostgreSQL, which the servers reach through kine; nobody enters from outside but over TLS and by password. */
export const postgres: Datastore = {
  serverArgs: () => [],
  serverConfig: ({ nodes, secrets }) => {
    const { ip } = nodes.find(({ id }) => id === 'db:0')!
    return datastoreSettings(
      `postgres://${sql.user}:${secrets.password}@${ip}:${port}/${sql.database}?sslmode=verify-full`,
    )
  },
  serverFiles: context => datastoreFiles(context),
  isShared: true,
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
    query: ({ ip }) => {
      const where = `host=${ip} port=${port} dbname=${sql.database} user=${sql.user} passfile=${clientFile}`
      const tls = `sslmode=verify-full sslrootcert=${sql.caFile} connect_timeout=2`
      return ['psql', `${where} ${tls}`, '--tuples-only', '--command', 'SELECT 1']
    },
  },
}
