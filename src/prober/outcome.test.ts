import { expect, test } from 'vitest'
import { outcomeOfError, outcomeOfStatus } from './outcome.ts'

test.each([
  ['ECONNREFUSED', 'refused'],
  ['ECONNRESET', 'reset'],
  ['EPIPE', 'reset'],
  ['EHOSTUNREACH', 'no-route'],
  ['ETIMEDOUT', 'timeout'],
  ['deadline', 'timeout'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls'],
])('%s is %s', (code, outcome) => {
  expect(outcomeOfError(Object.assign(new Error('x'), { code })).outcome).toBe(outcome)
})

test.each([
  [200, 'ok'],
  [201, 'ok'],
  [401, '4xx'],
  [409, '4xx'],
  [429, '429'],
  [500, '5xx'],
  [504, '5xx'],
])('status %d is %s', (status, outcome) => {
  expect(outcomeOfStatus(status, 'Reason')).toEqual({ outcome, detail: `${status} Reason` })
})
