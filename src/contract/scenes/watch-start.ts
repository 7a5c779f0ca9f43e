import { waitUntil } from '../../base/wait-until.ts'
import { credentialsOf } from '../../kube/credentials.ts'
import type { Caller } from '../https-get.ts'
import type { Lab } from '../lab.ts'
import type { LabServer } from '../lab-server.ts'

/** What the first server was asked over and over while it started. */
type Question = 'ping' | 'anonymous' | 'supervisor' | 'kubeconfig' | 'ready'

/** The first moment of an answer; `atMs` counts from the start of the container. */
export interface Sighting {
  atMs: number
  saw: string
}

/** Every change of every answer, in order. */
export type Start = Record<Question, Sighting[]>

export const kubeconfigPath = '/etc/rancher/k3s/k3s.yaml'

/** Asks a server all of this over and over until its API is ready; takes its administrator for the lab's. */
export async function watchStart(lab: Lab, server: LabServer): Promise<Start> {
  const fromMs = performance.now()
  const seen: Start = { ping: [], anonymous: [], supervisor: [], kubeconfig: [], ready: [] }
  let complete = false
  const status = (path: string, caller?: Caller) =>
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
