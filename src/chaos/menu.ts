import type { Role } from '../topology/node-id.ts'

/** How a schedule uses one fault. */
export interface Dish {
  /** How often it is drawn against the others; 0: only when it is asked for by its name. */
  weight: number
  /** Bounds of its length, in whole seconds. */
  lengthS: readonly [shortest: number, longest: number]
  /** Whom it is drawn for: those on whom it shows within that time. */
  roles: readonly Role[]
  /** Groups that it is not drawn for. */
  except?: readonly string[]
  /** What it may be told, one of these each time. @default nothing */
  options?: readonly Record<string, unknown>[]
}

const servants: readonly Role[] = ['server', 'agent', 'lb', 'db', 'etcd']
// An election under k3s' timers takes up to 10 s, and is the proof that a leader was lost.
const shortestS = 12

/**
 * The faults from which a schedule is drawn, by their names in the catalogue. What is not here is not drawn: it changes
 * what a node is (a wiped one is another member of etcd), or means something for a whole group only.
 */
export const menu: Readonly<Record<string, Dish>> = {
  kill: { weight: 4, lengthS: [shortestS, 40], roles: servants },
  stop: { weight: 3, lengthS: [shortestS, 40], roles: servants },
  powerOff: { weight: 3, lengthS: [shortestS, 40], roles: servants },
  pause: { weight: 3, lengthS: [shortestS, 30], roles: servants },
  // The greater part is not cut from its peers: the others are, which is a minority's own cut.
  cutFromPeers: { weight: 3, lengthS: [shortestS, 40], roles: ['server', 'etcd'], except: ['majority', 'all'] },
  cutFromBalancer: { weight: 2, lengthS: [shortestS, 40], roles: ['server'] },
  cutFromEveryone: { weight: 3, lengthS: [shortestS, 40], roles: ['server', 'agent', 'etcd'] },
  interfaceDown: { weight: 2, lengthS: [shortestS, 40], roles: ['server', 'agent', 'etcd'] },
  loss: {
    weight: 2,
    lengthS: [shortestS, 40],
    roles: ['server', 'etcd'],
    options: [{ share: 0.1 }, { share: 0.3 }, { share: 0.3, from: 'peers' }],
  },
  bandwidth: {
    weight: 1,
    lengthS: [shortestS, 40],
    roles: ['server', 'etcd'],
    options: [{ kbitPerSecond: 256 }, { kbitPerSecond: 1024 }],
  },
  // By name only: many kernels have no netem.
  delay: {
    weight: 0,
    lengthS: [shortestS, 40],
    roles: ['server', 'etcd'],
    options: [{ by: '50ms' }, { by: '75ms', jitter: '50ms' }],
  },
  // Of datastores apart from the servers; read-only takes every write away, so it is drawn by its name only.
  cutFromDatastore: { weight: 2, lengthS: [shortestS, 40], roles: ['server'] },
  slowDatastore: { weight: 2, lengthS: [shortestS, 40], roles: ['db', 'etcd'] },
  resetConnections: { weight: 1, lengthS: [shortestS, 20], roles: ['db'] },
  readOnly: { weight: 0, lengthS: [shortestS, 30], roles: ['db'] },
  restartBalancer: { weight: 1, lengthS: [shortestS, 20], roles: ['lb'] },
  reloadBalancer: { weight: 1, lengthS: [shortestS, 20], roles: ['lb'] },
  staleUpstream: { weight: 1, lengthS: [shortestS, 40], roles: ['lb'] },
  expireCertificates: { weight: 0, lengthS: [shortestS, 40], roles: ['server'] },
  restartLoop: { weight: 2, lengthS: [20, 40], roles: ['server', 'agent'] },
  endPart: { weight: 2, lengthS: [shortestS, 40], roles: ['server', 'agent'] },
  outOfMemory: { weight: 1, lengthS: [20, 40], roles: ['server', 'agent'] },
  starveCpu: { weight: 2, lengthS: [20, 40], roles: ['server', 'etcd'] },
  // It takes every write away: never where a quorum is to be kept.
  spaceAlarm: { weight: 1, lengthS: [shortestS, 30], roles: ['server', 'etcd'] },
}
