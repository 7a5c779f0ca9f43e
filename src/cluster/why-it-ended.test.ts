import { expect, test } from 'vitest'
import { whyItEnded } from './why-it-ended.ts'

test.each([
  [
    '2026-11-22T08:55:35.8Z time="2026-11-22T08:55:35Z" level=fatal msg="flag provided but not defined: -bad"\n2026-11-22T08:55:36Z bye\n',
    'flag provided but not defined: -bad',
  ],
  ['2026-11-22T08:55:35.8Z time="x" level=fatal msg="a \\"quoted\\" reason"', 'a "quoted" reason'],
  [
    '2026-11-22T08:55:35Z {"level":"fatal","msg":"discovery failed","error":"no such host"}',
    'discovery failed: no such host',
  ],
  ['2026-11-22T08:55:35Z Error: unknown flag: --bad\n2026-11-22T08:55:36Z See --help', 'Error: unknown flag: --bad'],
  ['2026-11-22T08:55:35Z Killed', 'Killed'],
])('%j', (log, reason) => {
  expect(whyItEnded(log)).toBe(reason)
})

test('an empty log says nothing', () => expect(whyItEnded('\n')).toBeUndefined())
