import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import type { LedgerRecord } from '../history/ledger-records.ts'
import { ApiServer } from '../ledger/__fixtures__/api-server.ts'
import { newIdentity } from '../ledger/__fixtures__/identity.ts'
import { bundleLedger } from '../ledger/bundle.ts'
import { LedgerClients } from './ledger-clients.ts'

// A busy machine starts a program late.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })

const identity = newIdentity()
let directory: string
let program: string
let server: ApiServer
let child: ChildProcess
let clients: LedgerClients
let records: LedgerRecord[]

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'holdfast-ledger-'))
  program = join(directory, 'ledger.mjs')
  await writeFile(program, await bundleLedger())
})
beforeEach(async () => {
  server = await ApiServer.start(identity, 'direct:server:0')
  records = []
  const { stdin, stdout, stderr } = spawned()
  const { target } = server
  const balancer = { ...target, path: 'lb' as const }
  const setup = { writer: 'ledger-0', balancer, servers: [target], api: identity, namespace: 'holdfast', seed: 7 }
  clients = new LedgerClients({ stdin, stdout, stderr }, setup, line => void records.push(JSON.parse(line)))
  await expect
    .poll(() => records.filter(({ type }) => type === 'operation').length, { timeout: 20_000 })
    .toBeGreaterThan(9)
})
afterEach(async () => {
  child.kill('SIGKILL')
  await server[Symbol.asyncDispose]()
})
afterAll(() => rm(directory, { recursive: true }))

function spawned() {
  const process_ = spawn(process.execPath, [program], { stdio: 'pipe' })
  child = process_
  return process_
}

test('the program, as it is bundled, leaves a record without a gap, with its end and a long final list', async () => {
  for (let n = 0; n < 5000; n++) server.store.write(`written-by-somebody-${n}`, undefined)
  await clients.finish(AbortSignal.timeout(20_000))
  expect(records.map(({ seq }) => seq)).toEqual(records.map((_, index) => index))
  expect(records.slice(-2).map(({ type }) => type)).toEqual(['final-list', 'end'])
  const list = records.at(-2)
  expect(list?.type === 'final-list' && list.objects.length).toBe(server.store.objects.size)
})

test('a program that died is told, with its last words', async () => {
  child.kill('SIGKILL')
  await expect(clients.finish(AbortSignal.timeout(20_000))).rejects.toThrow("the ledger's clients did not finish")
})

test('stopped in the middle it ends by itself, and its record has no end', async () => {
  clients.stop()
  await once(child, 'exit')
  expect(records.at(-1)!.type).not.toBe('end')
})
