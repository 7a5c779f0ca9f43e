import { createInterface } from 'node:readline'
import { ClusterError } from '../base/errors.ts'
import type { ContainerHandle } from '../engine/container-handle.ts'
import type { SeriesDefinition } from '../history/records.ts'
import type { Greeting } from '../prober/greeting.ts'
import type { PassingSizes } from '../prober/passing-sizes.ts'
import type {
  MemberStatus,
  PresentedCertificate,
  ProberAnswer,
  ProberCommand,
  ProberSetup,
  SupervisorRequest,
  Targets,
} from '../prober/protocol.ts'
import type { NodeAddress } from '../topology/addresses.ts'
import type { NodeId } from '../topology/node-id.ts'

const answerTimeoutMs = 20_000

type Question = ProberCommand extends infer T ? (T extends { ask: number } ? Omit<T, 'ask'> : never) : never

/** The harness' end of the prober in client:0: sends commands, saves its stream line by line, matches answers. */
export class Observer {
  readonly #send: (command: ProberCommand | ProberSetup) => void
  readonly #waiting = new Map<number, (answer: ProberAnswer) => void>()
  #ask = 0
  #stderr = ''

  private constructor(send: (command: ProberCommand | ProberSetup) => void) {
    this.#send = send
  }

  /** Starts the created container of a prober; every line of its record goes to `save`. */
  static async start(client: ContainerHandle, setup: ProberSetup, save: (line: string) => void): Promise<Observer> {
    const { stdin, stdout, stderr } = await client.attach()
    const observer = new Observer(command => stdin.write(`${JSON.stringify(command)}\n`))
    createInterface({ input: stdout }).on('line', line => observer.#take(line, save))
    stderr.on('data', (chunk: Buffer) => {
      observer.#stderr = `${observer.#stderr}${chunk}`.slice(-2000)
    })
    await client.start()
    observer.#send(setup)
    return observer
  }

  /** Begins to probe; `targets` for the paths and operations that the setup did not know. */
  begin(series: SeriesDefinition[], targets: Targets = {}): void {
    this.#send({ do: 'begin', series, targets })
  }

  /** From now on this server is one of those that are asked. */
  meet({ id: node, ip: host }: NodeAddress, apiPort: number, isMember: boolean): void {
    this.#send({ do: 'meet', node, host, target: `https://${host}:${apiPort}`, isMember })
  }

  /** Stops sending and waits for the last sample to end. */
  async drain(): Promise<void> {
    await this.#question({ do: 'drain' })
  }

  /** Ends the prober's record, and the prober. */
  async end(): Promise<void> {
    await this.#question({ do: 'end' })
  }

  /** What every etcd member that answers says now. */
  async statuses(): Promise<MemberStatus[]> {
    const answer = await this.#question({ do: 'status' })
    return 'statuses' in answer ? answer.statuses : []
  }

  /** etcd's member list, read through a quorum; rejects with the reason while there is none, which may pass. */
  async members(): Promise<{ id: string; name: string; voter: boolean }[]> {
    const answer = await this.#question({ do: 'members' })
    if (!('members' in answer))
      throw new Error(`etcd gave no member list: ${'error' in answer ? answer.error : 'another answer came'}`)
    return answer.members
  }

  /**
   * Ids of etcd's members whose alarm is on that they are out of space; sets that of one of them before, if told to.
   * Rejects with the reason when none answers, which may pass.
   */
  async spaceAlarm(node: NodeId, set?: 'on' | 'off'): Promise<string[]> {
    const answer = await this.#question({ do: 'space-alarm', node, ...(set && { set }) })
    if ('alarmed' in answer) return answer.alarmed
    throw new Error(`etcd told no alarms: ${'error' in answer ? answer.error : 'another answer came'}`)
  }

  /** Whether this server's own apiserver says that it is ready; rejects with the reason when it gives no answer. */
  isReady = async (server: NodeId): Promise<boolean> => (await this.readyz(server)).status === 200

  /** An answer of this server's API, or of this agent's kubelet; rejects with the reason when none comes. */
  async readyz(node: NodeId): Promise<{ status: number; failing?: string[] }> {
    const answer = await this.#question({ do: 'readyz', path: `direct:${node}` })
    if ('status' in answer) return answer
    throw new Error('error' in answer ? answer.error : 'no answer')
  }

  /** The status of a server's answer to one request to its supervisor; rejects with the reason when none comes. */
  async ask(node: NodeId, request: SupervisorRequest): Promise<number> {
    const answer = await this.#question({ do: 'supervisor', node, ...request })
    if ('status' in answer) return answer.status
    throw new Error('error' in answer ? answer.error : 'no answer')
  }

  /** The certificate that is presented there to a fresh connection; rejects with the reason when there is no handshake. */
  async certificate(host: string, port: number, trusts: 'api' | 'etcd'): Promise<PresentedCertificate> {
    const answer = await this.#question({ do: 'certificate', host, port, trusts })
    if ('validToMs' in answer) return answer
    throw new Error('error' in answer ? answer.error : 'no answer')
  }

  /** Whether packets of all lengths get through to this server's API and back; rejects when nobody looked. */
  async passingSizes(node: NodeId): Promise<PassingSizes> {
    const answer = await this.#question({ do: 'passing-sizes', node })
    if ('short' in answer) return answer
    throw new Error('error' in answer ? answer.error : 'no answer')
  }

  /** Waits for a server's first word on a fresh connection; rejects with the reason when none comes. */
  async greeting(host: string, greeting: Greeting): Promise<void> {
    const answer = await this.#question({ do: 'greeting', host, greeting })
    if ('error' in answer) throw new Error(answer.error)
  }

  #question(question: Question): Promise<ProberAnswer> {
    const number = ++this.#ask
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(number)
        reject(new ClusterError(`the prober did not answer '${question.do}'`, { cause: this.#stderr || undefined }))
      }, answerTimeoutMs)
      this.#waiting.set(number, answer => {
        clearTimeout(timer)
        resolve(answer)
      })
      this.#send({ ...question, ask: number } as ProberCommand)
    })
  }

  #take(line: string, save: (line: string) => void): void {
    if (!line.startsWith('{"answer"')) {
      save(line)
      return
    }
    const answer = JSON.parse(line) as ProberAnswer
    this.#waiting.get(answer.answer)?.(answer)
    this.#waiting.delete(answer.answer)
  }
}
