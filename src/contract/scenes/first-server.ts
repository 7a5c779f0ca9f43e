import { waitUntil } from '../../base/wait-until.ts'
import type { ContainerFile } from '../../engine/files.ts'
import { credentialsOf } from '../../kube/credentials.ts'
import type { Kube } from '../../kube/kube-client.ts'
import { sharedConfig } from '../config-file.ts'
import type { Lab } from '../lab.ts'
import type { LabServer } from '../lab-server.ts'
import { scene } from '../scene.ts'

/** What the first server was asked over and over while it started. */
type Question = 'ping' | 'anonymous' | 'supervisor' | 'kubeconfig' | 'ready'

/** The first moment of an answer; `atMs` counts from the start of the container. */
export interface Sighting {
  atMs: number
  saw: string
}

interface FirstServer {
  server: LabServer
  kube: Kube
  /** Every change of every answer, in order. */
  seen: Record<Question, Sighting[]>
}

const dataDir = '/var/lib/rancher/k3s'

/** The archive from which a server imports the image for pods. */
export const podImages = ({ subject }: Lab): ContainerFile => ({
  path: `${dataDir}/agent/images/workload.tar`,
  mode: 0o600,
  content: subject.podImage.archive,
})

export const kubeconfigPath = '/etc/rancher/k3s/k3s.yaml'
export const firstHost = 10
/** Set by a file beside the kubelet's own, so that the Node's capacity shows whether it is read. */
export const maxPods = 77
export const extraName = 'contract.holdfast.test'
export const manifestName = 'holdfast-contract'

const kubeletDropIn = `apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
maxPods: ${maxPods}
`
const manifest = `apiVersion: v1
kind: ConfigMap
metadata: { name: ${manifestName}, namespace: default }
`

/** A server that begins a cluster, watched from its start until its API is ready. */
export const firstServer = scene(async (lab): Promise<FirstServer> => {
  const ip = lab.ipAt(firstHost)
  const server = await lab.create({
    name: 'server-0',
    host: firstHost,
    command: [
      'server',
      '--cluster-init',
      '--node-name=server-0',
      `--node-ip=${ip}`,
      `--advertise-address=${ip}`,
      `--tls-san=${extraName}`,
    ],
    config: { token: lab.token, ...sharedConfig },
    files: [
      podImages(lab),
      { path: `${dataDir}/agent/etc/kubelet.conf.d/50-contract.conf`, mode: 0o600, content: kubeletDropIn },
      { path: `${dataDir}/server/manifests/contract.yaml`, mode: 0o600, content: manifest },
    ],
  })
  await server.start()
  const seen = await watchStart(lab, server)
  return { server, kube: lab.kube(server), seen }
})

async function watchStart(lab: Lab, server: LabServer): Promise<FirstServer['seen']> {
  const fromMs = performance.now()
  const seen: FirstServer['seen'] = { ping: [], anonymous: [], supervisor: [], kubeconfig: [], ready: [] }
  let complete = false
  const status = (path: string, caller?: Parameters<LabServer['get']>[1]) =>
    server.get(path, caller).then(
      answer => String(answer.status),
      () => 'no answer',
    )
  const questions: Record<Question, () => Promise<string | undefined>> = {
    ping: () => status('/ping'),
    anonymous: () => status('/readyz'),
    supervisor: () => status('/v1-k3s/readyz', lab.nodeUser),
    kubeconfig: async () => {
      const text = await server.read(kubeconfigPath).catch(() => '')
      if (!text.includes('client-key-data')) return 'not there'
      lab.admin = credentialsOf(text)
      complete = true
      return 'there'
    },
    ready: async () => (complete ? status('/readyz', lab.admin) : undefined),
  }
  const round = async () => {
    await server.expectRunning()
    await Promise.all(
      Object.entries(questions).map(async ([question, ask]) => {
        const saw = await ask()
        const sightings = seen[question as Question]
        if (saw !== undefined && sightings.at(-1)?.saw !== saw)
          sightings.push({ atMs: performance.now() - fromMs, saw })
      }),
    )
    if (seen.ready.at(-1)?.saw !== '200') throw new Error(`/readyz: ${seen.ready.at(-1)?.saw}`)
  }
  await waitUntil('the API of the first server', round, { timeoutMs: 180_000, intervalMs: 50, signal: lab.signal })
  return seen
}

/** `503 after 2.1 s, 401 after 7.4 s`. */
export const storyOf = (sightings: readonly Sighting[]): string =>
  sightings.map(({ atMs, saw }) => `${saw} after ${(atMs / 1000).toFixed(1)} s`).join(', ')

/** When an answer was first seen, in ms; never is infinity. */
export const firstSeen = (sightings: readonly Sighting[], saw: string): number =>
  sightings.find(each => each.saw === saw)?.atMs ?? Number.POSITIVE_INFINITY
