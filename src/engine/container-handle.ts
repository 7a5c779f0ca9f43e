import type { Readable } from 'node:stream'
import { CommandError } from '../base/errors.ts'
import { shell } from '../base/shell.ts'
import { applySetting, type Setting } from './apply-setting.ts'
import { type Attachment, attach } from './attach.ts'
import { attachCommand } from './attach-command.ts'
import {
  type ContainerSpec,
  type ContainerState,
  createContainer,
  inspectContainer,
  killContainer,
  pauseContainer,
  removeContainer,
  startContainer,
  stopContainer,
  unpauseContainer,
} from './container.ts'
import { containerCpuUs } from './container-cpu.ts'
import { containerLabels } from './container-labels.ts'
import { containerMemory } from './container-memory.ts'
import { cpuThrottling, type Throttling } from './cpu-throttling.ts'
import type { Engine } from './engine.ts'
import { type ExecuteOptions, type Execution, execute } from './execute.ts'
import { type ContainerFile, putFiles, readFile } from './files.ts'
import { type Address, addressOf, giveAddress } from './give-address.ts'
import { type Limits, limitContainer, limitsOf } from './limit-container.ts'
import { type FollowOptions, followLogs, readLogs } from './logs.ts'

interface ExecOptions extends ExecuteOptions {
  /** It may be between two lives: an Error says so, which a wait takes for "not yet". @default an EngineError, which ends a wait */
  mayBeDown?: boolean
}

interface CheckedOptions extends ExecOptions {
  /** Begins the sentence about a command that does not end well. @default the command, and what it ended with */
  failure?: string
}

/** A program with its arguments, or a script for `/bin/sh`. */
type Command = string | string[]

/** One container: what can be done to it and inside it. Each method throws an EngineError when the engine refuses. */
export class ContainerHandle {
  /** As people know it. */
  readonly name: string
  readonly #engine: Engine
  readonly #findId: () => string

  /** @param findId asked at every use: another container may have taken its place */
  constructor(engine: Engine, name: string, findId: () => string) {
    this.#engine = engine
    this.name = name
    this.#findId = findId
  }

  /** Creates a container, and does not start it. */
  static async create(engine: Engine, spec: ContainerSpec): Promise<ContainerHandle> {
    const id = await createContainer(engine, spec)
    return new ContainerHandle(engine, spec.name, () => id)
  }

  /** The engine's id. */
  get containerId(): string {
    return this.#findId()
  }

  start = async (): Promise<void> => startContainer(this.#engine, this.containerId)
  stop = async (graceSeconds: number): Promise<void> => stopContainer(this.#engine, this.containerId, graceSeconds)
  kill = async (): Promise<void> => killContainer(this.#engine, this.containerId)
  pause = async (): Promise<void> => pauseContainer(this.#engine, this.containerId)
  unpause = async (): Promise<void> => unpauseContainer(this.#engine, this.containerId)
  remove = async (): Promise<void> => removeContainer(this.#engine, this.containerId)
  inspect = async (): Promise<ContainerState> => inspectContainer(this.#engine, this.containerId)
  labels = async (): Promise<Record<string, string>> => containerLabels(this.#engine, this.containerId)

  /** Runs a command inside; whatever it ends with is an answer. */
  exec = async (command: Command, { mayBeDown, ...options }: ExecOptions = {}): Promise<Execution> => {
    const words = typeof command === 'string' ? shell(command) : command
    try {
      return await execute(this.#engine, this.containerId, words, options)
    } catch (cause) {
      throw mayBeDown ? new Error(`${this.name} takes no command`, { cause }) : cause
    }
  }

  /** Runs a command inside that must end well; returns its trimmed stdout. @throws CommandError with its last words */
  execOrThrow = async (command: Command, { failure, ...options }: CheckedOptions = {}): Promise<string> => {
    const { exitCode, stdout, stderr } = await this.exec(command, options)
    if (exitCode === 0) return stdout.trim()
    const words = typeof command === 'string' ? command : command.join(' ')
    const said = stderr.trim() || stdout.trim() || `exit code ${exitCode}`
    throw new CommandError(`${failure ?? `'${words}' on ${this.name} ended with ${exitCode}`}: ${said}`)
  }

  /** The streams of its first program: before it is started, so that nothing is lost. */
  attach = async (): Promise<Attachment> => attach(this.#engine, this.containerId)
  /** Starts a command inside, connected to its streams. */
  attachExec = async (command: string[]): Promise<Attachment> => attachCommand(this.#engine, this.containerId, command)

  /** The text of a file, whether or not it runs. */
  readFile = async (path: string): Promise<string> => (await readFile(this.#engine, this.containerId, path)).toString()
  writeFiles = async (...files: ContainerFile[]): Promise<void> => putFiles(this.#engine, this.containerId, files)
  applySetting = async (setting: Setting): Promise<void> => applySetting(this.#engine, this.containerId, setting)

  /** What it has said, since a moment of the wall clock or ever. */
  logs = async (sinceMs?: number): Promise<string> => readLogs(this.#engine, this.containerId, sinceMs)
  followLogs = async (options?: FollowOptions): Promise<Readable> => followLogs(this.#engine, this.containerId, options)

  limit = async (limits: Limits): Promise<void> => limitContainer(this.#engine, this.containerId, limits)
  limits = async (): Promise<Required<Limits>> => limitsOf(this.#engine, this.containerId)
  /** Bytes that its processes hold. */
  memory = async (): Promise<number> => containerMemory(this.#engine, this.containerId)
  /** CPU time that its processes have used, in µs. */
  cpuUs = async (): Promise<number> => containerCpuUs(this.#engine, this.containerId)
  throttling = async (): Promise<Throttling> => cpuThrottling(this.#engine, this.containerId)

  /** From its next start on, while it does not run. */
  giveAddress = async (address: Address): Promise<void> => giveAddress(this.#engine, this.containerId, address)
  /** Its address on a network; empty while it does not run. */
  addressOn = async (network: string): Promise<string> => addressOf(this.#engine, this.containerId, network)
}
