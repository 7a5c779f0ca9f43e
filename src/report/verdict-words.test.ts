import { expect, test } from 'vitest'
import type { Verdict } from '../checks/verdict.ts'
import { worst } from '../checks/verdict.ts'
import { campaignAnswerOf } from './verdict-words.ts'

const held = { verdict: 'pass' } as const
const broken = { verdict: 'fail' } as const
const control = (verdict: Verdict) => ({ verdict, negative: true }) as const
const answer = (...runs: Parameters<typeof campaignAnswerOf>[0]['runs'][number][]) =>
  campaignAnswerOf({ verdict: worst(runs.map(({ verdict }) => verdict)), runs })

test('a campaign answers for its negative controls too', () => {
  expect(answer(held, held)).toBe('The control plane held.')
  expect(answer(held, control('pass'))).toBe('The control plane held, and Holdfast saw the failures that it must see.')
  expect(answer(control('pass'))).toBe('Holdfast saw the failure that it must see.')
  expect(answer(held, control('fail'))).toBe('A negative control failed.')
  expect(answer(broken, control('pass'))).toBe('The control plane did not hold.')
  expect(answer(broken, control('fail'))).toBe('The control plane did not hold.')
})
