import { setTimeout as sleep } from 'node:timers/promises'
import { beforeEach, expect, test, vi } from 'vitest'
import { fakeCluster } from '../../cluster/__fixtures__/fake-cluster.ts'
import type { FaultContext } from '../fault.ts'
import { RoleMovedError } from '../role-moved.ts'
import { alterNetwork } from './alter-network.ts'
import type { NetworkChange } from './network-change.ts'
import * as helpers from './network-helper.ts'
import { packetsIn } from './packet-rules.ts'

vi.mock('./network-helper.ts')

let order: string[]
let count: number
/** How often it is found between two lives. */
let ends: number
let start: () => void
let entering: Promise<void>

const change: NetworkChange = {
  words: 'nothing passes',
  set: 'set',
  remove: 'remove',
  after: 'the rules are gone',
  tally: { script: 'count', read: packetsIn, say: ({ struck }) => `${struck} packets` },
}

beforeEach(() => {
  order = []
  count = 3
  ends = 0
  entering = Promise.resolve()
  vi.mocked(helpers.enterNetwork).mockImplementation(async (node, name) => {
    order.push(`enters ${node.id} as ${name}`)
    await entering
    const life = name.at(-1)
    return {
      run: async script => {
        if (script !== 'count') order.push(`${script} in life ${life}`)
        return { exitCode: 0, stdout: `      ${count}     10 DROP `, stderr: '' }
      },
      leave: async () => void order.push(`leaves life ${life}`),
    }
  })
})

function contextOf(aboutToAct = async () => void order.push('looks again')): FaultContext {
  return {
    faultId: 'cut-1',
    cluster: fakeCluster({
      engine: { docker: { getContainer: () => ({ inspect: async () => ({ State: { Restarting: ends-- > 0 } }) }) } },
      containers: new Map([['server:1', 'c1']]),
      images: [{ role: 'node', id: 'tools' }],
    }),
    journal: {
      append: async (undo: object) => {
        order.push(JSON.stringify(undo))
        return 'u1'
      },
      done: async (id: string) => void order.push(`done ${id}`),
    },
    aboutToAct,
    engineEvent: () =>
      new Promise(resolve => {
        start = () => resolve({ atUs: 7 })
      }),
    record: ({ text }: { text: string }) => void order.push(text),
    signal: AbortSignal.timeout(200),
  } as unknown as FaultContext
}

test('the undo is on disk before the act, and a second healing does nothing', async () => {
  const { heal, proof } = await alterNetwork(contextOf(), 'server:1', () => change)
  expect(await proof!()).toEqual({ proven: true, evidence: 'on server:1 3 packets' })
  const [seen] = await Promise.all([heal(), heal()])
  expect(seen.evidence).toBe('the kernel of server:1 says that the rules are gone; 3 packets')
  expect(order).toEqual([
    'enters server:1 as cut-1-0',
    'looks again',
    '{"kind":"in-network","id":"c1","image":"tools","script":"remove"}',
    'set in life 0',
    'remove in life 0',
    'leaves life 0',
    'done u1',
  ])
})

test('rules that no packet met are not proven', async () => {
  count = 0
  const { proof } = await alterNetwork(contextOf(), 'server:1', () => change)
  // It waits for a packet until the run's end.
  expect(await proof!()).toMatchObject({ proven: false })
})

test('what somebody else must see of it belongs to its proof', async () => {
  const proofOf = async (seen: () => Promise<string>) =>
    (await alterNetwork(contextOf(), 'server:1', () => ({ ...change, seen }))).proof!()
  expect(await proofOf(async () => 'long answers do not come')).toEqual({
    proven: true,
    evidence: 'on server:1 3 packets; long answers do not come',
  })
  expect(await proofOf(() => Promise.reject(new Error('long answers come')))).toMatchObject({ proven: false })
})

test('one that has just ended by itself is waited for', async () => {
  ends = 1
  const calls = contextOf()
  await alterNetwork({ ...calls, signal: AbortSignal.timeout(2000) }, 'server:1', () => change)
  expect(ends).toBe(-1)
  expect(order[0]).toBe('enters server:1 as cut-1-0')
})

test('a role that moved leaves nothing behind, and nothing to undo', async () => {
  const moved = async () => {
    throw new RoleMovedError('leader moved')
  }
  await expect(alterNetwork(contextOf(moved), 'server:1', () => change)).rejects.toThrow('leader moved')
  expect(order).toEqual(['enters server:1 as cut-1-0', 'leaves life 0'])
})

test('what the kernel refuses is said, and its undo stays in the journal', async () => {
  vi.mocked(helpers.enterNetwork).mockResolvedValueOnce({
    run: async () => ({ exitCode: 2, stdout: '', stderr: 'Error: Specified qdisc kind is unknown.' }),
    leave: async () => void order.push('leaves'),
  })
  await expect(alterNetwork(contextOf(), 'server:1', () => change)).rejects.toThrow(
    'the network of server:1 could not be changed: Error: Specified qdisc kind is unknown.',
  )
  expect(order).toEqual(['looks again', expect.stringContaining('in-network'), 'leaves'])
})

test('a node that starts again has it made anew, and the packets of both lives count', async () => {
  const { heal } = await alterNetwork(contextOf(), 'server:1', () => change)
  start()
  await vi.waitFor(() => expect(order).toContain('set in life 1'))
  expect((await heal()).evidence).toContain('6 packets')
  expect(order.slice(4)).toEqual([
    'leaves life 0',
    'enters server:1 as cut-1-1',
    'set in life 1',
    'server:1 started while it was struck: nothing passes, made so again',
    'remove in life 1',
    'leaves life 1',
    'done u1',
  ])
})

test('healed while it is made anew, it is taken back all the same', async () => {
  const { heal } = await alterNetwork(contextOf(), 'server:1', () => change)
  entering = sleep(20)
  start()
  await sleep(1)
  await heal()
  expect(order.indexOf('remove in life 1')).toBeGreaterThan(order.indexOf('set in life 1'))
})

test('a node that ends again at once is waited for, and healed of nothing', async () => {
  const { heal } = await alterNetwork(contextOf(), 'server:1', () => change)
  vi.mocked(helpers.enterNetwork).mockRejectedValueOnce(new Error('it does not run'))
  start()
  await vi.waitFor(() => expect(order).toContain('server:1: it does not run'))
  await heal()
  expect(order.at(-1)).toBe('done u1')
  expect(order).not.toContain('remove in life 0')
})
