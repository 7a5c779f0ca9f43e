import { beforeEach, expect, test, vi } from 'vitest'
import { nowUs } from '../../base/clock.ts'
import { listProcesses } from '../../cluster/node-processes.ts'
import * as execution from '../../engine/execute.ts'
import { fakeContext } from '../__fixtures__/fake-context.ts'
import { endPart, survivors } from './end-part.ts'

vi.mock('../../engine/execute.ts')

const kubelet = '30\t300\t/usr/bin/kubelet\n'
const containerd = '12\t120\tcontainerd\n'
const another = '12\t999\tcontainerd\n'

/** A node whose processes are these, the last ones to its end, and that ends other commands so. */
function nodeWith(listings: string[], exitCode: number, onCommand: (command: string) => void = () => {}) {
  vi.mocked(execution.execute).mockImplementation(async (_, id, command) => {
    const script = command.at(-1)!
    if (script === listProcesses(false))
      return { exitCode: 0, stdout: listings.length > 1 ? listings.shift()! : listings[0]!, stderr: '' }
    onCommand(`${id}: ${script}`)
    return { exitCode, stdout: '', stderr: '' }
  })
}

beforeEach(() => vi.resetAllMocks())

test('the undo is on disk before the act, and it is over when another process runs in its place', async () => {
  const { context, order } = fakeContext()
  nodeWith([kubelet + containerd, kubelet, kubelet, kubelet + another], 0, command => order.push(command))
  const { begin, proof, over, heal } = await endPart().inject(context, 'server:1')
  expect(begin.evidence).toBe('containerd of server:1, pid 12, is gone')
  expect(await proof!()).toEqual({ proven: true, evidence: 'containerd of server:1 runs as pid 12, before as pid 12' })
  await over
  await Promise.all([heal(), heal()])
  expect(order).toEqual(['looks again', '{"kind":"start-container","id":"c1"}', 'c1: kill -9 12', 'done u1'])
})

test('a node that ends with its part, orderly and late, is told by when it did', async () => {
  const { context, tell } = fakeContext()
  nodeWith([kubelet + containerd, kubelet, kubelet, kubelet + another], 0)
  const { begin, proof } = await endPart().inject(context, 'server:1')
  tell('die', { atUs: nowUs() + 6_000_000, exitCode: 0 })
  expect(begin.evidence).toBe('containerd of server:1, pid 12, is gone')
  expect((await proof!()).evidence).toMatch(
    /; server:1 ended 6(\.\d+)? s after it, with exit code 0, and was started again$/,
  )
})

test('a part that lives on is no fault', async () => {
  const { context } = fakeContext()
  nodeWith([containerd], 1)
  await expect(endPart().inject(context, 'server:1')).rejects.toThrow('containerd of server:1 outlived a SIGKILL')
})

test('a part that is no process of its own is named before anything happens', async () => {
  const { context, order } = fakeContext()
  nodeWith([kubelet + containerd], 0)
  await expect(endPart({ part: 'kube-proxy' }).inject(context, 'server:1')).rejects.toMatchObject({
    message: 'kube-proxy is no process of its own on server:1',
    hint: 'there are: containerd, kubelet',
  })
  expect(order).toEqual([])
  expect(() => endPart({ part: '$(reboot)' })).toThrow('is no name of a process')
})

test('a number that was given again is another process', () => {
  const process = (startedTicks: number) => ({ pid: 12, startedTicks, names: ['containerd'] })
  expect(survivors([process(120)], [process(120)])).toHaveLength(1)
  expect(survivors([process(120)], [process(900)])).toEqual([])
})
