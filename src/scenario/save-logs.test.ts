import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { fakeCluster } from '../cluster/__fixtures__/fake-cluster.ts'
import { saveLogs } from './save-logs.ts'

const token = 'c4f1e0d2b3a495867786950403a2b1c0'
const password = '0f1e2d3c4b5a69788796a5b4c3d2e1f0'
const said = `2026-11-22T06:28:15Z joining with ${token}
2026-11-22T06:28:16Z full token K10abcdef0123456789abcdef::server:${token}
2026-11-22T06:28:17Z request: Authorization: Basic ${Buffer.from(`server:${token}`).toString('base64')}
2026-11-22T06:28:18Z kine uses postgres://k3s:${token}@db:5432/k3s
2026-11-22T06:28:19Z -----BEGIN EC PRIVATE KEY-----
MHcCAQEEIEUISvX
-----END EC PRIVATE KEY-----
2026-11-22T06:28:20Z the database was told ${password}
2026-11-22T06:28:21Z ready
`

/** The engine's framing of stdout. */
function framed(text: string): Buffer {
  const header = Buffer.from([1, 0, 0, 0, 0, 0, 0, 0])
  header.writeUInt32BE(Buffer.byteLength(text), 4)
  return Buffer.concat([header, Buffer.from(text)])
}

test('a saved log holds no secret, keeps the rest, and is the owner’s alone', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'holdfast-logs-'))
  try {
    const docker = { ping: async () => 'OK', getContainer: () => ({ logs: async () => framed(said) }) }
    const containers = new Map([['server:0', 'id']])
    const cluster = fakeCluster({ engine: { docker }, containers, token, secrets: { password } })
    await saveLogs(cluster, directory)
    const file = join(directory, 'server-0.log')
    expect(await readFile(file, 'utf8')).toMatchInlineSnapshot(`
      "2026-11-22T06:28:15Z joining with ‹token›
      2026-11-22T06:28:16Z full token ‹hidden›
      2026-11-22T06:28:17Z request: Authorization: Basic ‹hidden›
      2026-11-22T06:28:18Z kine uses postgres://k3s:‹hidden›@db:5432/k3s
      2026-11-22T06:28:19Z ‹hidden›
      2026-11-22T06:28:20Z the database was told ‹password›
      2026-11-22T06:28:21Z ready
      "
    `)
    expect((await stat(file)).mode & 0o777).toBe(0o600)
  } finally {
    await rm(directory, { recursive: true })
  }
})
