import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readSchedule } from './read-schedule.ts'

let directory: string
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'holdfast-schedule-'))
})
afterEach(() => rm(directory, { recursive: true }))

async function scheduleOf(faults: string, topology = '{}') {
  const file = join(directory, 'schedule.yaml')
  await writeFile(file, `seed: 1\nduration: 2m\nquorum: keep\ntopology: ${topology}\nfaults: ${faults}\n`)
  return () => readSchedule(file)
}

test('files of its topology are beside it', async () => {
  const topology = '{ loadBalancer: { kind: haproxy, file: lb.cfg } }'
  const read = await scheduleOf('[{ at: 0s, fault: kill, on: leader, lasts: 15s }]', topology)
  expect(read().topology.loadBalancer.file).toBe(join(directory, 'lb.cfg'))
})

test('a fault that does not exist is refused by its place', async () => {
  const read = await scheduleOf('[{ at: 0s, fault: kil, on: leader, lasts: 15s }]')
  expect(read).toThrow(/schedule\.yaml: schedule\.faults\.0: .*'kil'/)
})
