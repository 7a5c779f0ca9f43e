import { reloadBalancer } from './balancer/reload-balancer.ts'
import { restartBalancer } from './balancer/restart-balancer.ts'
import { staleUpstream } from './balancer/stale-upstream.ts'
import { readOnly } from './datastore/read-only.ts'
import { resetConnections } from './datastore/reset-connections.ts'
import { slowDatastore } from './datastore/slow-datastore.ts'
import { kill } from './kill.ts'
import { bandwidth } from './network/bandwidth.ts'
import { cutFromBalancer, cutFromDatastore, cutFromEveryone, cutFromPeers, cutIntoRing } from './network/cut.ts'
import { delay } from './network/delay.ts'
import { interfaceDown } from './network/interface-down.ts'
import { loss } from './network/loss.ts'
import { mtu } from './network/mtu.ts'
import { newAddress } from './network/new-address.ts'
import { pause } from './pause.ts'
import { powerOff } from './power-off.ts'
import { endPart } from './process/end-part.ts'
import { outOfMemory } from './process/out-of-memory.ts'
import { restartLoop } from './process/restart-loop.ts'
import { starveCpu } from './process/starve-cpu.ts'
import { stop } from './stop.ts'
import { fillVolume } from './storage/fill-volume.ts'
import { spaceAlarm } from './storage/space-alarm.ts'
import { wipe } from './storage/wipe.ts'
import { expireCertificates } from './trust/expire-certificates.ts'
import { rotateToken } from './trust/rotate-token.ts'

/**
 * Every fault by the name under which stories, schedules and the command line ask for it; some take options. Schedules are
 * drawn in this order: another one draws others from a seed.
 */
export const catalogue = {
  /** SIGKILL to a whole node. */
  kill: () => kill,
  /** SIGTERM to a node's first process, with time to end by itself. */
  stop: () => stop,
  /** A machine without power: no packet leaves it any more, then all of it ends. */
  powerOff: () => powerOff,
  /** Freezes all of a node; its kernel goes on to accept connections. */
  pause: () => pause,
  /** Nothing passes between a node and the other servers, or members of etcd. */
  cutFromPeers,
  /** Nothing passes between a node and the load balancers. */
  cutFromBalancer,
  /** Nothing passes between a node and any other. */
  cutFromEveryone,
  /** Each of a group sees only its neighbours. */
  cutIntoRing,
  /** A node's network interface goes down, as when its cable is pulled. */
  interfaceDown: () => interfaceDown,
  /** A node comes back under another address. */
  newAddress: () => newAddress,
  /** A share of a node's packets is lost, drawn by chance. */
  loss,
  /** What leaves a node passes a narrow line. */
  bandwidth,
  /** What leaves a node comes late. */
  delay,
  /** Long packets of a node are lost, and nobody is told. */
  mtu,
  /** Nothing passes between a server and the datastore's own nodes, or between one of those and the servers. */
  cutFromDatastore,
  /** What a node of the datastore answers comes late. */
  slowDatastore,
  /** A database ends every connection that servers have to it. */
  resetConnections: () => resetConnections,
  /** A database refuses every change. */
  readOnly: () => readOnly,
  /** A load balancer is told to end, and started at once. */
  restartBalancer,
  /** A load balancer reads its configuration anew. */
  reloadBalancer: () => reloadBalancer,
  /** A load balancer's file names an address where nobody is. */
  staleUpstream,
  /** The certificates that a server presents have expired. */
  expireCertificates: () => expireCertificates,
  /** The cluster's token is another one, and no node was told. */
  rotateToken: () => rotateToken,
  /** A node ends again and again, and its restart policy starts it again. */
  restartLoop,
  /** SIGKILL to one part of a node that is a process of its own. */
  endPart,
  /** A node is left less memory than it needs: the kernel ends its largest process. */
  outOfMemory: () => outOfMemory,
  /** All processes of a node share less CPU time than they need. */
  starveCpu,
  /** etcd takes no more writes, as when its database is at its quota. */
  spaceAlarm: () => spaceAlarm,
  /** The volume of a server's datastore is full. */
  fillVolume: () => fillVolume,
  /** SIGKILL to a node, and all that it kept is gone. */
  wipe: () => wipe,
}

/** The names of {@link catalogue}. */
export type FaultName = keyof typeof catalogue
/** What a fault of that name may be told. */
export type FaultOptions<Name extends FaultName> = Parameters<(typeof catalogue)[Name]>
