import { expect, test } from 'vitest'
import type { NodeId } from '../topology/node-id.ts'
import { faultAt, type NamedFault, settingOf } from './__fixtures__/faults.ts'
import { partsAgent, predictFailover } from './predict-failover.ts'
import { predictRestarts } from './predict-restarts.ts'
import { predictSchedule } from './predict-schedule.ts'

const holding = (lease: string, node: NodeId) => ({ holders: { [lease]: node } })

test('a new pod waits for a scheduler that has the lease, counted from the fault and not from its creation', () => {
  const crash = faultAt('server:1', 'kill', holding('kube-scheduler', 'server:1'))
  expect(predictSchedule(0, [crash], settingOf({})).band).toEqual({ fromMs: 13_000, toMs: 27_000 })
  expect(predictSchedule(10e6, [crash], settingOf({})).band).toEqual({ fromMs: 3000, toMs: 17_000 })
  const elsewhere = faultAt('server:1', 'kill', holding('kube-scheduler', 'server:2'))
  expect(predictSchedule(0, [elsewhere], settingOf({})).band).toEqual({ fromMs: 0, toMs: 5000 })
  const leader = faultAt('server:0', 'kill', holding('kube-scheduler', 'server:2'))
  expect(predictSchedule(0, [leader], settingOf({})).band).toEqual({ fromMs: 0, toMs: 14_500 })
})

test('of a pod that nobody can be asked for theory says nothing', () => {
  const away = faultAt('db:0', 'kill', { ...holding('kube-scheduler', 'server:1'), leader: undefined })
  expect(predictSchedule(1e6, [away], settingOf({ datastore: 'postgres' })).band).toBeUndefined()
})

test('an agent goes over to another server when its tunnel closes, or is given up', () => {
  const bandOf = (kind: NamedFault, others: NodeId[] = []) => {
    const lost = faultAt('server:0', kind)
    return predictFailover(lost, [lost, ...others.map(node => faultAt(node, 'kill'))], settingOf({})).band
  }
  expect(bandOf('kill')).toEqual({ fromMs: 0, toMs: 1000 })
  expect(bandOf('pause')).toEqual({ fromMs: 0, toMs: 60_000 })
  expect(bandOf('stop')).toEqual({ fromMs: 0, toMs: 8000 })
  expect(bandOf('kill', ['server:1'])).toEqual({ fromMs: 0, toMs: 1000 })
  expect(bandOf('kill', ['server:1', 'server:2'])).toBeUndefined()
  const cut = (from: NodeId[]) => faultAt('server:0', { does: 'cut', from, lost: 'both' })
  expect(partsAgent(cut(['lb:0']), 'agent:0')).toBe(false)
  expect(partsAgent(cut(['agent:0', 'lb:0']), 'agent:0')).toBe(true)
})

test('a server that cannot renew its lease ends by design', () => {
  const long = { overUs: 25e6, backUs: 40e6 }
  const setting = settingOf({ datastore: 'postgres' })
  const away = faultAt('db:0', 'stop', { ...holding('kube-scheduler', 'server:1'), ...long })
  expect(predictRestarts([away], setting)).toMatchObject([{ node: 'server:1', band: { fromMs: 8000, toMs: 13_000 } }])
  // Away for less than the 10 s for which it waits; and one that is killed meanwhile.
  expect(predictRestarts([{ ...away, overUs: 5e6 }], setting)).toEqual([])
  expect(predictRestarts([away, faultAt('server:1', 'kill', { calledUs: 2e6 })], setting)).toEqual([])
  const cut = faultAt(
    'server:0',
    { does: 'cut', from: ['server:1', 'server:2'], lost: 'both' },
    {
      ...holding('kube-controller-manager', 'server:0'),
      ...long,
    },
  )
  const ofCut = (overUs: number) =>
    predictRestarts([{ ...cut, overUs }], settingOf({})).map(({ node, deadlineMs, isSure }) => [
      node,
      deadlineMs,
      isSure,
    ])
  expect(ofCut(25e6)).toEqual([['server:0', 10_000, true]])
  // A line that was cut for 7 s may carry nothing for 14 s.
  expect(ofCut(7e6)).toEqual([['server:0', 10_000, false]])
  expect(ofCut(4e6)).toEqual([])
})
