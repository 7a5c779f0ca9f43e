import { expect, test } from 'vitest'
import { failedRun } from './__fixtures__/crashed-leader.ts'
import { runReport } from './report-json.ts'
import { verdictTable } from './terminal-table.ts'

const { history, judgement } = failedRun()
const report = runReport(history, judgement)

test('on a wide terminal', () => {
  expect(verdictTable(report, { colour: false, width: 120 })).toMatchInlineSnapshot(`
    "   check                                          measured       limit  theory
    ✓  Cached reads on new connections            under 250 ms      2.00 s  one connect limit, 0.1 s; 33 % of new
                                                                            connections meet a lost server for up to 13.6 s
    ✓  Cached reads on reused connections         under 250 ms      2.00 s  one connect limit, 0.1 s; 33 % of new
                                                                            connections meet a lost server for up to 13.6 s
    ✓  Quorum reads on new connections                  7.11 s      12.0 s  election 4.0–9.5 s (500/5000 ms), here term 2 →
                                                                            3
    ✓  Quorum reads on reused connections               7.13 s      12.0 s  election 4.0–9.5 s (500/5000 ms), here term 2 →
                                                                            3
    ✗  Writes on new connections                        7.11 s      5.00 s  election 4.0–9.5 s (500/5000 ms), here term 2 →
                                                                            3
        no write succeeded for 7.11 s, 5.00 s are allowed; an election explains 7.09 s of it, 22 ms stay unexplained
    ✓  Writes on reused connections                     7.13 s      12.0 s  election 4.0–9.5 s (500/5000 ms), here term 2 →
                                                                            3
    ?  A new pod runs while a server is down        never seen      35.0 s  the lease of the scheduler moves 13–29 s after
                                                                            the fault, then about 1 s
        the record holds no pod that was created during the fault
    ✓  The server rejoins                               8.69 s      60.0 s  –
    ✓  Nobody restarted who was not told to         0 restarts  0 restarts  –
    ✓  Data: nothing lost, nothing false, in order (2 checks)
    ✓  The fault took effect                    proven 3 times           –  –"
  `)
})

test('on a narrow one no line is longer than it', () => {
  const lines = verdictTable(report, { colour: false, width: 72 }).split('\n')
  expect(Math.max(...lines.map(line => line.length))).toBeLessThanOrEqual(72)
})

test('colour marks verdicts, and what was recorded cannot steer the terminal', () => {
  const check = { id: 'a', title: 'a\u001b[2J\nb', verdict: 'pass' as const, reason: '', evidence: [] }
  const table = verdictTable({ checks: [check] }, { colour: true, width: 80 })
  expect(table).toContain('\u001b[32m✓\u001b[39m  a b ')
  expect(table).not.toContain('\u001b[2J')
})
