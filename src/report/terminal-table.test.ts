import { expect, test } from 'vitest'
import { failedRun } from './__fixtures__/crashed-leader.ts'
import { runReport } from './report-json.ts'
import { verdictTable } from './terminal-table.ts'

const { history, judgement } = failedRun()
const report = runReport(history, judgement)

test('on a wide terminal', () => {
  expect(verdictTable(report, { colour: false, width: 120 })).toMatchInlineSnapshot(`
    "   check                                            measured      limit  theory
    ✓  Cached reads on new connections are back within      0 ms     2.00 s  one connect limit, 0.1 s
       2.00 s
    ✓  Cached reads on reused connections are back          0 ms     2.00 s  one connect limit, 0.1 s
       within 2.00 s
    ✓  Quorum reads on new connections are back within    7.11 s     12.0 s  election 4.0–9.5 s (500/5000 ms), here term 2 →
       12.0 s                                                                3
    ✓  Quorum reads on reused connections are back        7.13 s     12.0 s  election 4.0–9.5 s (500/5000 ms), here term 2 →
       within 12.0 s                                                         3
    ✗  Writes on new connections are back within          7.11 s     5.00 s  election 4.0–9.5 s (500/5000 ms), here term 2 →
       12.0 s                                                                3
        the longest time without a successful write on new connections was 7.11 s; 5.00 s are allowed
    ✓  Writes on reused connections are back within       7.13 s     12.0 s  election 4.0–9.5 s (500/5000 ms), here term 2 →
       12.0 s                                                                3
    ?  A pod created while a server is down is             never     35.0 s  the lease of the scheduler moves 13–29 s after
       scheduled and runs                                                    the fault, then about 1 s
        no pod was created while a server was down
    ✓  server:1 comes back as what it was, in every       8.69 s  1 min 0 s  –
       respect
    ✓  Nobody restarted who was neither told to nor            0          0  –
       predicted to
    ✓  Data: nothing lost, nothing false, in order (2 checks)
    ✓  kill of server:1 (leader) took effect and was           –          –  –
       healed"
  `)
})

test('on a narrow one no line is longer than it', () => {
  const lines = verdictTable(report, { colour: false, width: 72 }).split('\n')
  expect(Math.max(...lines.map(line => line.length))).toBeLessThanOrEqual(72)
})

test('colour marks verdicts, and what was recorded cannot steer the terminal', () => {
  const check = {
    id: 'a',
    kind: 'a',
    title: 'a\u001b[2J\nb',
    verdict: 'pass' as const,
    reason: '',
    reasonData: { kind: 'a' },
    evidence: [],
  }
  const table = verdictTable({ checks: [check] }, { colour: true, width: 80 })
  expect(table).toContain('\u001b[32m✓\u001b[39m  a b ')
  expect(table).not.toContain('\u001b[2J')
})
