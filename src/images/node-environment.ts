import type { ImageRecord } from '../history/manifest.ts'
import type { TimingProfile } from '../topology/topology.ts'

// The stand-in's own knobs (docs/stand-in.md): k3s has none for these.
const fastStandIn = {
  HOLDFAST_NODE_LEARNER_TICK: '1s',
  HOLDFAST_NODE_ETCD_READY_TICK: '500ms',
  HOLDFAST_NODE_PUBLISH_PATIENCE: '1s',
}

/** Environment that a node image needs beside its distribution's arguments; real k3s images get none. */
export const nodeEnvironment = (image: ImageRecord, timing: TimingProfile): Record<string, string> =>
  image.standIn && timing === 'fast' ? fastStandIn : {}
