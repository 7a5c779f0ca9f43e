import type { Datastore } from './datastore.ts'
import { sql, sqlFiles, startScript } from './sql-files.ts'

const port = 3306
const clientFile = '/holdfast/client.cnf'
const administratorFile = '/holdfast/administrator.cnf'

// One that ended by itself meanwhile is no failure.
const endConnections = `kills=$(mysql --defaults-file=${administratorFile} --batch --skip-column-names --execute "
  SELECT CONCAT('KILL ', id, ';') FROM information_schema.processlist WHERE user = '${sql.user}'")
echo "$kills" | mysql --defaults-file=${administratorFile} --force || true
echo "$kills" | grep -c KILL`

/** One MySQL, or MariaDB; nobody enters from outside but over TLS and by password. */
export const mysql: Datastore = {
  endpoint: ({ nodes, secrets }) => {
    const { ip } = nodes.find(({ id }) => id === 'db:0')!
    const url = `mysql://${sql.user}:${secrets.password}@tcp(${ip}:${port})/${sql.database}`
    return { url, asksCertificate: false }
  },
  nodes: {
    image: 'mysql',
    container: (context, node) => ({
      entrypoint: startScript('mysql', [
        'mysqld',
        '--bind-address=0.0.0.0',
        '--skip-name-resolve',
        `--max-connections=${sql.maxConnections}`,
        '--require-secure-transport=ON',
        `--ssl-ca=${sql.caFile}`,
        `--ssl-cert=${sql.certFile}`,
        `--ssl-key=${sql.keyFile}`,
      ]),
      environment: {
        MYSQL_USER: sql.user,
        MYSQL_DATABASE: sql.database,
        MYSQL_PASSWORD_FILE: sql.passwordFile,
        // The official image wants a root; only its own container lets that one in.
        MYSQL_ROOT_PASSWORD_FILE: sql.passwordFile,
        MYSQL_ROOT_HOST: 'localhost',
        MYSQL_INITDB_SKIP_TZINFO: 'yes',
      },
      restart: 'unless-stopped',
      files: [
        ...sqlFiles(context, node),
        { path: clientFile, mode: 0o600, content: clientSettings(node.ip, context.secrets.password) },
        { path: administratorFile, mode: 0o600, content: administratorSettings(context.secrets.password) },
      ],
    }),
    // It speaks first.
    greeting: { port },
    query: () => asServer('SELECT 1'),
    sql: {
      port,
      write: () => asServer(sql.noChange),
      endConnections: ['sh', '-ec', endConnections],
      // It does not bind who may set it, its administrator; a server's user may not.
      refuseChanges: {
        start: asAdministrator('SET GLOBAL read_only = 1'),
        end: asAdministrator('SET GLOBAL read_only = 0'),
      },
    },
  },
}

/** The client, as a server would come: by address, over TLS. */
function asServer(statement: string): string[] {
  return ['mysql', `--defaults-file=${clientFile}`, '--batch', '--execute', statement, sql.database]
}

/** The client by the database's own socket. */
function asAdministrator(statement: string): string[] {
  return ['mysql', `--defaults-file=${administratorFile}`, '--batch', '--skip-column-names', '--execute', statement]
}

// Each client of the two knows one of the last two settings, and says so of the other alone.
const clientSettings = (host: string, password: string): string => `[client]
user=${sql.user}
password=${password}
host=${host}
port=${port}
connect-timeout=2
ssl-ca=${sql.caFile}
loose-ssl-mode=VERIFY_IDENTITY
loose-ssl-verify-server-cert=1
`

// The official image asks its root for the password, Debian's knows it by the socket.
const administratorSettings = (password: string): string => `[client]
user=root
password=${password}
socket=/var/run/mysqld/mysqld.sock
`
