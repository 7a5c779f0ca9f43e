import { expect, test } from 'vitest'
import { exitCodes } from '../base/errors.ts'
import { runSteps } from './run-steps.ts'

const { pass, fail, unknown, interrupted } = exitCodes

/** Which of three steps ran, where they end with these codes, and what came of it. */
async function run(codes: [number, number, number], goesOn: boolean) {
  const ran: string[] = []
  const [lint, tests, scenarios] = codes.map((code, index) => async () => {
    ran.push(['lint', 'tests', 'scenarios'][index]!)
    return code
  })
  const ended = await runSteps({ lint: lint!, tests: tests!, scenarios: scenarios! }, { goesOn })
  return { ran, ...ended }
}
const all = ['lint', 'tests', 'scenarios']

test.each([true, false])('all of them run when all pass', async goesOn => {
  expect(await run([pass, pass, pass], goesOn)).toEqual({ ran: all, failed: [], exitCode: pass })
})

test('the first that fails is the last that runs', async () => {
  expect(await run([pass, fail, pass], false)).toEqual({ ran: ['lint', 'tests'], failed: ['tests'], exitCode: fail })
})

test('at night the others run all the same, and the failure stays one', async () => {
  expect(await run([fail, pass, pass], true)).toEqual({ ran: all, failed: ['lint'], exitCode: fail })
  expect(await run([fail, pass, unknown], true)).toEqual({ ran: all, failed: ['lint', 'scenarios'], exitCode: fail })
  expect(await run([pass, pass, unknown], true)).toEqual({ ran: all, failed: ['scenarios'], exitCode: unknown })
})

test('an interruption ends all', async () => {
  expect(await run([fail, interrupted, pass], true)).toEqual({
    ran: ['lint', 'tests'],
    failed: ['lint', 'tests'],
    exitCode: interrupted,
  })
})
