import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { nowUs } from '../base/clock.ts'
import { longestOutage, outagesOf } from '../checks/outage.ts'
import type { Connection, Sample } from '../history/records.ts'
import { samplesOf } from '../history/samples.ts'
import { Probe } from './probe.ts'
import type { Identity } from './protocol.ts'
import { Recorder } from './recorder.ts'
import { startSchedule } from './schedule.ts'

const intervalMs = 50
const stalledMs = 250
// Everything shares one busy process here: the server, the probe, and the planting.
const slackUs = 150_000

let identity: Identity
let server: Server
let port: number
const sockets = new Set<{ destroy(): void }>()

beforeAll(async () => {
  const directory = mkdtempSync(join(tmpdir(), 'holdfast-probe-'))
  const [key, cert] = [join(directory, 'key.pem'), join(directory, 'cert.pem')]
  const request = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '1']
  const name = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1']
  execFileSync('openssl', [...request, ...name, '-keyout', key, '-out', cert], { stdio: 'ignore' })
  identity = { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8'), ca: readFileSync(cert, 'utf8') }
  rmSync(directory, { recursive: true })
  server = createServer({ key: identity.key, cert: identity.cert }, (_request, response) => response.end('{}'))
  server.on('secureConnection', socket => {
    sockets.add(socket)
    socket.on('error', () => {}).on('close', () => sockets.delete(socket))
  })
  port = await listen(0)
})

afterAll(() => stopListening())

async function listen(at: number): Promise<number> {
  server.listen(at, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

function stopListening(): void {
  server.close()
  for (const socket of sockets) socket.destroy()
}

/** Probes for as long as `meanwhile` takes. */
async function samplesDuring(connection: Connection, meanwhile: () => Promise<void>): Promise<Sample[]> {
  const samples: Sample[] = []
  const recorder = new Recorder(line => samples.push(JSON.parse(line)))
  const definition = {
    id: 'test',
    path: 'lb',
    operation: 'cached-read',
    connection,
    intervalMs,
    deadlineMs: 1000,
  } as const
  const probe = new Probe(definition, `https://127.0.0.1:${port}`, identity, 'ns', recorder)
  const stop = startSchedule([probe])
  await meanwhile()
  stop()
  await probe.drained()
  return samples
}

test.each(['new', 'reused'] as const)(
  'a refusal of 600 ms is found on %s connections, edges and all',
  async connection => {
    let planted = { fromUs: 0, toUs: 0 }
    const samples = await samplesDuring(connection, async () => {
      await sleep(500)
      stopListening()
      const fromUs = nowUs()
      await sleep(600)
      await listen(port)
      planted = { fromUs, toUs: nowUs() }
      await sleep(500)
    })
    const outage = longestOutage(outagesOf(samplesOf(samples), stalledMs))!
    expect(outage.closed).toBe(true)
    expect(outage.fromUs).toBeGreaterThan(planted.fromUs - slackUs)
    expect(outage.fromUs).toBeLessThan(planted.fromUs + intervalMs * 1000 + slackUs)
    expect(outage.toUs).toBeGreaterThanOrEqual(planted.toUs)
    expect(outage.toUs).toBeLessThan(planted.toUs + intervalMs * 1000 + slackUs)
    expect(Object.keys(outage.outcomes)).toContain('refused')
  },
)

test('a server that hangs is a time-out at the deadline, and new samples go on meanwhile', async () => {
  const [handler] = server.listeners('request') as ((...args: unknown[]) => void)[]
  server.removeAllListeners('request')
  const samples = await samplesDuring('new', () => sleep(400))
  server.on('request', handler!)
  expect(samples.length).toBeGreaterThan(4)
  expect(new Set(samples.map(({ outcome }) => outcome))).toEqual(new Set(['timeout']))
  for (const { endUs, intendedUs } of samples) expect(endUs - intendedUs).toBeGreaterThan(990_000)
})

test('without a fault there is no outage', async () => {
  const samples = await samplesDuring('reused', () => sleep(800))
  expect(samples.filter(({ outcome }) => outcome === 'ok').length).toBeGreaterThan(10)
  expect(outagesOf(samplesOf(samples), 1000)).toEqual([])
})
