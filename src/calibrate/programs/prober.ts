import type { SeriesDefinition } from '../../history/records.ts'
import { Probe } from '../../prober/probe.ts'
import type { Identity } from '../../prober/protocol.ts'
import { Recorder } from '../../prober/recorder.ts'
import { startSchedule } from '../../prober/schedule.ts'
import { orders } from './orders.ts'

export interface ProberOrder {
  identity: Identity
  series: { definition: SeriesDefinition; target: string }[]
}

// The product's own prober, without the cluster: its probes, its schedule, its record.
const inbox = orders()
const { identity, series } = (await inbox.next()).value as ProberOrder
const recorder = new Recorder(line => process.stdout.write(line))
const probes = series.map(({ definition, target }) => new Probe(definition, target, identity, 'default', recorder))
const stop = startSchedule(probes)
await inbox.next()
stop()
await Promise.all(probes.map(probe => probe.drained()))
recorder.write({ type: 'end' })
await inbox.next()
