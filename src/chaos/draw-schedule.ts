import { BadInputError } from '../base/errors.ts'
import { type Random, randomFrom } from '../base/seed.ts'
import { roleOf } from '../topology/node-id.ts'
import { nodesOf } from '../topology/nodes-of.ts'
import type { Topology } from '../topology/topology.ts'
import { type CapacityLoss, leavesQuorum, leavesServer } from './capacity-loss.ts'
import { type DrawOption, drawOptions } from './draw-options.ts'
import type { DrawnFault } from './drawn-fault.ts'
import { fallenAway } from './fallen-away.ts'
import type { Quorum, Schedule, ScheduledFault } from './schedule.ts'
import { roleOfTarget, type Target } from './target.ts'

/** From what a schedule is drawn. */
export interface Draw {
  seed: number
  durationMs: number
  topology: Topology
  /** The faults that may be drawn: each has a weight. */
  faults: readonly DrawnFault[]
  quorum: Quorum
}

/** Between the healing of one fault and the next: a server that was killed is a voter, Ready and served again within this. */
export const gapS: readonly [shortest: number, longest: number] = [20, 40]
// What neighbouring seeds draw first differs little: by as many draws it does.
const alike = 10
// One in three faults meets a second one while it is on.
const overlapOdds = 3
const othersHint = "name others by --faults; 'holdfast faults' says which can be"

/**
 * Draws which faults strike whom, when and for how long. The same draw gives the same schedule on any machine: all is whole
 * numbers from one seed. Faults follow each other with time to settle; some overlap, on different nodes. With quorum
 * `keep` the datastore has one and clients have a server at every moment; with `break` the first fault takes it away.
 * All are healed before the end. @throws BadInputError when nothing can be drawn
 */
export function drawSchedule(draw: Draw): Schedule {
  const { seed, durationMs, topology, quorum } = draw
  const random = randomFrom(seed)
  for (let drawn = 0; drawn < alike; drawn++) random.below(2)
  const all = draw.faults.flatMap(fault => {
    const options = drawOptions(fault, topology)
    return typeof options === 'string' ? [] : options
  })
  const may = (...losses: CapacityLoss[]) =>
    quorum === 'break' || (leavesQuorum(losses, topology) && leavesServer(losses, topology))
  const drawable = all.filter(({ loss }) => may(loss))
  const breaking = all.filter(({ loss }) => !leavesQuorum([loss], topology))
  if (drawable.length === 0) {
    const hint = all.length > 0 ? "take more servers, other '--faults', or '--break-quorum'" : othersHint
    throw new BadInputError(`chaos: none of these faults can be drawn: ${fallenAway(draw).join('; ')}`, { hint })
  }
  if (quorum === 'break' && breaking.length === 0) {
    const left = [...new Set(all.map(({ fault }) => fault.name))].join(', ')
    const reasons = [`${left}: a quorum is left`, ...fallenAway(draw)].join('; ')
    const hint = "leave '--break-quorum' out, or let 'kill' be one of them"
    throw new BadInputError(`chaos: none of these faults takes the quorum: ${reasons}`, { hint })
  }

  const faults: ScheduledFault[] = []
  for (let atS = 0; ; ) {
    const first = pickWeighted(faults.length === 0 && quorum === 'break' ? breaking : drawable, random)
    const round = [scheduled(first, atS, random)]
    const partners = all.filter(({ target, loss }) => areApart(first.target, target, topology) && may(first.loss, loss))
    if (partners.length > 0 && random.below(overlapOdds) === 0) {
      const offsetS = between([1, round[0]!.lengthMs / 1000 - 1], random)
      round.push(scheduled(pickWeighted(partners, random), atS + offsetS, random))
    }
    const endS = Math.max(...round.map(({ atMs, lengthMs }) => atMs + lengthMs)) / 1000
    // The last ones have their time to settle too.
    if ((endS + gapS[0]) * 1000 > durationMs) break
    faults.push(...round)
    atS = endS + between(gapS, random)
  }
  if (faults.length === 0) {
    const hint = "write for example '--duration 3m'"
    throw new BadInputError(`chaos: ${durationMs / 1000} s are too short for a fault and its healing`, { hint })
  }
  return { seed, durationMs, quorum, topology, faults }
}

/**
 * Whether two targets can be struck at once and be different nodes: which ones they mean is known only then, and the second
 * one goes to a node that is free.
 */
function areApart(a: Target, b: Target, topology: Topology): boolean {
  const role = roleOfTarget(a)
  if (role !== roleOfTarget(b)) return true
  if (a.selector === b.selector && a.selector !== 'random' && a.selector !== 'follower') return false
  const count = nodesOf(topology).filter(node => roleOf(node) === role).length
  return a.nodes.length === 1 && b.nodes.length === 1 && count > 1
}

function scheduled(
  { fault: { name, drawn }, target: { selector } }: DrawOption,
  atS: number,
  random: Random,
): ScheduledFault {
  const lengthMs = between(drawn.lengthS, random) * 1000
  const options = drawn.options && random.pick(drawn.options)
  return { atMs: atS * 1000, fault: name, selector, lengthMs, ...(options && { options }) }
}

const between = ([least, most]: readonly [number, number], random: Random): number =>
  least + random.below(most - least + 1)

function pickWeighted(options: readonly DrawOption[], random: Random): DrawOption {
  let left = random.below(options.reduce((sum, { weight }) => sum + weight, 0))
  return options.find(({ weight }) => {
    left -= weight
    return left < 0
  })!
}
