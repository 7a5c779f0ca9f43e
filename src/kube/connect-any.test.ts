import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:https'
import type { AddressInfo, Server } from 'node:net'
import { createServer as createTcpServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Agent, request } from 'undici'
import { afterAll, expect, test } from 'vitest'
import { makeCertificate } from '../calibrate/certificate.ts'
import { connectAny } from './connect-any.ts'

const directory = mkdtempSync(join(tmpdir(), 'holdfast-connect-any-'))
const { ca, cert, key } = makeCertificate(directory)
const opened: Server[] = []
const closing: Agent[] = []

async function listening(server: Server): Promise<number> {
  opened.push(server)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}
const answering = (word: string) => listening(createServer({ cert, key }, (_, response) => response.end(word)))
/** Takes connections and says nothing, as the port of a frozen container does. */
const silent = () => listening(createTcpServer(() => {}))
async function closed(): Promise<number> {
  const port = await listening(createTcpServer())
  await new Promise(resolve => opened.pop()!.close(resolve))
  return port
}
async function ask(ports: number[], timeoutMs = 2000): Promise<string> {
  const agent = new Agent({ connect: connectAny(ports, { ca }, timeoutMs) })
  closing.push(agent)
  const { body } = await request(`https://127.0.0.1:${ports[0]}/`, { dispatcher: agent })
  return body.text()
}

afterAll(async () => {
  await Promise.all(closing.map(agent => agent.destroy()))
  for (const server of opened) server.close()
  rmSync(directory, { recursive: true })
})

test('the first port that lets a session stand: past one that refuses and one that hangs', async () => {
  expect(await ask([await closed(), await answering('second')])).toBe('second')
  expect(await ask([await silent(), await answering('behind a frozen one')])).toBe('behind a frozen one')
})

test('with no way in it fails, within its time', async () => {
  await expect(ask([await closed(), await closed()])).rejects.toThrow(/ECONNREFUSED/)
  const startedMs = performance.now()
  await expect(ask([await silent(), await silent()], 600)).rejects.toThrow()
  expect(performance.now() - startedMs).toBeLessThan(3000)
})
