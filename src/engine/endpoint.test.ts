import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { dockerOptions } from './endpoint.ts'
import { candidateEndpoints } from './endpoints.ts'
import { privateHost } from './private-paths.ts'

const options = (host: string) => dockerOptions({ host, source: 'DOCKER_HOST', chosen: true })

test('an address becomes options of the client', () => {
  expect(options('unix:///run/x.sock')).toEqual({ socketPath: '/run/x.sock' })
  expect(options('tcp://10.0.0.1')).toEqual({ protocol: 'http', host: '10.0.0.1', port: 2375 })
  expect(options('tcp://10.0.0.1:99')).toEqual({ protocol: 'http', host: '10.0.0.1', port: '99' })
  expect(options('ssh://me@far')).toEqual({ protocol: 'ssh', host: 'far', port: 22, username: 'me' })
  expect(() => options('/var/run/docker.sock')).toThrow("DOCKER_HOST: '/var/run/docker.sock' is no engine address")
})

function contextDirectory(currentContext: string): string {
  const directory = mkdtempSync(join(tmpdir(), 'holdfast-context-'))
  onTestFinished(() => rmSync(directory, { recursive: true }))
  const meta = join(directory, 'contexts/meta', createHash('sha256').update('far').digest('hex'))
  mkdirSync(meta, { recursive: true })
  writeFileSync(join(meta, 'meta.json'), JSON.stringify({ Endpoints: { docker: { Host: 'ssh://me@far' } } }))
  writeFileSync(join(directory, 'config.json'), JSON.stringify({ currentContext }))
  return directory
}

test('DOCKER_HOST goes before the context, and what was chosen stands alone', async () => {
  const DOCKER_CONFIG = contextDirectory('far')
  expect(await candidateEndpoints({ DOCKER_CONFIG, DOCKER_HOST: 'tcp://x' })).toMatchObject([
    { host: 'tcp://x', chosen: true },
  ])
  expect(await candidateEndpoints({ DOCKER_CONFIG })).toEqual([
    { host: 'ssh://me@far', source: "the Docker context 'far'", chosen: true },
  ])
})

test('without a choice the private engine comes last; a context that does not exist is an error', async () => {
  const DOCKER_CONFIG = contextDirectory('default')
  expect((await candidateEndpoints({ DOCKER_CONFIG })).at(-1)).toMatchObject({ host: privateHost, chosen: false })
  await expect(candidateEndpoints({ DOCKER_CONFIG, DOCKER_CONTEXT: 'gone' })).rejects.toThrow(
    "context 'gone' cannot be read",
  )
})
