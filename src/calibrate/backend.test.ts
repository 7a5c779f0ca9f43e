import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { nowUs } from '../base/clock.ts'
import { freePort } from '../cluster/free-port.ts'
import type { Sample } from '../history/records.ts'
import { Probe } from '../prober/probe.ts'
import { Recorder } from '../prober/recorder.ts'
import { Backend } from './backend.ts'
import { type Certificate, makeCertificate } from './certificate.ts'
import { plant } from './plant.ts'

let certificate: Certificate
let backend: Backend

beforeAll(async () => {
  const directory = mkdtempSync(join(tmpdir(), 'holdfast-backend-'))
  certificate = makeCertificate(directory)
  rmSync(directory, { recursive: true })
  backend = new Backend(await freePort(), certificate, () => {})
  await backend.listen()
})
afterAll(() => backend.refuse())

/** One sample, and one more after the heal; on a connection that was kept from before, or on new ones. */
async function outcomes(kind: 'refuse' | 'reset' | '503' | 'hang' | 'pause', connection: 'new' | 'reused') {
  const samples: Sample[] = []
  const recorder = new Recorder(line => samples.push(JSON.parse(line)))
  const definition = {
    id: 's',
    path: 'lb',
    operation: 'static-read',
    connection,
    intervalMs: 1000,
    deadlineMs: 2000,
  } as const
  const probe = new Probe(definition, `https://127.0.0.1:${backend.port}`, certificate, 'ns', recorder)
  probe.send(0, nowUs())
  await probe.drained()
  const heal = plant[kind](backend)
  await sleep(20)
  probe.send(1, nowUs())
  await sleep(100)
  await heal()
  await probe.drained()
  probe.send(2, nowUs())
  await probe.drained()
  return samples.map(({ outcome }) => outcome)
}

test.each([
  ['refuse', 'refused'],
  ['reset', 'reset'],
  ['503', '5xx'],
  ['hang', 'reset'],
  ['pause', 'ok'],
] as const)('%s is seen as %s while it lasts, and not after', async (kind, outcome) => {
  expect(await outcomes(kind, 'new')).toEqual(['ok', outcome, 'ok'])
  expect(await outcomes(kind, 'reused')).toEqual(['ok', outcome, 'ok'])
})
