import { expect, test, vi } from 'vitest'
import type { FaultContext } from '../fault.ts'
import * as alter from './alter-network.ts'
import { bandwidth } from './bandwidth.ts'
import { delay } from './delay.ts'
import type { NetworkChange } from './network-change.ts'
import { queueCounts, removeScript, setScript } from './shape-packets.ts'

vi.mock('./alter-network.ts')

const context = { faultId: 'delay-11' } as FaultContext

async function changeOf(fault: ReturnType<typeof delay>): Promise<NetworkChange> {
  const plan = vi.mocked(alter.alterNetwork)
  plan.mockClear()
  await fault.inject(context, 'server:1')
  return plan.mock.calls[0]![2](undefined as never)
}

test('a delay, and a jitter if there is one', async () => {
  expect((await changeOf(delay())).set).toBe('tc qdisc add dev eth0 root handle b: netem limit 10000 delay 50ms')
  const { set, words } = await changeOf(delay({ by: '0.1s', jitter: '20ms' }))
  expect(set).toBe('tc qdisc add dev eth0 root handle b: netem limit 10000 delay 100ms 20ms')
  expect(words).toBe('what leaves server:1 comes 100 ms ± 20 ms late')
})

test('a narrow line', async () => {
  const { set, tally } = await changeOf(bandwidth({ kbitPerSecond: 512 }))
  expect(set).toBe('tc qdisc add dev eth0 root handle b: tbf rate 512kbit burst 8192 latency 400ms')
  expect(tally!.say(tally!.read(printed))).toBe(
    'a packet had to wait 57 times for 512 kbit/s; 240 went on, 3 were lost',
  )
})

test.each([
  ['a share of 1', () => bandwidth({ kbitPerSecond: 0 }), '0 kbit/s is no limit'],
  ['no delay', () => delay({ by: '0ms' }), 'by 0ms is none'],
  ['a jitter beyond', () => delay({ by: '5ms', jitter: '6ms' }), 'a jitter of 6ms is more'],
])('%s is refused', (_, make, words) => {
  expect(make).toThrow(words)
})

const printed = `qdisc tbf b: root refcnt 3 rate 512Kbit burst 8Kb lat 400ms 
 Sent 30301 bytes 240 pkt (dropped 3, overlimits 57 requeues 0) 
 backlog 0b 0p requeues 0
`

test('what the kernel tells of a queue', () => {
  expect(queueCounts(printed)).toEqual({ sent: 240, dropped: 3, waits: 57 })
  expect(queueCounts('')).toEqual({ sent: 0, dropped: 0, waits: 0 })
})

test('only our own queue is taken away', () => {
  expect(setScript('b:', 'tbf')).toBe('tc qdisc add dev eth0 root handle b: tbf')
  expect(removeScript('b:')).toContain('grep -q " b: root" || exit 0')
})
