import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const repository = join(import.meta.dirname, '../../..')
const configuration = `export default { test: { tags: [{ name: 'core' }], projects: [
  { extends: true, test: { name: 'scenarios', include: ['scenarios/**/*.scenario.ts'] } } ] } }`

/** What a person sees of one call of the program. */
export interface Ended {
  status: number
  /** Everything on stderr and stdout, in order of arrival. */
  said: string
  /** From the call of {@link Call.ended}. */
  seconds: number
}

/** The program at work. */
export interface Call {
  process: ChildProcess
  /** Resolves with the first line that holds these words. */
  says(words: string): Promise<string>
  ended(): Promise<Ended>
}

/** A directory of scenarios in which a test is the user of the whole program. */
export class Project implements Disposable {
  readonly directory = mkdtempSync(join(tmpdir(), 'holdfast-project-'))

  constructor() {
    mkdirSync(join(this.directory, 'scenarios'))
    writeFileSync(join(this.directory, 'vitest.config.mjs'), configuration)
  }

  /** Writes a file below `scenarios` and returns its path as a user names it. */
  plant(name: string, text: string): string {
    const file = join('scenarios', `${name}.scenario.ts`)
    const index = JSON.stringify(join(repository, 'src/index.ts'))
    writeFileSync(join(this.directory, file), text.replace("'holdfast'", index))
    return file
  }

  /** A scenario of one server, whose body is given as source. */
  story(title: string, body: string): string {
    const name = title.replaceAll(' ', '-')
    const text = `import { scenario } from 'holdfast'\nscenario('${title}', { topology: { servers: 1 }, limits: {} }, async ({ phase }) => {\n${body}\n})\n`
    return this.plant(name, text)
  }

  /** Calls `holdfast`. */
  call(args: string[], environment: NodeJS.ProcessEnv = {}, options: { uid?: number; gid?: number } = {}): Call {
    const child = spawn(process.execPath, [join(repository, 'bin/holdfast.js'), ...args], {
      ...{ cwd: this.directory, stdio: ['ignore', 'pipe', 'pipe'], ...options },
      env: { ...process.env, NO_COLOR: '1', HOLDFAST_SUPERVISOR: undefined, ...environment },
    })
    const lines: string[] = []
    const listeners = new Set<() => void>()
    for (const stream of [child.stdout!, child.stderr!]) {
      createInterface({ input: stream }).on('line', line => {
        lines.push(line)
        for (const listener of listeners) listener()
      })
    }
    const closed = once(child, 'close')
    const says = (words: string) => {
      const { promise, resolve, reject } = Promise.withResolvers<string>()
      const look = () => {
        const line = lines.find(each => each.includes(words))
        if (line !== undefined) resolve(line)
      }
      listeners.add(look)
      look()
      void closed.then(() => reject(new Error(`it ended without '${words}':\n${lines.join('\n')}`)))
      return promise
    }
    const ended = async () => {
      const startMs = performance.now()
      const [status] = await closed
      return { status, said: lines.join('\n'), seconds: (performance.now() - startMs) / 1000 }
    }
    return { process: child, says, ended }
  }

  [Symbol.dispose](): void {
    rmSync(this.directory, { recursive: true, force: true })
  }
}
