import { expect, test } from 'vitest'
import { outcomeOfError, outcomeOfStatus } from './outcome.ts'

test.each([
  [{ code: 'ECONNREFUSED', syscall: 'connect' }, 'refused'],
  [{ code: 'ECONNRESET', syscall: 'read' }, 'reset'],
  [{ code: 'EPIPE', syscall: 'write' }, 'reset'],
  // Node's own words for a FIN before the answer.
  [{ code: 'ECONNRESET' }, 'closed'],
  [{ code: 'HPE_INVALID_EOF_STATE' }, 'closed'],
  [{ code: 'ERR_HTTP2_STREAM_ERROR' }, 'closed'],
  [{ code: 'EHOSTUNREACH', syscall: 'connect' }, 'no-route'],
  [{ code: 'ETIMEDOUT', syscall: 'connect' }, 'connect-timeout'],
  [{ code: 'ETIMEDOUT', syscall: 'read' }, 'timeout'],
  [{ code: 'ERR_TLS_CERT_ALTNAME_INVALID' }, 'tls'],
  [{ code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' }, 'tls'],
  [{ code: 'EMFILE', syscall: 'connect' }, 'void'],
])('%j is %s', (fields, outcome) => {
  expect(outcomeOfError(Object.assign(new Error('x'), fields)).outcome).toBe(outcome)
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
