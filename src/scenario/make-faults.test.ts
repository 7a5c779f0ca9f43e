import { expect, test, vi } from 'vitest'
import { injectFault } from './inject-fault.ts'
import { makeFaults } from './make-faults.ts'
import type { Injection, Session } from './session.ts'

vi.mock('./inject-fault.ts')

test('a group is healed at once, or each node for itself', async () => {
  const healed: string[] = []
  const injections = ['server:0', 'server:1'].map(node => ({ node, heal: async () => void healed.push(node) }))
  vi.mocked(injectFault).mockResolvedValue(injections as unknown as Injection[])
  const session = { inPhase: (_: string, work: () => unknown) => work() } as unknown as Session
  const outage = await makeFaults(session, (_, work) => work()).kill('all')
  expect(outage.nodes).toEqual(['server:0', 'server:1'])
  await outage.each[1]!.heal()
  expect(healed).toEqual(['server:1'])
  healed.length = 0
  await outage.healAndReturn()
  expect(healed).toEqual(['server:0', 'server:1'])
})
