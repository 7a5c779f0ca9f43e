import { createContainer, pauseContainer, startContainer, unpauseContainer } from './container.ts'
import type { Engine } from './engine.ts'
import { engineCall } from './engine-call.ts'
import { execute } from './execute.ts'
import { helperLabels } from './helpers.ts'

/** What nodes and faults need of the kernel under an engine; tried, not looked up. */
export interface KernelFeatures {
  /** Containers with all rights start: nodes are such. */
  privileged: boolean
  /** Frozen processes: faults that pause a node. */
  pause: boolean
  /** Packet filters with counters: partitions, and the proof that they bit. */
  nftables: boolean
  /** A share of packets dropped. */
  loss: boolean
  /** Delay, jitter and reordering in the kernel. */
  netem: boolean
}

const chain = "nft add table inet t && nft add chain inet t c '{ type filter hook input priority 0; }'"

/** In a network of its own: nothing of the host is touched. */
const attempts = {
  nftables: `${chain} && nft add rule inet t c tcp dport 9 counter drop`,
  loss: 'nft add rule inet t c numgen random mod 100 lt 5 counter drop',
  netem: 'tc qdisc add dev lo root netem delay 1ms',
} satisfies Partial<Record<keyof KernelFeatures, string>>

/** Tries every feature in a container of an image that has nft and tc. @throws EngineError when the engine fails */
export async function kernelFeatures(engine: Engine, image: string): Promise<KernelFeatures> {
  const features: KernelFeatures = { privileged: false, pause: false, nftables: false, loss: false, netem: false }
  const id = await createContainer(engine, {
    name: `holdfast-kernel-${process.pid}`,
    image,
    labels: helperLabels(),
    entrypoint: ['sleep', '60'],
    privileged: true,
  })
  try {
    const does = (act: Promise<unknown>) => act.then(() => true).catch(() => false)
    features.privileged = await does(startContainer(engine, id))
    if (!features.privileged) return features
    features.pause = await does(pauseContainer(engine, id).then(() => unpauseContainer(engine, id)))
    for (const [name, script] of Object.entries(attempts)) {
      features[name as keyof typeof attempts] = (await execute(engine, id, ['sh', '-c', script])).exitCode === 0
    }
    return features
  } finally {
    await engineCall('remove a helper', engine.docker.getContainer(id).remove({ force: true, v: true }))
  }
}
