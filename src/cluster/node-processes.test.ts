import { expect, test } from 'vitest'
import { parseProcesses } from './node-processes.ts'

const listing = [
  '1\t100\tk3s init',
  '12\t120\t/usr/bin/containerd\t--config=/x',
  '15\t130\t/usr/libexec/k3s/kubernetes\tkube-apiserver\t--x',
  '20\t140\tkine',
  '',
].join('\n')

test('a process goes by its program and by its first argument', () => {
  expect(parseProcesses(listing)).toEqual([
    { pid: 1, startedTicks: 100, names: ['k3s', 'init'] },
    { pid: 12, startedTicks: 120, names: ['containerd', '--config=/x'] },
    { pid: 15, startedTicks: 130, names: ['kubernetes', 'kube-apiserver'] },
    { pid: 20, startedTicks: 140, names: ['kine'] },
  ])
})
