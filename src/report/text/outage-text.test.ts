import { expect, test } from 'vitest'
import type { Outage } from '../../checks/judgement.ts'
import { outageText } from './outage-text.ts'

test('an outage says what it saw, what explains it, and what nothing does', () => {
  const outage: Outage = {
    fromUs: 0,
    toUs: 3_000_000,
    closed: true,
    firstSample: 200,
    lastSample: 259,
    outcomes: { reset: 60, timeout: 1 },
    causes: [{ kind: 'server-down', fromUs: 0, toUs: 1_000_000, event: { kind: 'died', node: 'server:1' } }],
    unexplainedUs: 2_000_000,
  }
  expect(outageText(outage)).toBe(
    'bad samples: 60 reset, 1 timeout; 1.00 s request at a server that was down: the engine saw server:1 die; unexplained: 2.00 s',
  )
})
