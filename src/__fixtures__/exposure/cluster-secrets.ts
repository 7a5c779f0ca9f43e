import type { Engine } from '../../engine/engine.ts'
import { execute } from '../../engine/execute.ts'
import type { Secret } from './find-leaks.ts'

const directories = [
  '/etc/rancher',
  '/var/lib/rancher/k3s/server',
  '/var/lib/rancher/k3s/agent',
  '/var/lib/kubelet/pods',
]
const names = ['*.key', '*.kubeconfig', 'k3s.yaml', 'config.yaml', 'passwd', 'password', 'token']
const list = ['find', ...directories, '-type', 'f', '(', ...names.flatMap(name => ['-o', '-name', name]).slice(1), ')']
const printAll = ['-exec', 'sh', '-c', 'for file; do echo "=== $file"; cat "$file"; done', '-', '{}', '+']

/** All that must stay secret of a running server, as its files hold it now. */
export async function secretsOfServer(engine: Engine, id: string): Promise<Secret[]> {
  const { stdout } = await execute(engine, id, [...list, ...printAll])
  return stdout
    .split(/^=== /m)
    .slice(1)
    .flatMap(file => {
      const end = file.indexOf('\n')
      return secretsIn(file.slice(0, end), file.slice(end + 1))
    })
}

/** The secrets in one file of a server, by the file's name. */
export function secretsIn(path: string, text: string): Secret[] {
  const found = (pattern: RegExp) => [...text.matchAll(pattern)].map(([, value]) => value!)
  const values = [
    ...privateKeys(text),
    ...found(/client-key-data: (\S+)/g).flatMap(data => privateKeys(Buffer.from(data, 'base64').toString())),
    ...found(/^token: (\S+)$/gm),
    // The signature of a service account's token.
    ...found(/^eyJ[\w-]+\.[\w-]+\.([\w-]+)$/gm),
    ...(path.endsWith('/passwd') ? found(/^([^,\n]+),/gm) : []),
    ...(path.endsWith('/password') ? [text.trim()] : []),
    ...(path.endsWith('/server/token') ? found(/^K10[0-9a-f]+::\w+:(\S+)$/gm) : []),
  ]
  return values.map(value => ({ name: path, value }))
}

/** Its first line holds the secret of an elliptic curve's key; later ones hold the public half too, which any certificate shows. */
const privateKeys = (text: string): string[] =>
  [...text.matchAll(/-----BEGIN [A-Z ]*PRIVATE KEY-----\n(\S+)\n/g)].map(([, line]) => line!)
