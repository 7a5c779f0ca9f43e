import { waitUntil } from '../../base/wait-until.ts'
import { sharedConfig } from '../config-file.ts'
import { scene } from '../scene.ts'
import { allThree } from './all-three.ts'
import { firstHost, podImages } from './first-server.ts'
import { type Membership, memberOf, noMember, votesAgain } from './membership.ts'
import { removedMember } from './removed-member.ts'

interface ReplacedServer {
  name: string
  before: Membership
  /** From the call until neither member nor Node was listed. */
  removedMs: number
  after: Membership
  /** From the start of the new container until its member voted and its Node was Ready. */
  rejoinMs: number
  /** Whether its node password differs from that of the container before. */
  otherPassword: boolean
}

const passwordPath = '/etc/rancher/node/password'
const nodeMs = 30_000

/** One joiner's Node deleted, its container and volumes too; then a new container joins under its name and address. */
export const replacedServer = scene(async (lab): Promise<ReplacedServer> => {
  // That scene ends with three members again, or these wait for them.
  await removedMember(lab).catch(() => {})
  const servers = await allThree(lab)
  const [first, old] = servers
  const { name } = old
  const { core } = lab.kube(first)
  const before = (await memberOf(first, name))!
  const password = await old.read(passwordPath)
  const fromMs = performance.now()
  await core.deleteNode({ name })
  await noMember(lab, first, name)
  const nodeGone = async () => {
    const { items } = await core.listNode()
    if (items.some(({ metadata }) => metadata!.name === name)) throw new Error('it is still there')
  }
  await waitUntil(`the end of Node ${name}`, nodeGone, { timeoutMs: nodeMs, signal: lab.signal })
  const removedMs = performance.now() - fromMs
  await old.remove()
  const fresh = await lab.create({
    name,
    host: firstHost + 1,
    command: ['server', `--node-name=${name}`],
    config: { token: lab.token, server: `https://${first.ip}:6443`, ...sharedConfig, 'node-ip': old.ip },
    files: [podImages(lab)],
  })
  servers[1] = fresh
  const startMs = performance.now()
  await fresh.start()
  const after = await votesAgain(lab, first, fresh)
  const rejoinMs = performance.now() - startMs
  return { name, before, removedMs, after, rejoinMs, otherPassword: password !== (await fresh.read(passwordPath)) }
})
