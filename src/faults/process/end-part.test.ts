import { beforeEach, expect, test, vi } from 'vitest'
import * as execution from '../../engine/execute.ts'
import { fakeContext } from '../__fixtures__/fake-context.ts'
import { endPart } from './end-part.ts'
import * as processes from './processes-of.ts'

vi.mock('../../engine/execute.ts')
vi.mock('./processes-of.ts')

const kubelet = { pid: 30, startedTicks: 300, names: ['kubelet'] }
const containerd = { pid: 12, startedTicks: 120, names: ['containerd'] }
const another = { pid: 12, startedTicks: 999, names: ['containerd'] }
const runs = (...all: processes.NodeProcess[]) => vi.mocked(processes.processesOf).mockResolvedValueOnce(all)

beforeEach(() => vi.resetAllMocks())

test('the undo is on disk before the act, and it is over when another process runs in its place', async () => {
  const { context, order } = fakeContext()
  vi.mocked(execution.execute).mockImplementation(async (_, id, command) => {
    order.push(`${id}: ${command.at(-1)}`)
    return { exitCode: 0, stdout: '', stderr: '' }
  })
  runs(kubelet, containerd)
  runs(kubelet)
  runs(kubelet)
  runs(kubelet, another)
  const { begin, proof, over, heal } = await endPart().inject(context, 'server:1')
  expect(begin.evidence).toBe('containerd of server:1, pid 12, is gone')
  expect(await proof!()).toEqual({ proven: true, evidence: 'containerd of server:1 runs as pid 12, before as pid 12' })
  await over
  await Promise.all([heal(), heal()])
  expect(order).toEqual(['looks again', '{"kind":"start-container","id":"c1"}', 'c1: kill -9 12', 'done u1'])
})

test('a part that lives on is no fault', async () => {
  const { context } = fakeContext()
  vi.mocked(execution.execute).mockResolvedValue({ exitCode: 1, stdout: '', stderr: 'no such process' })
  vi.mocked(processes.processesOf).mockResolvedValue([containerd])
  await expect(endPart().inject(context, 'server:1')).rejects.toThrow('containerd of server:1 outlived a SIGKILL')
})

test('a part that is no process of its own is named before anything happens', async () => {
  const { context, order } = fakeContext()
  runs(kubelet, containerd)
  await expect(endPart({ part: 'kube-proxy' }).inject(context, 'server:1')).rejects.toMatchObject({
    message: 'kube-proxy is no process of its own on server:1',
    hint: 'there are: containerd, kubelet',
  })
  expect(order).toEqual([])
  expect(() => endPart({ part: '$(reboot)' })).toThrow('is no name of a process')
})
