import { expect, test, vi } from 'vitest'
import { injectFault } from './inject-fault.ts'
import { makeFaults } from './make-faults.ts'
import type { Staged } from './make-fixtures.ts'
import type { ActiveFault, Session } from './session.ts'

vi.mock('./inject-fault.ts')

test('a group is healed at once, or each node for itself', async () => {
  const healed: string[] = []
  const faults = ['server:0', 'server:1'].map(node => ({
    kind: 'kill',
    node,
    heal: async () => void healed.push(node),
  }))
  vi.mocked(injectFault).mockResolvedValue(faults as unknown as ActiveFault[])
  const session = { inPhase: (_: string, work: () => unknown) => work() } as unknown as Session
  const stages: string[] = []
  const staged: Staged = (title, work) => {
    stages.push(title)
    return work()
  }
  const outage = await makeFaults(session, staged).kill('all')
  expect(outage.nodes).toEqual(['server:0', 'server:1'])
  await outage.each[1]!.heal()
  expect(healed).toEqual(['server:1'])
  healed.length = 0
  await outage.healAndReturn()
  expect(healed).toEqual(['server:0', 'server:1'])
  // Who waits sees what for.
  expect(stages).toEqual(['kill all', 'heal kill of server:1', 'heal kill of server:0, server:1'])
})
