import type { PlannedImage } from '../plan.ts'
import type { Rule, Sighting } from '../rule.ts'

/** A kubelet may be this many minor versions older than the API servers, and never newer. */
const agentMinorsBehind = 3
/** API servers of one cluster lie within this many minor versions. */
const serverMinorsApart = 1

export const versionSkew: Rule = {
  severity: 'error',
  why: 'Kubernetes supports no such pair: objects and fields that one side does not know are lost or refused.',
  source: 'Kubernetes version skew policy; k3s documentation: Manual Upgrades, servers before agents',
  advice: 'Upgrade servers first, one minor version at a time, then agents.',
  look({ images = [] }) {
    const servers = minors(images, /^(server|node)/)
    const agents = minors(images, /^agent/)
    if (servers.length === 0) return []
    const newest = servers.reduce((a, b) => (b.minor > a.minor ? b : a))
    const oldest = servers.reduce((a, b) => (b.minor < a.minor ? b : a))
    return [
      ...(newest.minor - oldest.minor > serverMinorsApart
        ? [sighting(newest, oldest, `more than ${serverMinorsApart} minor version newer than`)]
        : []),
      ...agents.flatMap(agent => {
        if (agent.minor > oldest.minor) return [sighting(agent, oldest, 'newer than')]
        if (newest.minor - agent.minor > agentMinorsBehind)
          return [sighting(agent, newest, `more than ${agentMinorsBehind} minor versions older than`)]
        return []
      }),
    ]
  },
}

type Versioned = PlannedImage & { minor: number }

function minors(images: readonly PlannedImage[], role: RegExp): Versioned[] {
  return images.flatMap(image => {
    const [, minor] = /^v1\.(\d+)/.exec(image.version ?? '') ?? []
    return minor === undefined || !role.test(image.role) ? [] : [{ ...image, minor: Number(minor) }]
  })
}

const sighting = (one: Versioned, other: Versioned, how: string): Sighting => ({
  subject: one.role,
  found: `${one.role} runs ${one.version}, ${how} ${other.role} with ${other.version}.`,
})
