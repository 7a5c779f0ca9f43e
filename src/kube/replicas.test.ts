import type { V1Pod } from '@kubernetes/client-node'
import { expect, test } from 'vitest'
import type { Kube } from './kube-client.ts'
import { replicaPoll } from './replicas.ts'

const pod = (name: string, node?: string, phase = 'Pending'): V1Pod => ({
  metadata: { name },
  spec: { containers: [], ...(node && { nodeName: node }) },
  status: { phase },
})

/** Polls these answers of the API in turn; what was told after each. */
async function told(...answers: { version: number; items: V1Pod[] }[]): Promise<string[][]> {
  const rest = [...answers]
  const core = {
    listNamespacedPod: async () => {
      const { version, items } = rest.shift()!
      return { metadata: { resourceVersion: String(version) }, items }
    },
  }
  let lines: string[] = []
  const poll = replicaPoll({ core } as unknown as Kube, change =>
    lines.push([change.pod, change.stage, change.node].filter(Boolean).join(' ')),
  )
  const all: string[][] = []
  while (rest.length > 0) {
    await poll()
    all.push(lines)
    lines = []
  }
  return all
}

test('each stage of a pod is told once, and its end', async () => {
  const started = pod('a', 'server-1')
  started.status!.containerStatuses = [{ state: { running: {} } }] as never
  const lines = await told(
    { version: 1, items: [pod('a')] },
    { version: 2, items: [pod('a', 'server-1')] },
    { version: 3, items: [pod('a', 'server-1')] },
    { version: 4, items: [started] },
    { version: 5, items: [pod('a', 'server-1', 'Running')] },
    { version: 6, items: [] },
    { version: 7, items: [] },
  )
  expect(lines).toEqual([
    ['a created'],
    ['a bound server-1'],
    [],
    ['a started server-1'],
    ['a running server-1'],
    ['a gone server-1'],
    [],
  ])
})

test('an answer older than one before is left out: nobody came back, and nobody went', async () => {
  const running = pod('a', 'server-1', 'Running')
  const lines = await told(
    { version: 5, items: [running] },
    { version: 3, items: [] },
    { version: 4, items: [pod('a', 'server-1')] },
    { version: 6, items: [running] },
  )
  expect(lines).toEqual([['a running server-1'], [], [], []])
})
