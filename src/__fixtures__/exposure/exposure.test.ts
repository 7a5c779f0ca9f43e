import { spawn } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ContainerInspectInfo } from 'dockerode'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { secretsIn } from './cluster-secrets.ts'
import { exposureOf, listenersAt, loopback } from './container-exposure.ts'
import { findLeaks } from './find-leaks.ts'
import { filesBelow, hostProcesses, openToOthers } from './places.ts'

const canary = { name: 'canary', value: 'c4f1e0d2b3a495867786950403a2b1c0' }

let directory: string
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'holdfast-exposure-'))
})
afterEach(() => rm(directory, { recursive: true }))

test.each([
  ['as it is', `--token=${canary.value} more`],
  ['in an Authorization header', `Basic ${Buffer.from(`server:${canary.value}`).toString('base64')}`],
  ['in base64, one byte further', Buffer.from(`server: ${canary.value}!`).toString('base64')],
  ['in base64, two bytes further', Buffer.from(`server:  ${canary.value}!!`).toString('base64url')],
  ['as JSON', JSON.stringify({ deep: { token: canary.value } })],
])('a secret is found %s', async (_how, text) => {
  expect(await findLeaks([canary], [{ name: 'planted', text }])).toEqual(['canary in planted'])
})

test('what is no secret is not found, and what is too short is refused', async () => {
  expect(await findLeaks([canary], [{ name: 'clean', text: canary.value.slice(1) }])).toEqual([])
  await expect(findLeaks([{ name: 'short', value: 'abc' }], [])).rejects.toThrow('3 characters')
})

test('a private key is found in a PEM, in a kubeconfig, and on one line, its certificate is not', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const pem = privateKey.export({ type: 'sec1', format: 'pem' }).toString()
  const kubeconfig = `client-key-data: ${Buffer.from(pem).toString('base64')}`
  const places = [
    { name: 'pem', text: pem },
    { name: 'kubeconfig', text: kubeconfig },
    { name: 'one line', text: pem.replaceAll('\n', '') },
    { name: 'public', text: publicKey.export({ type: 'spki', format: 'pem' }).toString() },
  ]
  const expected = ['pem', 'kubeconfig', 'one line'].map(place => `file in ${place}`)
  expect(await findLeaks(secretsIn('file', pem), places)).toEqual(expected)
  expect(await findLeaks(secretsIn('file', kubeconfig), places)).toEqual(expected)
})

test.each([
  ['/etc/rancher/k3s/config.yaml', `token: ${canary.value}\n`],
  ['/etc/rancher/node/password', `${canary.value}\n`],
  ['/var/lib/rancher/k3s/server/cred/passwd', `${canary.value},node,node,k3s:agent\n`],
  ['/var/lib/rancher/k3s/server/token', `K10abcdef0123456789::server:${canary.value}\n`],
  ['/var/lib/kubelet/pods/a/token', `eyJhbGci.eyJhdWQi.${canary.value}`],
])('the secret of %s is known', (path, text) => {
  expect(secretsIn(path, text).map(({ value }) => value)).toEqual([canary.value])
})

test('a leak into a command line and an environment is found', async () => {
  const wait = 'process.stdout.write("up"); setInterval(() => {}, 1e6)'
  const child = spawn(process.execPath, ['-e', wait, '--', `--token=${canary.value}`], { env: { TOKEN: canary.value } })
  try {
    await new Promise(resolve => child.stdout.once('data', resolve))
    const leaks = await findLeaks([canary], hostProcesses())
    expect(leaks.filter(leak => leak.includes(`process ${child.pid}`))).toEqual([
      expect.stringContaining('cmdline'),
      expect.stringContaining('environ'),
    ])
  } finally {
    child.kill('SIGKILL')
  }
})

test('a leak into a file is found, however deep', async () => {
  await mkdir(join(directory, 'a/b'), { recursive: true })
  await writeFile(join(directory, 'a/b/report.html'), `<p>${canary.value}</p>`)
  expect(await findLeaks([canary], filesBelow(directory))).toEqual(['canary in a/b/report.html'])
})

test('a file or a directory that others may read is named', async () => {
  await writeFile(join(directory, 'private'), '', { mode: 0o600 })
  expect(await openToOthers(directory)).toEqual([])
  await writeFile(join(directory, 'open'), '', { mode: 0o644 })
  await mkdir(join(directory, 'entered'), { mode: 0o755 })
  expect((await openToOthers(directory)).sort()).toEqual(['644 open', '755 entered'])
  await chmod(directory, 0o755)
  expect(await openToOthers(directory)).toContain('755 .')
})

const closed = {
  HostConfig: { NetworkMode: 'holdfast-a', PidMode: '', IpcMode: 'private', UTSMode: '', PortBindings: {} },
  NetworkSettings: { Ports: { '6443/tcp': [{ HostIp: '127.0.0.1', HostPort: '4000' }], '80/tcp': null } },
  Mounts: [{ Type: 'volume', Source: '/var/lib/docker/volumes/a/_data' }],
}

test.each([
  ['nothing', {}, []],
  ['network', { HostConfig: { NetworkMode: 'host' } }, ["it has the host's network namespace"]],
  ['pid', { HostConfig: { PidMode: 'host' } }, ["it has the host's pid namespace"]],
  ['ipc', { HostConfig: { IpcMode: 'host' } }, ["it has the host's ipc namespace"]],
  [
    'a binding',
    { HostConfig: { PortBindings: { '6443/tcp': [{ HostIp: '', HostPort: '4000' }] } } },
    ['port 6443/tcp is published on every address'],
  ],
  [
    'a port',
    { NetworkSettings: { Ports: { '6443/tcp': [{ HostIp: '0.0.0.0', HostPort: '4000' }] } } },
    ['port 6443/tcp is published on 0.0.0.0'],
  ],
  ['all ports', { HostConfig: { PublishAllPorts: true } }, ['every port is published']],
  [
    "the engine's socket",
    { Mounts: [{ Type: 'bind', Source: '/var/run/docker.sock' }] },
    ['it mounts /var/run/docker.sock of the host'],
  ],
])('exposure of a container by %s', (_by, change, expected) => {
  const planted = {
    ...closed,
    ...change,
    HostConfig: { ...closed.HostConfig, ...('HostConfig' in change ? change.HostConfig : {}) },
  }
  expect(exposureOf(planted as unknown as ContainerInspectInfo)).toEqual(expected)
})

test('listening sockets are read from the tables of the kernel', () => {
  const tables = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1 1
   1: 0100007F:1F90 0100007F:C350 01 00000000:00000000 00:00000000 00000000     0        0 2 1
   2: 00000000:1F91 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 3 1
   0: 00000000000000000000000000000000:1F92 00000000000000000000000000000000:0000 0A 00000000:00000000 0 0 4 1`
  expect(listenersAt(8080, tables)).toEqual([loopback])
  expect(listenersAt(8081, tables)).toEqual(['00000000'])
  expect(listenersAt(8082, tables)).toEqual(['00000000000000000000000000000000'])
})
