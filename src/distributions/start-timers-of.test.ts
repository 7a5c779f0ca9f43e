import { expect, test } from 'vitest'
import { k3s } from './k3s/k3s.ts'
import { kubeadm } from './kubeadm/kubeadm.ts'
import { startTimersOf } from './start-timers-of.ts'

test('only what stands in for k3s waits less under fast: its own image has no setting for that', () => {
  const timersOf = (timing: 'default' | 'fast', isStandIn: boolean) =>
    startTimersOf({ distribution: 'k3s', timing }, isStandIn)
  expect(timersOf('fast', true)).toEqual({ learnerTickMs: 1000, etcdTestMs: 500, etcdServesMs: 1000 })
  for (const own of [timersOf('fast', false), timersOf('default', true), timersOf('default', false)])
    expect(own).toBe(k3s.startTimers)
})

test('kubeadm has settings of its own for it', () => {
  const timersOf = (timing: 'default' | 'fast') => startTimersOf({ distribution: 'kubeadm', timing }, false)
  expect(timersOf('fast')).toBe(kubeadm.fastStartTimers)
  expect(timersOf('default')).toBe(kubeadm.startTimers)
})
