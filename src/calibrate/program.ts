import { type ChildProcessByStdio, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { HoldfastError } from '../base/errors.ts'
import { proberNodeFlags } from '../prober/node-flags.ts'

interface ProgramOptions {
  /** Real-time priority, where the host grants it. */
  priority?: number
  onLine?: (line: string) => void
  /** For one that does not read its input. */
  endsBy?: NodeJS.Signals
}

/** One program of the laboratory, a process of its own; ours end with their standard input. */
export class Program {
  readonly name: string
  readonly #child: ChildProcessByStdio<Writable, Readable, null>
  readonly #waiting: ((line: string) => boolean)[] = []
  readonly #endsBy: NodeJS.Signals | undefined
  #ending = false

  /** Starts `programs/<name>.ts`, each as the prober is started, so that they compare. */
  static node(name: string, options: ProgramOptions = {}): Program {
    const file = fileURLToPath(new URL(`programs/${name}.ts`, import.meta.url))
    return new Program(name, [process.execPath, ...proberNodeFlags, file], options)
  }

  constructor(name: string, command: readonly string[], { priority, onLine, endsBy }: ProgramOptions = {}) {
    this.name = name
    this.#endsBy = endsBy
    const [program, ...args] = priority && realtime() ? ['chrt', '-r', String(priority), ...command] : command
    this.#child = spawn(program!, args, { stdio: ['pipe', 'pipe', 'inherit'] })
    this.#child.stdin.on('error', () => {})
    createInterface({ input: this.#child.stdout }).on('line', line => {
      const first = this.#waiting.findIndex(awaits => awaits(line))
      if (first >= 0) this.#waiting.splice(first, 1)
      else onLine?.(line)
    })
    this.#child.on('error', error => this.#fail(String(error)))
    this.#child.on('exit', (code, signal) => this.#fail(`it ended with ${signal ?? code}`))
  }

  get pid(): number {
    return this.#child.pid!
  }

  send(order: unknown): void {
    this.#child.stdin.write(`${JSON.stringify(order)}\n`)
  }

  /** Resolves with the next line that contains a word, which goes to nobody else. */
  line(word: string): Promise<string> {
    return new Promise(resolve => {
      this.#waiting.push(line => {
        if (!line.includes(word)) return false
        resolve(line)
        return true
      })
    })
  }

  /** Closes its input; resolves when it is gone and all its lines were read. */
  async end(): Promise<void> {
    this.#ending = true
    const closed = once(this.#child, 'close')
    this.#child.stdin.end()
    if (this.#endsBy) this.#child.kill(this.#endsBy)
    await closed
  }

  /** Nothing that was measured without it counts. */
  #fail(why: string): void {
    if (!this.#ending) throw new HoldfastError(`calibration: the program '${this.name}' failed: ${why}`)
  }
}

let granted: boolean | undefined

/** Whether this host lets us run programs in real time. */
export function realtime(): boolean {
  try {
    if (granted === undefined) execFileSync('chrt', ['-r', '10', 'true'], { stdio: 'ignore' })
    granted ??= true
  } catch {
    granted = false
  }
  return granted
}
