import { shell } from '../base/shell.ts'
import { createContainer, pauseContainer, startContainer, unpauseContainer } from './container.ts'
import type { Engine } from './engine.ts'
import { engineCall } from './engine-call.ts'
import { execute } from './execute.ts'
import { helperLabels } from './helpers.ts'

/**
 * What nodes and faults need of the kernel under an engine; tried, not looked up. Absent is what could not be tried, as the
 * image has no program for it.
 */
export interface KernelFeatures {
  /** Containers with all rights start: nodes are such. */
  privileged: boolean
  /** Frozen processes: faults that pause a node. */
  pause: boolean
  /** Packet filters with counters: partitions, and the proof that they bit. */
  nftables?: boolean
  /** A share of packets dropped. */
  loss?: boolean
  /** Packets dropped by their length. */
  length?: boolean
  /** A limit of what an interface sends. */
  shaping?: boolean
  /** Delay, jitter and reordering in the kernel. */
  netem?: boolean
}

/** What a kernel may lack, and what that is in words. */
export const featureWords: Record<Exclude<keyof KernelFeatures, 'privileged'>, [what: string, without: string]> = {
  pause: ['pausing containers', 'faults that freeze a node are not possible'],
  nftables: ['packet filters (nftables)', 'partitions are not possible'],
  loss: ['random packet loss (statistic match)', 'faults that lose packets are not possible'],
  length: ['packet filters by length (length match)', 'faults that lose long packets are not possible'],
  shaping: ['bandwidth limits (tbf)', 'faults that narrow a line are not possible'],
  netem: ['packet delay (netem)', 'faults that delay packets are not possible'],
}

/** The program of the tools image that a feature is used by. */
export type NetworkTool = 'iptables' | 'tc'
type Tried = Exclude<keyof KernelFeatures, 'privileged' | 'pause'>

/** What each feature of the network is used by. */
export const toolOf: Record<Tried, NetworkTool> = {
  nftables: 'iptables',
  loss: 'iptables',
  length: 'iptables',
  shaping: 'tc',
  netem: 'tc',
}

// As the faults do it, in a network of its own: nothing of the host is touched.
const attempts: Record<Tried, string> = {
  nftables:
    'iptables -w -t mangle -A PREROUTING -j DROP && iptables -w -t mangle -nvxL PREROUTING && ' +
    'iptables -w -A OUTPUT -p tcp -j REJECT --reject-with tcp-reset',
  loss: 'iptables -w -t mangle -A POSTROUTING -m statistic --mode random --probability 0.05 -j DROP',
  length: 'iptables -w -t mangle -A POSTROUTING -m length ! --length 0:1000 -j DROP',
  shaping: 'tc qdisc replace dev lo root tbf rate 256kbit burst 8192 latency 400ms',
  netem: 'tc qdisc replace dev lo root netem delay 1ms',
}

const tried = Object.entries(toolOf) as [Tried, NetworkTool][]
const nothing = Object.fromEntries(tried.map(([name]) => [name, false]))

/** Tries every feature in a container of an image that should have iptables and tc. @throws EngineError when the engine fails */
export async function kernelFeatures(engine: Engine, image: string): Promise<KernelFeatures> {
  const features: KernelFeatures = { privileged: false, pause: false }
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
    if (!features.privileged) return { ...features, ...nothing }
    features.pause = await does(pauseContainer(engine, id).then(() => unpauseContainer(engine, id)))
    const works = async (script: string) => (await execute(engine, id, shell(script))).exitCode === 0
    for (const [name, tool] of tried) {
      if (await works(`command -v ${tool}`)) features[name] = await works(attempts[name])
    }
    return features
  } finally {
    await engineCall('remove a helper', engine.docker.getContainer(id).remove({ force: true, v: true }))
  }
}
