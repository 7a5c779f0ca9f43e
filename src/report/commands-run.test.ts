import { expect, test } from 'vitest'
import type { HarnessRecord } from '../history/records.ts'
import { commandsRun } from './commands-run.ts'

const run = (seq: number, node: 'server:0' | 'server:1', command: string, output: string): HarnessRecord => ({
  type: 'command',
  seq,
  atUs: seq,
  node,
  command,
  exitCode: 0,
  output,
})

test('a command that was repeated is told once, with what it said at last', () => {
  const records = [
    run(1, 'server:0', 'kubectl get nodes', 'Ready'),
    run(2, 'server:0', 'kubectl get nodes', 'NotReady'),
    run(3, 'server:1', 'kubectl get nodes', 'NotReady'),
    run(4, 'server:0', 'kubectl get nodes', 'NotReady'),
  ]
  expect(commandsRun(records).map(({ atUs, node, times, output }) => [atUs, node, times, output])).toEqual([
    [1, 'server:0', 2, 'NotReady'],
    [3, 'server:1', 1, 'NotReady'],
    [4, 'server:0', 1, 'NotReady'],
  ])
})
