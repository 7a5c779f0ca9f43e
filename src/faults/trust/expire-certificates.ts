import { nowUs } from '../../base/clock.ts'
import { once } from '../../base/once.ts'
import { redateCertificate } from '../../base/redate-certificate.ts'
import { shell } from '../../base/shell.ts'
import { waitUntil } from '../../base/wait-until.ts'
import { shortestS } from '../../chaos/drawing.ts'
import type { Cluster } from '../../cluster/cluster.ts'
import type { ClusterNode } from '../../cluster/cluster-node.ts'
import { drivers } from '../../cluster/distributions/drivers.ts'
import type { ServingCertificate } from '../../cluster/distributions/serving-certificate.ts'
import type { ContainerFile } from '../../engine/files.ts'
import type { NodeId } from '../../topology/node-id.ts'
import { type Fault, type FaultContext, type Injected, undoDeadlineMs } from '../fault.ts'
import { lostLeaseMs } from '../pause.ts'
import { proofBy } from '../proof.ts'

const hourMs = 3_600_000
// A leaf is good for a year (scenarios, section 1); these ended an hour ago.
const age = { fromMs: 8766 * hourMs, toMs: hourMs }
// An apiserver looks at its files when the kernel tells it, and once a minute; etcd at every handshake.
const noticeTimeoutMs = 90_000

/**
 * The certificates that a server alone presents have expired: those of its etcd, and its API's where it has one of its
 * own. Connections that stand go on; whoever comes anew refuses it. It passes when the server starts again, where its
 * distribution then issues anew what has expired.
 */
export const expireCertificates: Fault = {
  kind: 'expire-certificates',
  summary:
    "the certificates that a server alone presents, its etcd's above all, have expired; over when it starts again, where that renews them",
  targetRoles: ['server'],
  drawn: { weight: 0, lengthS: [shortestS, 40] },
  refusal: topology =>
    drivers[topology.distribution].serving(topology).length > 0
      ? undefined
      : `with ${topology.datastore} no server presents a certificate of its own: its API's is one of all servers, who renew it`,
  effect: () => ({ does: 'degrade' }),
  aftermathMs: lostLeaseMs,
  inject: expire,
}

async function expire(context: FaultContext, node: NodeId): Promise<Injected> {
  const { cluster, journal, engineEvent, aboutToAct, signal } = context
  const { distribution, driver, topology } = cluster
  const victim = cluster.node(node)
  const serving = driver.serving(topology)
  const expired = await Promise.all(serving.map(certificate => expiredFiles(victim, certificate)))
  const files = serving.map(({ file }) => file)
  const restore = restoreScript(files)
  const failure = `the certificates of ${node} could not be changed`
  const inNode = (script: string) => victim.execOrThrow(script, { failure, mayBeDown: true })
  const look = () => Promise.all(serving.map(certificate => lookAt(cluster, node, certificate)))
  const wait = { timeoutMs: noticeTimeoutMs, signal }
  await aboutToAct()
  const undo = await journal.append(
    { kind: 'in-node', id: victim.containerId, command: shell(restore) },
    { deadlineMs: undoDeadlineMs },
  )
  await victim.writeFiles(...expired.flat())
  await inNode(presentScript(files))
  const begin = await waitUntil(
    `${node} to present a certificate that has expired`,
    async () => {
      const presented = (await look()).filter(({ isOver }) => isOver)
      if (presented.length === 0) throw new Error('none has')
      return { atUs: nowUs(), evidence: presented.map(({ words }) => words).join('; ') }
    },
    wait,
  )
  const allGood = async () => {
    const presented = await look()
    const bad = presented.filter(({ isOver }) => isOver)
    if (bad.length > 0) throw new Error(bad.map(({ words }) => words).join('; '))
    return presented.map(({ words }) => words).join('; ')
  }
  return {
    begin,
    ...(distribution.certificatesRenewed === 'at-start' && {
      over: engineEvent(node, 'start').then(() => waitUntil(`${node} to present new certificates`, allGood, wait)),
    }),
    proof: () => proofBy(waitUntil(`${node} to be refused`, async () => refusals(await look()), wait)),
    heal: once(async () => {
      await waitUntil(`the certificates of ${node} to be put back`, () => inNode(restore), wait)
      const evidence = await waitUntil(`${node} to present good certificates`, allGood, wait)
      const atUs = nowUs()
      await journal.done(undo)
      return { atUs, evidence }
    }),
  }
}

/** What is laid beside a certificate: itself, for healing, and one that has expired. */
async function expiredFiles(node: ClusterNode, { file, authorityKey }: ServingCertificate): Promise<ContainerFile[]> {
  const [text, key] = await Promise.all([node.readFile(file), node.readFile(authorityKey)])
  const end = '-----END CERTIFICATE-----\n'
  const chain = text.slice(text.indexOf(end) + end.length)
  const nowMs = Date.now()
  const dates = { from: new Date(nowMs - age.fromMs), to: new Date(nowMs - age.toMs) }
  const after = redateCertificate(text, key, dates) + chain
  return [
    { path: `${file}.before`, mode: 0o644, content: text },
    { path: `${file}.expired`, mode: 0o644, content: after },
  ]
}

/** Written in place: a program that watches a file loses sight of one that is replaced. */
const presentScript = (files: readonly string[]): string =>
  files.map(file => `cat ${file}.expired > ${file}`).join(' && ')

/** Puts back what is still ours; a server that has started meanwhile has other certificates, of other keys. */
export const restoreScript = (files: readonly string[]): string =>
  files
    .map(file => {
      const ours = `if cmp -s ${file} ${file}.expired; then cat ${file}.before > ${file}; fi`
      return `${ours}; rm -f ${file}.before ${file}.expired`
    })
    .join('\n')

interface Look {
  isOver: boolean
  refusal: string | undefined
  words: string
}

/** What is presented on a port to client:0 now. @throws Error when there is no handshake, which may pass */
async function lookAt(cluster: Cluster, node: NodeId, { port, of }: ServingCertificate): Promise<Look> {
  const { validToMs, refusal } = await cluster.observer.certificate(cluster.node(node).ip, port, of)
  const date = new Date(validToMs).toISOString()
  return { isOver: validToMs < Date.now(), refusal, words: `on port ${port} it presents one good until ${date}` }
}

/** @throws Error when nobody refuses it as expired */
export function refusals(looks: readonly Look[]): string {
  const refused = looks.filter(({ refusal }) => /expired/i.test(refusal ?? ''))
  if (refused.length === 0) throw new Error('client:0 refuses none of its certificates as expired')
  return `client:0 refuses it: ${refused.map(({ words, refusal }) => `${words} (${refusal})`).join('; ')}`
}
