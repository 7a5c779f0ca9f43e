import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { nowUs } from '../base/clock.ts'
import { longestOutage, outagesOf } from '../checks/outage.ts'
import type { Connection, Operation, Sample } from '../history/records.ts'
import { samplesOf } from '../history/samples.ts'
import { seriesOf } from '../scenario/probe-sets.ts'
import { selfSigned } from './__fixtures__/identity.ts'
import { PlantedServer } from './__fixtures__/planted-server.ts'
import { samplesDuring } from './__fixtures__/samples-during.ts'
import { Probe } from './probe.ts'
import type { Identity } from './protocol.ts'
import { Recorder } from './recorder.ts'

const intervalMs = 50
const stalledMs = 250
// Everything shares one busy process here: the server, the probe, and the planting.
const slackUs = 150_000

let identity: Identity
let server: PlantedServer

beforeAll(() => {
  identity = selfSigned()
})
beforeEach(async () => {
  server = await PlantedServer.start(identity)
})
afterEach(() => server.stop())

const during = (
  connection: Connection,
  meanwhile: Parameters<typeof samplesDuring>[1],
  operation: Operation = 'cached-read',
) => samplesDuring({ target: server.target, identity, connection, operation }, meanwhile)

const outcomesOf = (samples: Sample[]) => [...new Set(samples.map(({ outcome }) => outcome))].sort()
const details = (samples: Sample[], outcome: Sample['outcome']) => [
  ...new Set(samples.filter(sample => sample.outcome === outcome).map(({ detail }) => detail)),
]

