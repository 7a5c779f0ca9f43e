import { formatMs } from '../base/duration.ts'
import { type TimingProfile, type Topology, timingProfiles } from '../topology/topology.ts'
import { type FormationTimes, formedMs } from './formation-times.ts'

/** The formations of one datastore under one timing profile. */
export interface GridCell {
  datastore: Topology['datastore']
  timing: TimingProfile
  formations: FormationTimes[]
}

/** Datastore by timing profile: the median time until formed, and its ratio to embedded etcd of the same run. */
export function gridTable(cells: readonly GridCell[]): string {
  const datastores = [...new Set(cells.map(({ datastore }) => datastore))]
  const profiles = timingProfiles.filter(timing => cells.some(cell => cell.timing === timing))
  const heads = ['datastore', 'servers', ...profiles.flatMap(timing => [timing, 'its datastore', 'to embedded'])]
  const rows = datastores.map(datastore => {
    const servers = cells.find(cell => cell.datastore === datastore)!.formations[0]!.servers
    return [datastore, String(servers), ...profiles.flatMap(timing => cellsOf(datastore, timing, cells))]
  })
  const widths = heads.map((head, column) => Math.max(head.length, ...rows.map(row => row[column]!.length)))
  const line = (row: readonly string[]) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!))).join('  ')
  return [line(heads), ...rows.map(line), '', ...explanation].join('\n')
}

function cellsOf(datastore: GridCell['datastore'], timing: TimingProfile, cells: readonly GridCell[]): string[] {
  const formations = (word: string) =>
    cells.find(cell => cell.datastore === word && cell.timing === timing)?.formations ?? []
  const own = formations(datastore)
  if (own.length === 0) return ['–', '–', '–']
  const times = own.map(formedMs)
  const ready = own.flatMap(({ stages }) => stages.find(({ stage }) => stage === 'datastore-ready')?.afterMs ?? [])
  const peer = formations('embedded-etcd')
  const spread = times.length === 1 ? '' : ` (${formatMs(Math.min(...times))}–${formatMs(Math.max(...times))})`
  return [
    `${formatMs(median(times))}${spread}`,
    ready.length === 0 ? '–' : formatMs(median(ready)),
    peer.length === 0 ? '–' : (median(times) / median(peer.map(formedMs))).toFixed(2),
  ]
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)]!

const explanation = [
  'From the start of the first node, of the datastore where it has nodes of its own, until formed. All servers are started',
  'as early as they can be: with embedded etcd when the first one can be joined, else as soon as the datastore answers a',
  'query. sqlite has one server.',
]
