import { EventEmitter, once } from 'node:events'
import type { Connection, Operation, Sample } from '../../history/records.ts'
import { Probe } from '../probe.ts'
import type { Identity } from '../protocol.ts'
import { Recorder } from '../recorder.ts'
import { startSchedule } from '../schedule.ts'

interface Options {
  target: string
  identity: Identity
  operation?: Operation
  connection?: Connection
  intervalMs?: number
  deadlineMs?: number
}

/**
 * Probes for as long as `meanwhile` takes, which can wait until so many more samples have ended, and until the last sample has ended. Samples that a busy machine made late
 * are left out: they say nothing of what is tested.
 */
export async function samplesDuring(
  { target, identity, operation = 'cached-read', connection = 'new', intervalMs = 50, deadlineMs = 1000 }: Options,
  meanwhile: (more: (count: number) => Promise<void>) => Promise<void>,
): Promise<Sample[]> {
  const samples: Sample[] = []
  const arrival = new EventEmitter()
  const recorder = new Recorder(line => {
    const sample: Sample = JSON.parse(line)
    if (sample.outcome === 'void') return
    samples.push(sample)
    arrival.emit('sample')
  })
  const more = async (count: number) => {
    const wanted = samples.length + count
    while (samples.length < wanted) await once(arrival, 'sample')
  }
  const definition = { id: 'test', path: 'lb', operation, connection, intervalMs, deadlineMs } as const
  const probe = new Probe(definition, target, identity, 'ns', recorder)
  const stop = startSchedule([probe])
  await meanwhile(more)
  stop()
  await probe.drained()
  probe.close()
  return samples
}
