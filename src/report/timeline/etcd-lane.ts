import type { History } from '../../history/history.ts'
import type { Html } from '../html.ts'
import type { Axis } from './axis.ts'
import { lane } from './lane.ts'
import { segment } from './segment.ts'
import { serverTone } from './server-tone.ts'
import { stretches } from './stretches.ts'

interface View {
  leader: string
  term: string
}

/** Who led etcd, by the word of the members that answered: of those, the ones in the highest term count. */
export function etcdLane(axis: Axis, prober: History['prober']): Html | undefined {
  const nodes = new Map(prober.flatMap(record => (record.type === 'etcd' ? [[record.member, record.node]] : [])))
  const views = new Map<string, View>()
  const seen = prober.flatMap(record => {
    if (record.type === 'etcd') views.set(record.node, record)
    else if (record.type === 'etcd-silent') views.delete(record.node)
    else return []
    return { atUs: record.atUs, value: describe(views, nodes) }
  })
  if (seen.length === 0) return undefined
  const segments = stretches(seen, axis.toUs).map(({ fromUs, toUs, value }) => {
    const silent = value.leader !== undefined && !value.answers
    const text = `${value.leader ?? 'no leader'}${silent ? ', silent' : ''}${value.term === undefined ? '' : `, term ${value.term}`}`
    const tone = value.leader === undefined ? 'bad' : silent ? 'warn' : serverTone(value.leader)
    return segment(axis, { fromUs, toUs, text, title: `etcd leader: ${text}`, tone })
  })
  return lane({ label: 'leader', hint: 'etcd' }, segments)
}

function describe(views: ReadonlyMap<string, View>, nodes: ReadonlyMap<string, string>) {
  const all = [...views.values()]
  const term = all.map(view => BigInt(view.term)).reduce((most, one) => (one > most ? one : most), -1n)
  const member = all.find(view => BigInt(view.term) === term && view.leader !== '0')?.leader
  const leader = member === undefined ? undefined : (nodes.get(member) ?? `member ${member}`)
  return { leader, term: term < 0n ? undefined : String(term), answers: leader !== undefined && views.has(leader) }
}
