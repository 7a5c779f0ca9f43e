import { expect, test, vi } from 'vitest'
import { randomFrom } from '../base/seed.ts'
import type { Fault } from '../faults/fault.ts'
import { cutIntoRing } from '../faults/network/cut.ts'
import { delay } from '../faults/network/delay.ts'
import { parseTopology } from '../topology/parse-topology.ts'
import { injectFault } from './inject-fault.ts'
import type { Session } from './session.ts'

const features = {
  privileged: true,
  pause: true,
  nftables: true,
  loss: true,
  length: true,
  shaping: true,
  netem: false,
}

function sessionOf(servers: number) {
  const records: object[] = []
  const kernel = vi.fn(async () => features)
  let faults = 0
  const session = {
    cluster: { topology: parseTopology({ servers }, 'test') },
    random: randomFrom(1),
    record: (record: object) => void records.push(record),
    awaiting: () => {},
    nextFault: () => ++faults,
    engineWatch: { next: () => new Promise(() => {}) },
    faults: [],
    kernel,
  } as unknown as Session
  return { session, records, kernel }
}

/** A fault that does all but strike. */
const harmless = (fault: Fault, inject = vi.fn<Fault['inject']>()): Fault & { inject: typeof inject } => {
  inject.mockImplementation(async context => {
    await context.aboutToAct()
    return {
      begin: { atUs: 1, evidence: 'it began' },
      proof: async () => ({ proven: false, evidence: 'no packet met the rules' }),
      heal: async () => ({ atUs: 2, evidence: 'it ended' }),
    }
  })
  return { ...fault, inject }
}

test('what the kernel lacks is refused by name, and nothing was struck', async () => {
  const { session, records } = sessionOf(3)
  const fault = harmless(delay())
  await expect(injectFault(session, fault, 'all')).rejects.toThrow(
    "delay cannot be here: this host's kernel has no packet delay (netem)",
  )
  expect(fault.inject).not.toHaveBeenCalled()
  expect(records).toEqual([])
})

test('a ring strikes those who lose sight of somebody, and each knows the whole group', async () => {
  const { session, records, kernel } = sessionOf(3)
  const fault = harmless(cutIntoRing())
  const active = await injectFault(session, fault, 'all')
  expect(active.map(({ node, effect }) => ({ node, effect }))).toEqual([
    { node: 'server:0', effect: { does: 'cut', from: ['server:2'], lost: 'both' } },
    { node: 'server:2', effect: { does: 'cut', from: ['server:0'], lost: 'both' } },
  ])
  expect(fault.inject.mock.calls.map(([{ group }]) => group)).toEqual(
    Array(2).fill(['server:0', 'server:1', 'server:2']),
  )
  // Every cluster lives by packet filters: nobody tries the kernel while it is measured.
  expect(kernel).not.toHaveBeenCalled()
  await Promise.all(active.map(({ proofs }) => proofs))
  expect(records).toContainEqual({
    type: 'fault',
    fault: 'cut-into-ring-1',
    step: 'proof',
    proven: false,
    evidence: 'no packet met the rules',
  })
})
