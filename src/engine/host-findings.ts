import type { Finding } from './finding.ts'
import type { HostFacts } from './host-facts.ts'
import { wishedInotifyInstances } from './inotify.ts'
import { featureWords, type KernelFeatures, toolOf } from './kernel-features.ts'
import { unfitness } from './unfitness.ts'

/** Three servers, a balancer, the prober and the harness, measured at 1.4 GB on small clusters, with room for pods. */
const memoryNeededBytes = 2e9
const memoryWishedBytes = 4e9

/** What the facts of a machine mean for a run. */
export const hostFindings = (facts: HostFacts): Finding[] => [
  engineFinding(facts),
  cgroupFinding(facts),
  capabilityFinding(facts),
  ...featureFindings(facts.features),
  memoryFinding(facts),
  coreFinding(facts),
  ...inotifyFindings(facts),
]

function engineFinding({ engine, traits, engineProblem, obstacle }: HostFacts): Finding {
  const subject = 'engine'
  const unfit = traits && unfitness(traits)
  if (unfit) return { subject, level: 'problem', ...unfit }
  if (engine) {
    const whose = engine.isPrivate ? ", Holdfast's own" : ''
    return { subject, level: 'ok', message: `${engine.name} ${engine.version} at ${engine.host}${whose}` }
  }
  const missing = engineProblem ?? 'none answers'
  if (obstacle === undefined) {
    return {
      subject,
      level: 'warning',
      message: `${missing}; a run installs and starts its own`,
      advice: "to do that now: 'holdfast images prepare'",
    }
  }
  return {
    subject,
    level: 'problem',
    message: `${missing}; and Holdfast cannot start its own: ${obstacle}`,
    advice: 'start Docker, or name an engine by DOCKER_HOST',
  }
}

function cgroupFinding({ cgroups, engine }: HostFacts): Finding {
  const subject = 'cgroups'
  if (cgroups === 2) return { subject, level: 'ok', message: 'version 2' }
  if (cgroups === 1) {
    return {
      subject,
      level: 'ok',
      message: 'version 1; a kubelet from v1.35 on refuses it, those of the images used here do not',
    }
  }
  if (engine && !engine.isPrivate) return { subject, level: 'ok', message: "the engine's own, not this machine's" }
  return { subject, level: 'problem', message: 'not mounted', advice: 'mount them at /sys/fs/cgroup' }
}

function capabilityFinding({ sysResource, engine, features }: HostFacts): Finding {
  const subject = 'capabilities'
  if (features && !features.privileged) {
    return {
      subject,
      level: 'problem',
      message: 'the engine cannot start a privileged container, and nodes are such',
      advice: sysResource
        ? 'allow them in its configuration (a rootless engine cannot)'
        : 'this machine cannot give CAP_SYS_RESOURCE: use the private engine, which does without',
    }
  }
  if (sysResource) return { subject, level: 'ok', message: 'CAP_SYS_RESOURCE can be given' }
  if (!engine || engine.isPrivate) {
    return { subject, level: 'ok', message: 'CAP_SYS_RESOURCE is absent; the private engine does without' }
  }
  return { subject, level: 'ok', message: 'CAP_SYS_RESOURCE is absent; the engine does without' }
}

function featureFindings(features: KernelFeatures | undefined): Finding[] {
  const subject = 'kernel'
  if (!features) {
    const message = 'what it can do for faults is not known before there are images'
    return [{ subject, level: 'warning', message, advice: "build or pull them: 'holdfast images prepare'" }]
  }
  if (!features.privileged) return []
  const needs = Object.entries(featureWords) as [keyof typeof featureWords, [what: string, without: string]][]
  return needs.map(([name, [what, without]]): Finding => {
    if (features[name]) return { subject, level: 'ok', message: what }
    if (features[name] === false || name === 'pause') {
      return { subject, level: 'warning', message: `no ${what}: ${without}`, advice: 'use a kernel that has it' }
    }
    const message = `${what} could not be tried: the tools image has no ${toolOf[name]}`
    return { subject, level: 'warning', message, advice: 'name one that has it: --image tools=REF' }
  })
}

function memoryFinding({ memoryBytes }: HostFacts): Finding {
  const subject = 'memory'
  const message = `${(memoryBytes / 1e9).toFixed(1)} GB`
  if (memoryBytes >= memoryWishedBytes) return { subject, level: 'ok', message }
  const advice = `three servers want ${memoryWishedBytes / 1e9} GB`
  return { subject, level: memoryBytes < memoryNeededBytes ? 'problem' : 'warning', message, advice }
}

function coreFinding({ cores }: HostFacts): Finding {
  const subject = 'cores'
  if (cores >= 2) return { subject, level: 'ok', message: String(cores) }
  const advice = 'with fewer than 2, probes are late and verdicts unknown'
  return { subject, level: 'warning', message: String(cores), advice }
}

function inotifyFindings({ inotifyInstances: instances }: HostFacts): Finding[] {
  if (instances === undefined) return []
  const subject = 'inotify'
  const message = `${instances} instances a user`
  if (instances >= wishedInotifyInstances) return [{ subject, level: 'ok', message }]
  const advice = `many servers need more: sysctl -w fs.inotify.max_user_instances=${wishedInotifyInstances}`
  return [{ subject, level: 'warning', message: `${message}; a server takes about 16`, advice }]
}
