import { waitUntil } from '../../base/wait-until.ts'
import type { Lab } from '../lab.ts'
import type { LabServer } from '../lab-server.ts'
import { linesWith } from '../last-words.ts'
import { scene } from '../scene.ts'
import { allThree } from './all-three.ts'
import { type Membership, memberOf, membersOf, noMember, votesAgain } from './membership.ts'

interface RemovedMember {
  server: string
  before: Membership
  /** From the annotation until etcd listed the member no more. */
  removedMs: number
  /** How many members were left. */
  left: number
  /** What the Node's annotations said then. */
  annotations: Record<string, string>
  /** What the server's log said of it, without the rest of the line. */
  words: string
  /** Whether its container ran when it said so. */
  ranOn: boolean
  tombstone: boolean
  /** After it was stopped and started: its member, and the directories to which data was moved. */
  after: Membership
  backups: string
}

const database = '/var/lib/rancher/k3s/server/db'
const farewell = /This node has been removed from the cluster/i
const annotation = 'etcd.k3s.cattle.io/remove'
const answerMs = 30_000

/** One joiner's member removed by the annotation on its Node; then its container is stopped and started. */
export const removedMember = scene(async (lab): Promise<RemovedMember> => {
  const [first, , server] = await allThree(lab)
  const before = (await memberOf(first, server.name))!
  const fromMs = performance.now()
  await annotate(lab, first, server.name)
  await noMember(lab, first, server.name)
  const removedMs = performance.now() - fromMs
  const left = (await membersOf(first)).length
  const annotations = await noted(lab, first, server.name)
  const words = await said(lab, server)
  const ranOn = await server.expectRunning().then(
    () => true,
    () => false,
  )
  const tombstone = await server.read(`${database}/etcd/tombstone`).then(
    () => true,
    () => false,
  )
  await server.stop()
  await server.start()
  const after = await votesAgain(lab, first, server)
  const backups = await server.shell(`ls -d ${database}/etcd-*`)
  return { server: server.name, before, removedMs, left, annotations, words, ranOn, tombstone, after, backups }
})

const annotate = (lab: Lab, through: LabServer, name: string) =>
  lab.kube(through).core.patchNode({
    name,
    body: [{ op: 'add', path: `/metadata/annotations/${annotation.replace('/', '~1')}`, value: 'true' }],
  })

/** The Node's annotations of etcd once the removal is noted, or as they are in the end. */
async function noted(lab: Lab, through: LabServer, name: string): Promise<Record<string, string>> {
  let last: Record<string, string> = {}
  const look = async () => {
    const { metadata } = await lab.kube(through).core.readNode({ name })
    const all = Object.entries(metadata?.annotations ?? {})
    last = Object.fromEntries(
      all.filter(([key]) => key.startsWith('etcd.')).map(([key, value]) => [key.split('/')[1]!, value]),
    )
    if (!('removed-node-name' in last)) throw new Error('not noted yet')
  }
  await waitUntil('the note', look, { timeoutMs: answerMs, intervalMs: 500, signal: lab.signal }).catch(() => {})
  return last
}

async function said(lab: Lab, server: LabServer): Promise<string> {
  const look = async () => {
    const [line] = linesWith(await server.logs(), farewell)
    if (line === undefined) throw new Error('nothing said yet')
    return /msg="([^"]*)"/.exec(line)?.[1] ?? line
  }
  return waitUntil('its farewell', look, { timeoutMs: answerMs, signal: lab.signal }).catch(() => 'nothing')
}
