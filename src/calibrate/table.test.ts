import { expect, test } from 'vitest'
import { simulatedPhase } from './__fixtures__/simulated.ts'
import { observe } from './observe.ts'
import { observerTable, targetTable } from './table.ts'

test('a line for each kind, connection and load, and one for where nothing was planted', () => {
  expect(observerTable(observe(simulatedPhase(50), 50)).split('\n')).toMatchInlineSnapshot(`
    [
      "outage  connection  load   planted  found  of those due  begin    end  duration  false",
      "refuse  new         quiet       60  100 %         100 %  27/50  27/53     15/43      0",
      "nothing planted: 0 of 25 windows of 10 s with a false alarm",
    ]
  `)
})

test('a target that does not hold is marked', () => {
  const targets = [
    { what: 'hang: found', limit: '100 %', measured: '3 of 3', holds: true },
    { what: 'memory', limit: '150 MiB', measured: '155 MiB', holds: false },
  ]
  expect(targetTable(targets).split('\n')).toMatchInlineSnapshot(`
    [
      "   target         limit  measured",
      "✓  hang: found    100 %    3 of 3",
      "✗  memory       150 MiB   155 MiB",
    ]
  `)
})
