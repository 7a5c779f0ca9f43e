import type { NodeEvent } from '../../checks/attribution/node-event.ts'
import { type Catalogue, textOf } from './catalogue.ts'

const catalogue: Catalogue<NodeEvent> = {
  signalled: ({ node }) => `the engine sent ${node} a signal`,
  died: ({ node }) => `the engine saw ${node} die`,
  started: ({ node }) => `the engine saw ${node} start`,
  paused: ({ node }) => `the engine paused ${node}`,
  'fault-began': ({ node, faultKind, seen }) => seen ?? `${faultKind} of ${node} was called`,
  'fault-healed': ({ node, faultKind }) => `${faultKind} of ${node} was healed`,
}

/** What was seen of a node: `the engine saw server:1 die`. */
export const nodeEventText = (event: NodeEvent): string => textOf(catalogue, event)
