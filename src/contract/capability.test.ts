import { expect, test } from 'vitest'
import { lacksLabel } from '../cluster/lacks-label.ts'
import { lackedBy } from './capability.ts'

test('an image without the label lacks nothing', () => {
  expect(lackedBy({})).toEqual([])
})

test('the label names what an image lacks', () => {
  expect(lackedBy({ [lacksLabel]: 'agents, snapshots' })).toEqual(['agents', 'snapshots'])
})

test('a word that no clause knows is an error, not an exemption', () => {
  expect(() => lackedBy({ [lacksLabel]: 'agents,snapshot' })).toThrow('unknown snapshot')
})
