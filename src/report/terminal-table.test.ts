import { expect, test } from 'vitest'
import { failedRun } from './__fixtures__/crashed-leader.ts'
import { verdictTable } from './terminal-table.ts'

const { judgement } = failedRun()

test('on a wide terminal', () => {
  expect(verdictTable(judgement, { colour: false, width: 120 })).toMatchInlineSnapshot(`
    "   check                                          measured       limit  theory
    ✓  Cached reads on new connections            under 250 ms      2.00 s  the dead server only: 1 connection in 3 until
                                                                            nginx drops it
    ✓  Cached reads on reused connections         under 250 ms      2.00 s  the dead server only: 1 connection in 3 until
                                                                            nginx drops it
    ✓  Quorum reads on new connections                  7.11 s      12.0 s  election 5 to 10 s (timers 500/5000 ms); seen:
                                                                            term 2 → 3 after 7.09 s
    ✓  Quorum reads on reused connections               7.13 s      12.0 s  election 5 to 10 s (timers 500/5000 ms); seen:
                                                                            term 2 → 3 after 7.09 s
    ✗  Writes on new connections                        7.11 s      5.00 s  election 5 to 10 s (timers 500/5000 ms); seen:
                                                                            term 2 → 3 after 7.09 s
        no write succeeded for 7.11 s, 5.00 s are allowed; an election explains 7.09 s of it, 22 ms stay unexplained
    ✓  Writes on reused connections                     7.13 s      12.0 s  election 5 to 10 s (timers 500/5000 ms); seen:
                                                                            term 2 → 3 after 7.09 s
    ?  A new pod runs while a server is down        never seen      35.0 s  a new scheduler once the old one's lease of 15 s
                                                                            has expired
        the record holds no pod that was created during the fault
    ✓  The server rejoins                               8.69 s      60.0 s  –
    ✓  Nobody restarted who was not told to         0 restarts  0 restarts  –
    ✓  Data: nothing lost, nothing false, in order (2 checks)
    ✓  The fault took effect                    proven 3 times           –  –"
  `)
})

test('on a narrow one no line is longer than it', () => {
  const lines = verdictTable(judgement, { colour: false, width: 72 }).split('\n')
  expect(Math.max(...lines.map(line => line.length))).toBeLessThanOrEqual(72)
})

test('colour marks verdicts, and what was recorded cannot steer the terminal', () => {
  const check = { id: 'a', title: 'a\u001b[2J\nb', verdict: 'pass' as const, reason: '', evidence: [] }
  const table = verdictTable({ checks: [check] }, { colour: true, width: 80 })
  expect(table).toContain('\u001b[32m✓\u001b[39m  a b ')
  expect(table).not.toContain('\u001b[2J')
})
