import { expect, test } from 'vitest'
import { parseTopology } from '../../topology/parse-topology.ts'
import { parseProcesses, without } from './balancer-processes.ts'
import { newWorkers, reloadBalancer } from './reload-balancer.ts'
import { staleUpstream } from './stale-upstream.ts'

// Cut after the start time, which is field 22 of the whole line.
const line = (pid: number, name: string, startedTicks: number): string =>
  `${pid} (${name}) S 1 1 1 0 -1 4194560 100 0 0 0 1 1 0 0 20 0 1 0 ${startedTicks} 1000`
const nginx = (...rows: [pid: number, startedTicks: number][]) =>
  parseProcesses(rows.map(([pid, ticks]) => line(pid, 'nginx', ticks)).join('\n'), 'nginx')

test("the kernel's table is read, and other programs are left out", () => {
  const table = [line(1, 'nginx', 100), line(7, 'nginx', 101), line(30, 'sh', 900), ''].join('\n')
  expect(parseProcesses(table, 'nginx')).toEqual([
    { pid: 1, startedTicks: 100 },
    { pid: 7, startedTicks: 101 },
  ])
})

test('a number that was given again is another process', () => {
  expect(without(nginx([7, 900]), nginx([7, 101]))).toHaveLength(1)
  expect(without(nginx([7, 101]), nginx([7, 101]))).toEqual([])
})

test('a reload is proven by workers that were not there, beside what was', () => {
  const before = nginx([1, 100], [7, 101])
  expect(newWorkers('lb:0', before, nginx([1, 100], [7, 101], [30, 900]))).toBe(
    'the kernel of lb:0 runs new workers, pid 30, beside pid 1, 7 from before',
  )
})

test('a balancer that did nothing, and one that was restarted, did not reload', () => {
  const before = nginx([1, 100], [7, 101])
  expect(() => newWorkers('lb:0', before, before)).toThrow('as before')
  expect(() => newWorkers('lb:0', before, nginx([1, 900], [7, 901]))).toThrow('that was no reload')
})

test('what reads its configuration once is told nothing anew', () => {
  const over = (kind: 'nginx' | 'gobetween') => parseTopology({ loadBalancer: { kind } }, 'test')
  for (const { refusal } of [reloadBalancer, staleUpstream()]) {
    expect(refusal!(over('gobetween'))).toBe('gobetween reads its configuration at its start alone')
    expect(refusal!(over('nginx'))).toBeUndefined()
  }
})
