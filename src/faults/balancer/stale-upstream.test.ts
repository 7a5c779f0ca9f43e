import { beforeEach, expect, test, vi } from 'vitest'
import { nginx } from '../../cluster/load-balancers/nginx.ts'
import * as setting from '../../engine/apply-setting.ts'
import * as execute from '../../engine/execute.ts'
import * as files from '../../engine/files.ts'
import { parseTopology } from '../../topology/parse-topology.ts'
import { fakeContext } from '../__fixtures__/fake-context.ts'
import { isSoughtInVain, readdressed, staleUpstream } from './stale-upstream.ts'

vi.mock('../../engine/apply-setting.ts')
vi.mock('../../engine/execute.ts')
vi.mock('../../engine/files.ts')
beforeEach(() => vi.resetAllMocks())

const names = ['172.28.8.12', 'server-2']

test("only what is behind that server's name and a port is readdressed", () => {
  const text = 'server 172.28.8.12:6443;\nserver 172.28.8.120:6443;\nserver server-2 172.28.8.12:6443\n# 172.28.8.12\n'
  expect(readdressed(text, names, '172.28.8.250')).toBe(
    'server 172.28.8.250:6443;\nserver 172.28.8.120:6443;\nserver server-2 172.28.8.250:6443\n# 172.28.8.12\n',
  )
  expect(readdressed('server my-server-2:6443; server server-2:6443;', names, '172.28.8.250')).toBe(
    'server my-server-2:6443; server 172.28.8.250:6443;',
  )
})

const cluster = () => ({
  topology: parseTopology({ servers: 2 }, 'test'),
  balancer: nginx,
  containers: new Map([['lb:0', 'c1'] as const]),
  nodes: [
    { id: 'lb:0' as const, ip: '172.28.8.2', mac: '' },
    { id: 'server:1' as const, ip: '172.28.8.12', mac: '' },
  ],
})

const table = (flags: string) => `IP address       HW type     Flags       HW address            Mask     Device
172.28.8.250     0x1         ${flags}         00:00:00:00:00:00     *        eth0
172.28.8.3       0x1         0x2         02:42:ac:1c:08:03     *        eth0
`

test('an address is sought in vain when the kernel asked for it and nobody answered', () => {
  expect(isSoughtInVain(table('0x0'), '172.28.8.250')).toBe(true)
  expect(isSoughtInVain(table('0x2'), '172.28.8.250')).toBe(false)
  expect(isSoughtInVain(table('0x0'), '172.28.8.3')).toBe(false)
  expect(isSoughtInVain(table('0x0'), '172.28.8.25')).toBe(false)
})

test('a server that the load balancer does not know cannot be stale there', () => {
  const topology = parseTopology({ loadBalancer: { upstreams: ['server:0'] } }, 'test')
  expect(staleUpstream({ server: 'server:2' }).refusal!(topology)).toBe(
    'the load balancer does not forward to server:2',
  )
  expect(staleUpstream().refusal!(topology)).toBeUndefined()
  expect(() => staleUpstream({ server: 'lb:0' })).toThrow("'lb:0' is no server")
})

test('the file that it had is on disk before it gets another, and comes back once', async () => {
  const right = 'server 172.28.8.11:6443; server 172.28.8.12:6443;'
  vi.mocked(files.readFile).mockResolvedValue(Buffer.from(right))
  const { context, order } = fakeContext(cluster())
  vi.mocked(setting.applySetting).mockImplementation(async (_, id, { files: [file], command }) => {
    order.push(`${id}: ${file!.content} ${command.join(' ')}`)
  })
  const { heal } = await staleUpstream().inject(context, 'lb:0')
  await Promise.all([heal(), heal()])
  const undo = {
    kind: 'apply-setting',
    id: 'c1',
    setting: { files: [{ path: nginx.configPath, mode: 0o644, content: right }], command: nginx.reload },
  }
  expect(order).toEqual([
    'looks again',
    JSON.stringify(undo),
    'c1: server 172.28.8.11:6443; server 172.28.8.250:6443; nginx -s reload',
    `c1: ${right} nginx -s reload`,
    'done u1',
  ])
})

test('a balancer whose kernel never looked for the address did not try it', async () => {
  vi.mocked(files.readFile).mockResolvedValue(Buffer.from('server 172.28.8.12:6443;'))
  vi.mocked(execute.execute).mockResolvedValue({ exitCode: 0, stdout: table('0x2'), stderr: '' })
  const { context } = fakeContext(cluster())
  const hasty = { ...context, signal: AbortSignal.timeout(200) }
  const { proof } = await staleUpstream().inject(hasty, 'lb:0')
  expect(await proof!()).toMatchObject({ proven: false })
})
