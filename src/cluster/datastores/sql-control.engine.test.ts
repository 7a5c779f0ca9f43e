// @module-tag nightly
// What faults tell a real SQL database, and what a server then meets.
import { expect, test, vi } from 'vitest'
import { withDatastore } from './__fixtures__/with-datastore.ts'
import { datastoreOf } from './datastore-of.ts'

vi.setConfig({ testTimeout: 180_000 })

const node = 'db:0'
const kinds = {
  postgres: { admin: ['psql', '-U', 'k3s', '-c'], asleep: 'SELECT pg_sleep(60)' },
  mysql: { admin: ['mysql', 'k3s', '-e'], asleep: 'SELECT SLEEP(60)' },
} as const

test.each(Object.entries(kinds))('%s: refuses changes as long as told, ends connections', async (kind, how) => {
  await withDatastore(kind as keyof typeof kinds, async ({ cluster, run, untilAnswer }) => {
    const { exec, readFile, applySetting, address } = cluster.node(node)
    const { write, endConnections, refuseChanges } = datastoreOf(cluster.topology).nodes!.sql!
    const { file, start, end } = refuseChanges
    const change = async () => {
      const { exitCode, stderr } = await exec(write(address))
      return exitCode === 0 ? 'taken' : stderr
    }
    await run(node, ...how.admin, 'CREATE TABLE kine (id INTEGER)')
    expect(await change()).toBe('taken')

    const before = file && (await readFile(file.path))
    const files = (content: string) => (file ? [{ path: file.path, mode: 0o644, content }] : [])
    await applySetting({ files: files(`${before}${file?.line}\n`), command: start })
    await expect.poll(change).toMatch(/read.only/i)
    await applySetting({ files: files(before ?? ''), command: end })
    await expect.poll(change).toBe('taken')

    const asServer = write(address).map(word => word.replace(/^UPDATE.*/, how.asleep))
    const asleep = exec(asServer)
    await expect.poll(() => run(node, ...endConnections), { timeout: 10_000 }).toBe('1')
    const { exitCode, stderr } = await asleep
    expect(exitCode).not.toBe(0)
    // A client of MariaDB may meet the end of TLS before that of its session.
    expect(stderr).toMatch(/terminating connection|Lost connection|interrupted|unexpected eof/i)
    await untilAnswer(node)
  })
})
