// @module-tag nightly
// A database that servers cannot use, planted for real: each formation ends with a sentence that says why.
import { expect, test, vi } from 'vitest'
import { parse, stringify } from 'yaml'
import { CertificateAuthority } from '../../base/certificate-authority.ts'
import { ClusterError, hintOf, messageOf } from '../../base/errors.ts'
import type { Progress } from '../../base/progress.ts'
import { listByLabel } from '../../engine/remove.ts'
import { requireEngine } from '../../engine/require-engine.ts'
import { ensureImages } from '../../images/ensure-images.ts'
import { choiceFor } from '../../images/images-of.ts'
import { beginRun } from '../../run/run.ts'
import { parseTopology } from '../../topology/parse-topology.ts'
import type { ClusterContainers } from '../cluster.ts'
import { createContainers } from '../create-containers.ts'
import { form } from '../form.ts'

vi.setConfig({ testTimeout: 240_000 })

const signal = AbortSignal.timeout(600_000)
const silent: Progress = { stage: (_title, work) => work(() => {}), note: () => {} }

/** Forms one server before PostgreSQL after this was done to it; returns what the formation ended with. */
async function formAfter(plant: (cluster: ClusterContainers) => Promise<void>): Promise<unknown> {
  const engine = await requireEngine(silent, signal)
  const topology = parseTopology({ servers: 1, datastore: 'postgres' }, 'test')
  const images = await ensureImages(engine, choiceFor(topology), silent, signal)
  let label = ''
  try {
    await using run = await beginRun(engine, { title: 'a database that servers cannot use' })
    label = `holdfast.run=${run.id}`
    const cluster = await createContainers(engine, { runId: run.id, labels: run.labels, topology, images })
    await plant(cluster)
    return await form(cluster, { signal, awaiting: () => {}, onStage: () => {}, saveProberLine: () => {} }).catch(
      error => {
        expect(messageOf(error)).not.toContain(cluster.secrets.password)
        return error
      },
    )
  } finally {
    expect(await listByLabel(engine, label)).toEqual([])
  }
}

/** Changes the settings of the only server. */
async function settle(cluster: ClusterContainers, change: (endpoint: string) => Record<string, string>): Promise<void> {
  const server = cluster.node('server:0')
  const path = cluster.distribution.paths.configuration
  const settings = parse(await server.readFile(path)) as Record<string, string>
  const content = stringify({ ...settings, ...change(settings['datastore-endpoint']!) })
  await server.writeFiles({ path, mode: 0o600, content })
}

test.each<[string, (cluster: ClusterContainers) => Promise<void>, RegExp]>([
  [
    'refuses connections',
    cluster => settle(cluster, endpoint => ({ 'datastore-endpoint': endpoint.replace(':5432', ':5433') })),
    /connection refused/,
  ],
  [
    'knows another password',
    cluster => settle(cluster, endpoint => ({ 'datastore-endpoint': endpoint.replace(/:[0-9a-f]{32}@/, ':wrong@') })),
    /password authentication failed/,
  ],
  [
    'shows a certificate of another authority',
    async cluster => {
      const stranger = {
        path: '/etc/rancher/k3s/datastore/ca.crt',
        mode: 0o600,
        content: new CertificateAuthority('x').cert,
      }
      await cluster.node('server:0').writeFiles(stranger)
    },
    /certificate signed by unknown authority/,
  ],
])('a database that %s', async (_what, plant, words) => {
  const error = await formAfter(plant)
  expect(error).toBeInstanceOf(ClusterError)
  expect(messageOf(error)).toMatch(/^server:0 ends again and again, last with exit code 1; server:0 said last: /)
  expect(messageOf(error)).toMatch(words)
  expect(hintOf(error)).toBeDefined()
})
