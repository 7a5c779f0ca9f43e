import type { FaultInstance } from './fault-instance.ts'

type Struck = Pick<FaultInstance, 'effect'>

/** Whether its node is told to end, and says goodbye. */
export const isGraceful = ({ effect }: Struck): boolean => effect.does === 'end' && effect.graceful === true

/** Whether its node takes no more connections and keeps those that stand until it ends. */
export const isDraining = ({ effect }: Struck): boolean => effect.does === 'end' && effect.drains === true

/** Whether its node's kernel answers nothing either: what is sent to it meanwhile is sent again, each time after twice as long. */
export const isOffLine = ({ effect }: Struck): boolean =>
  effect.does === 'cut' || (effect.does === 'end' && effect.silent === true)

/** Whether what its node is sent may be sent again and again, each time after twice as long, and may yet wait when it is over. */
export const delaysRetransmission = (fault: Struck): boolean =>
  isOffLine(fault) || (fault.effect.does === 'degrade' && fault.effect.aboveBytes !== undefined)

/** Whether no process of its node goes on. */
export const endsOrFreezes = ({ effect: { does } }: Struck): boolean => does === 'end' || does === 'freeze'

/** Whether nobody is told by a FIN or a RST that its node is gone. */
export const isSilent = (fault: Struck): boolean => isOffLine(fault) || fault.effect.does === 'freeze'

/** Whether its node lives through it: it is let go on where it is healed, and nobody needs to start it. */
export const keepsRunning = (fault: Struck): boolean => !endsOrFreezes(fault)

/** Whether its node comes back as another member of etcd than it was. */
export const losesIdentity = ({ effect }: Struck): boolean => effect.does === 'end' && effect.losesIdentity === true

/** Whether its node leaves the cluster, and another one takes its place. */
export const isReplacement = (fault: Struck): boolean => isGraceful(fault) && losesIdentity(fault)

/** Whether its node serves as before: at most worse, or without what the datastore takes no more. */
export const keepsServing = ({ effect: { does } }: Struck): boolean => does === 'degrade' || does === 'read-only'
