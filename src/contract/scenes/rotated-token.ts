import { randomBytes } from 'node:crypto'
import { waitUntil } from '../../base/wait-until.ts'
import { sharedConfig } from '../config-file.ts'
import { scene } from '../scene.ts'
import type { EndedStart } from './ended-start.ts'

interface RotatedToken {
  /** Whether server/token holds the new one. */
  isKept: boolean
  /** What it answered, as it ran on, to user node with the old token and with the new one. */
  answers: { old: number; next: number }
  /** How its next start ended, with the old one still in its configuration; an error if it did not. */
  restart: EndedStart | Error
}

const host = 30
const startMs = 120_000

/** A server alone, whose token is rotated by its own command, and that starts again with the old one. */
export const rotatedToken = scene(async (lab): Promise<RotatedToken> => {
  const server = await lab.create({
    name: 'rotated',
    host,
    command: ['server', '--cluster-init', '--node-name=rotated', `--node-ip=${lab.ipAt(host)}`],
    config: { token: lab.token, ...sharedConfig },
  })
  const answerTo = async (password: string) => (await server.get('/v1-k3s/readyz', { user: 'node', password })).status
  const isReady = async () => {
    await server.expectRunning()
    const status = await answerTo(lab.token)
    if (status !== 200) throw new Error(`/v1-k3s/readyz answers ${status}`)
  }
  try {
    await server.start()
    await waitUntil(`the supervisor of ${server.name}`, isReady, { timeoutMs: startMs, signal: lab.signal })
    const next = randomBytes(16).toString('hex')
    await server.run('k3s', 'token', 'rotate', '--token', lab.token, '--new-token', next)
    const kept = await server.read('/var/lib/rancher/k3s/server/token')
    const answers = { old: await answerTo(lab.token), next: await answerTo(next) }
    await server.stop()
    const restart = await server.ended(server.start).then(
      async end => ({ ...end, log: await server.logs() }),
      (error: Error) => error,
    )
    return { isKept: kept.trim().endsWith(`::server:${next}`), answers, restart }
  } finally {
    await server.remove()
  }
})
