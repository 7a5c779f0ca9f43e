import { expect, test } from 'vitest'
import { parseAuditLog } from './audit-event.ts'

// As kube-apiserver v1.36.3 writes it.
const line = (change: object) =>
  `${JSON.stringify({
    kind: 'Event',
    apiVersion: 'audit.k8s.io/v1',
    level: 'Metadata',
    auditID: '3f1c',
    stage: 'ResponseComplete',
    requestURI: '/api/v1/namespaces/holdfast/pods/try-1/binding?timeout=10s',
    verb: 'create',
    user: { username: 'system:kube-scheduler', groups: ['system:authenticated'] },
    sourceIPs: ['127.0.0.1'],
    userAgent: 'kube-scheduler/v1.36.3',
    objectRef: { resource: 'pods', namespace: 'holdfast', name: 'try-1', apiVersion: 'v1', subresource: 'binding' },
    responseStatus: { metadata: {}, code: 201 },
    requestReceivedTimestamp: '2026-11-22T12:30:00.123456Z',
    stageTimestamp: '2026-11-22T12:30:00.131072Z',
    ...change,
  })}\n`

const received = { requestReceivedTimestamp: '2026-11-22T12:30:01.000000Z' }

test('who did what to what, and when, to the microsecond', () => {
  expect(parseAuditLog(line({}))).toEqual([
    {
      receivedMs: Date.parse('2026-11-22T12:30:00Z') + 123.456,
      user: 'system:kube-scheduler',
      verb: 'create',
      resource: 'pods/binding',
      name: 'try-1',
      code: 201,
    },
  ])
})

test('a request without name or answer is told as that, one of no resource or of another stage is not', () => {
  const nameless = line({ objectRef: { resource: 'pods' }, responseStatus: undefined, ...received })
  const text = line({ stage: 'RequestReceived' }) + line({ objectRef: undefined }) + nameless
  expect(parseAuditLog(text)).toMatchObject([{ resource: 'pods', name: '', code: 0 }])
})

test('a log that ends in the middle of a line is read up to there', () => {
  expect(parseAuditLog(line({}) + line(received).slice(0, 80))).toHaveLength(1)
  expect(parseAuditLog('')).toEqual([])
})

test('a line in the middle that is none is an error', () => {
  expect(() => parseAuditLog(`torn\n${line({})}`)).toThrow(SyntaxError)
})