describe.each(['new', 'reused', 'reused-h2'] as const)('on %s connections', connection => {
  test('a refusal of 600 ms is found, edges and all', async () => {
    const { port } = server
    let planted = { fromUs: 0, toUs: 0 }
    const samples = await during(connection, async () => {
      await sleep(500)
      server.stopListening()
      const fromUs = nowUs()
      await sleep(600)
      await server.listen(port)
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
    // What was never sent cannot have been carried out.
    expect(samples.filter(({ outcome, requestSent }) => outcome === 'refused' && requestSent)).toEqual([])
  })

  test('without a fault there is no outage, and each sample names the port that the server saw', async () => {
    const samples = await during(connection, more => more(10))
    const ok = samples.filter(({ outcome }) => outcome === 'ok')
    expect(outagesOf(samplesOf(samples), 1000)).toEqual([])
    const ports = new Set(ok.map(({ localPort }) => localPort))
    expect(server.ports).toEqual(expect.arrayContaining([...ports]))
    expect(ports.size).toBe(connection === 'new' ? ok.length : 1)
    for (const { sentUs, connectedUs, firstByteUs, endUs } of ok) {
      const times = [sentUs, connectedUs, firstByteUs, endUs] as number[]
      expect(times).toEqual([...times].sort((a, b) => a - b))
    }
  })

  test('a connection that is cut under a request tells how, and that the request had left', async () => {
    let requests = 0
    server.handler = () => requests++
    for (const [how, outcome] of [
      ['reset', 'reset'],
      ['close', 'closed'],
    ] as const) {
      const cutAll = async () => {
        await expect.poll(() => requests, { timeout: 5000, interval: 10 }).toBeGreaterThan(0)
        server.cut(how)
        requests = 0
      }
      const samples = await during(connection, cutAll)
      const cut = samples.filter(sample => sample.outcome === outcome)
      expect(cut.length, how).toBeGreaterThan(0)
      for (const { requestSent, localPort } of cut)
        expect({ requestSent, localPort }).toEqual({ requestSent: true, localPort: expect.any(Number) })
    }
  })

  test('an answer that breaks off in the middle is closed, not ok', async () => {
    server.handler = (_request, response) => {
      response.writeHead(200, { 'content-length': '100' })
      response.write('{')
      setTimeout(() => response.stream?.close?.(2) ?? response.socket?.destroySoon(), 20)
    }
    const samples = await during(connection, more => more(3))
    expect(outcomesOf(samples)).toEqual(['closed'])
  })

  test('a server that says that it cannot is believed, with its reason', async () => {
    server.handler = (_request, response) => {
      response.statusCode = 503
      response.end('{"kind":"Status","reason":"ServiceUnavailable"}')
    }
    const samples = await during(connection, more => more(3))
    expect(outcomesOf(samples)).toEqual(['5xx'])
    expect(details(samples, '5xx')).toEqual(['503 ServiceUnavailable'])
  })

  test('a handshake without an answer is a connect-timeout, and nothing was sent', async () => {
    server.blackHole = true
    const samples = await during(connection, more => more(3))
    const late = samples.filter(({ outcome }) => outcome === 'connect-timeout')
    expect(late.length).toBeGreaterThan(0)
    expect(details(late, 'connect-timeout')).toEqual(['no TLS handshake'])
    for (const sample of late) expect(sample).not.toHaveProperty('requestSent')
    for (const sample of late) expect(sample.endUs - sample.intendedUs).toBeGreaterThan(990_000)
  })

  test('a drain loses no sample: every number has its end', async () => {
    server.handler = (_request, response) => void setTimeout(() => response.end('{}'), 300)
    const samples: Sample[] = []
    const recorder = new Recorder(line => samples.push(JSON.parse(line)))
    const probe = new Probe(seriesOf('lb', 'cached-read', connection), server.target, identity, 'ns', recorder)
    for (const n of Array(10).keys()) probe.send(n, nowUs())
    // Whoever asks is told.
    await Promise.all([probe.drained(), probe.drained()])
    probe.close()
    expect(samples.map(({ n }) => n).sort((a, b) => a - b)).toEqual([...Array(10).keys()])
    expect(outcomesOf(samples)).toEqual(connection === 'reused' ? ['blocked', 'ok'] : ['ok'])
  })
})

test('a server that hangs is a timeout at the deadline, and new samples go on meanwhile', async () => {
  server.handler = () => {}
  const samples = await during('new', () => sleep(400))
  expect(samples.length).toBeGreaterThan(4)
  expect(outcomesOf(samples)).toEqual(['timeout'])
  for (const { endUs, intendedUs } of samples) expect(endUs - intendedUs).toBeGreaterThan(990_000)
})

test('a sample that is late by more than half its interval is void, of a slow series by more than 250 ms', async () => {
  const outcomeAt = async (operation: Operation, lateMs: number) => {
    const samples: Sample[] = []
    const recorder = new Recorder(line => samples.push(JSON.parse(line)))
    const probe = new Probe(seriesOf('lb', operation, 'new'), server.target, identity, 'ns', recorder)
    probe.send(0, nowUs() - lateMs * 1000)
    await probe.drained()
    return samples[0]!.outcome
  }
  expect(await outcomeAt('cached-read', 10)).toBe('ok')
  expect(await outcomeAt('cached-read', 26)).toBe('void')
  expect(await outcomeAt('readyz', 200)).toBe('ok')
  expect(await outcomeAt('readyz', 251)).toBe('void')
})

test('a busy reused connection blocks, and no other is opened for it', async () => {
  server.handler = (_request, response) => void setTimeout(() => response.end('{}'), 180)
  const samples = await during('reused', () => sleep(700))
  expect(outcomesOf(samples)).toEqual(['blocked', 'ok'])
  expect(server.ports).toHaveLength(1)
})

test.each(['tcp-connect', 'tls'] as const)('%s ends with the connection and sends nothing', async operation => {
  let requests = 0
  server.handler = () => requests++
  const samples = await during('new', more => more(4), operation)
  expect(outcomesOf(samples)).toEqual(['ok'])
  expect(server.ports).toEqual(expect.arrayContaining(samples.map(({ localPort }) => localPort)))
  expect(requests).toBe(0)
  for (const sample of samples) expect(sample).not.toHaveProperty('requestSent')
})

test('tcp-connect is blind to what tls sees', async () => {
  server.blackHole = true
  expect(outcomesOf(await during('new', more => more(2), 'tcp-connect'))).toEqual(['ok'])
  expect(outcomesOf(await during('new', more => more(2), 'tls'))).toEqual(['connect-timeout'])
})

test('a certificate of another authority is a failure of TLS', async () => {
  const other = selfSigned()
  const samples = await samplesDuring({ target: server.target, identity: other }, more => more(2))
  expect(outcomesOf(samples)).toEqual(['tls'])
})
