import type { FaultInstance } from '../history/fault-instance.ts'
import type { History } from '../history/history.ts'
import { mustLoseRole } from '../history/must-lose-role.ts'
import type { ProberRecord } from '../history/records.ts'
import type { Topology } from '../topology/topology.ts'
import type { Interval } from './interval.ts'

type EtcdRecord = Extract<ProberRecord, { type: 'etcd' }>

/** Who led etcd before and after an election, and in which terms. */
export interface LeaderChange {
  fromTerm: string
  toTerm: string
  /** Nodes where known, else member ids. */
  fromLeader: string
  toLeader: string
  /** Every round of voting raises the term by one, so more than one is a vote that was split. */
  termsElapsed: number
}

/** One change of etcd's leader as its members told it: from the last sign of the old one to the first of the new. */
export interface Election extends Interval, LeaderChange {}

/** How long a node led etcd. */
export interface LeaderTenure extends Interval {
  leader: string
}

/** A member is polled ten times a second but written down once; a fault this long before the last word still ended it. */
const lastWordUs = 1_500_000

/** What etcd's members said of their leader, and the node that a member is, where that is known. */
function toldOf({ prober, harness }: History): { words: EtcdRecord[]; nameOf: (member: string) => string } {
  const nodes = new Map<string, string>()
  for (const record of harness) {
    if (record.type === 'members') for (const { id, node } of record.members) if (node) nodes.set(id, node)
  }
  const words = prober.filter((record): record is EtcdRecord => record.type === 'etcd')
  for (const { member, node } of words) nodes.set(member, node)
  const isNamed = ({ leader }: EtcdRecord) => leader !== '' && leader !== '0'
  return { words: words.filter(isNamed), nameOf: member => nodes.get(member) ?? member }
}

/** Every election of a run, in order of time. */
export function electionsOf(history: History, faults: readonly FaultInstance[]): Election[] {
  const { topology } = history.manifest
  const { words, nameOf } = toldOf(history)
  const elections: Election[] = []
  let tenure: { term: string; leader: string; lastWordUs: number } | undefined
  for (const { atUs, member, leader, term } of words) {
    const termsElapsed = tenure === undefined ? 0 : Number(BigInt(term) - BigInt(tenure.term))
    if (tenure !== undefined && termsElapsed > 0) {
      const oldLeader = nameOf(tenure.leader)
      elections.push({
        fromUs: lostUs(oldLeader, tenure.lastWordUs, atUs, { faults, topology }),
        toUs: atUs,
        fromTerm: tenure.term,
        toTerm: term,
        fromLeader: oldLeader,
        toLeader: nameOf(leader),
        termsElapsed,
      })
    }
    if (tenure === undefined || termsElapsed > 0) tenure = { term, leader, lastWordUs: atUs }
    else if (termsElapsed === 0 && member === tenure.leader) tenure.lastWordUs = atUs
  }
  return elections
}

/** Who led etcd when; the last one to the record's end. */
export function leaderTenures(history: History, elections: readonly Election[]): LeaderTenure[] {
  const { words, nameOf } = toldOf(history)
  const [first] = words
  if (first === undefined) return []
  const begins = [
    { leader: nameOf(first.leader), fromUs: first.atUs },
    ...elections.map(({ toLeader, toUs }) => ({ leader: toLeader, fromUs: toUs })),
  ]
  return begins.map((begin, index) => ({ ...begin, toUs: elections[index]?.fromUs ?? Number.POSITIVE_INFINITY }))
}

/**
 * When the old leader was lost: the call of the fault that hit it, if one did about then, else its last word. One that is
 * cut off goes on to say that it leads until it misses its followers, up to two election timeouts later.
 */
function lostUs(
  leader: string,
  wordUs: number,
  untilUs: number,
  { faults, topology }: { faults: readonly FaultInstance[]; topology: Topology },
): number {
  const onIt = faults.filter(({ node, calledUs }) => node === leader && calledUs <= untilUs)
  const isOn = ({ healedUs = Number.POSITIVE_INFINITY }: FaultInstance) => healedUs >= untilUs
  const cutOff = onIt.find(fault => {
    const { effect } = fault
    return effect.does === 'cut' && isOn(fault) && mustLoseRole('leader', effect, topology)
  })
  const fault = cutOff ?? onIt.findLast(({ calledUs }) => calledUs >= wordUs - lastWordUs)
  return fault?.calledUs ?? wordUs
}
