import { nowUs } from '../base/clock.ts'
import { messageOf } from '../base/errors.ts'
import { EtcdClient } from './etcd-client.ts'
import { heard } from './heard.ts'
import type { Identity, MemberStatus, ProberAnswer, ProberSetup } from './protocol.ts'
import type { Recorder } from './recorder.ts'

const pollMs = 100
const repeatMs = 1000
// What is remembered of a member that did not answer.
const silent = 'silent'

interface WatchedMember {
  node: MemberStatus['node']
  client: EtcdClient
  connect: () => EtcdClient
  /** What was written down last, and when. */
  last: string
  writtenUs: number
  busy: boolean
}

/** Asks every etcd member who leads, ten times a second; writes down what changed, and all once a second. */
export class EtcdWatcher {
  readonly #recorder: Recorder
  readonly #identity: Identity
  readonly #port: number
  readonly #clients: WatchedMember[] = []
  #timer: NodeJS.Timeout | undefined

  constructor(etcd: ProberSetup['etcd'], recorder: Recorder) {
    this.#recorder = recorder
    this.#identity = etcd.identity
    this.#port = etcd.port
    for (const member of etcd.members) this.meet(member)
  }

  /** One more member to ask. */
  meet({ node, host }: { node: MemberStatus['node']; host: string }): void {
    const connect = () => new EtcdClient(host, this.#identity, this.#port)
    this.#clients.push({ node, client: connect(), connect, last: '', writtenUs: 0, busy: false })
  }

  start(): void {
    this.#timer = setInterval(() => {
      for (const member of this.#clients) if (!member.busy) void this.#poll(member, false)
    }, pollMs)
  }

  stop(): void {
    clearInterval(this.#timer)
    for (const { client } of this.#clients) client.close()
  }

  /** Every member that answers, asked now; one that was silent until now is not waited for. */
  statuses(): Promise<MemberStatus[]> {
    return heard(this.#clients.map(member => ({ wasSilent: member.last === silent, word: this.#poll(member, true) })))
  }

  /** The member list from the first member that can give one. */
  async members(): Promise<Extract<ProberAnswer, { members: unknown }>['members']> {
    return Promise.any(this.#clients.map(({ client }) => client.members()))
  }

  /** Ids of the members whose alarm is on that they are out of space; sets that of one of them before, if told to. */
  async spaceAlarm(node: MemberStatus['node'], set?: 'on' | 'off'): Promise<string[]> {
    const client = this.#clients.find(member => member.node === node)?.client
    if (client === undefined) throw new Error(`${node} is no member of etcd`)
    if (set !== undefined) await client.spaceAlarm(set, (await client.status()).member)
    // Of one that is away the others tell.
    return Promise.any(this.#clients.map(each => each.client.spaceAlarm()))
  }

  async #poll(member: WatchedMember, always: boolean): Promise<MemberStatus | undefined> {
    member.busy = true
    try {
      const status = await member.client.status()
      const atUs = nowUs()
      if (always || this.#changed(member, JSON.stringify(status), atUs)) {
        this.#recorder.write({ type: 'etcd', node: member.node, ...status }, atUs)
      }
      return { node: member.node, ...status, atUs }
    } catch (error) {
      // A channel that tried a vanished address waits for TCP's own retries, long after the member is back.
      member.client.close()
      member.client = member.connect()
      const detail = messageOf(error)
      if (this.#changed(member, silent, nowUs()))
        this.#recorder.write({ type: 'etcd-silent', node: member.node, detail })
      return undefined
    } finally {
      member.busy = false
    }
  }

  #changed(member: WatchedMember, seen: string, atUs: number): boolean {
    if (seen === member.last && atUs - member.writtenUs < repeatMs * 1000) return false
    member.last = seen
    member.writtenUs = atUs
    return true
  }
}
