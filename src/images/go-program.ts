import { existsSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fullHint, ImageError, isFull, messageOf } from '../base/errors.ts'
import { findProgram } from '../engine/find-program.ts'
import { ProgramError, runProgram } from '../engine/run-program.ts'
import { cacheDirectory, cachePath } from './cache.ts'
import { recipesDirectory } from './recipe.ts'
import { programHash } from './recipe-hash.ts'
import { makeTemporaryTree } from './temporary-tree.ts'

/** A static Go program. */
export interface GoProgram {
  name: string
  /** Of its module, below `images/`. */
  directory: string
  /** The package of that module, where it is not the module's root. */
  package?: string
  tags?: string[]
  /** String variables that the linker sets: versions. */
  variables?: Record<string, string>
}

interface CompileOptions {
  awaiting: (what: string) => void
  signal?: AbortSignal | undefined
}

/** `go.mod` files say so too; an older Go would fetch a newer one, or fail in the middle. */
const oldestGo = [1, 26, 5] as const

/** Where the compiled program is, or will be: named by what it is made from. */
export const compiledPath = async (program: GoProgram): Promise<string> =>
  join(cachePath('programs'), `${program.name}-${await programHash(program)}`)

/** Compiles a program unless it is in the cache, and returns its path. @throws ImageError */
export async function compile(program: GoProgram, { awaiting, signal }: CompileOptions): Promise<string> {
  const path = await compiledPath(program)
  if (existsSync(path)) return path
  const go = await requireGo()
  const { name, directory, package: main = '.', tags = [], variables = {} } = program
  const half = `${path}.${process.pid}`
  const ldflags = ['-s', '-w', ...Object.entries(variables).map(([key, value]) => `-X ${key}=${value}`)]
  await mkdir(cachePath('programs'), { recursive: true })
  const temporary = await makeTemporaryTree()
  let packages = 0
  try {
    await runProgram(
      go,
      ['build', '-v', '-trimpath', '-tags', tags.join(','), '-ldflags', ldflags.join(' '), '-o', half, main],
      {
        cwd: join(recipesDirectory, directory),
        environment: goEnvironment(temporary),
        signal,
        // Until the first package is compiled it asks the module proxy, and would wait for it for ever.
        silenceMs: line => (line === '' || line.startsWith('go: ') ? downloadSilenceMs : undefined),
        onLine: line =>
          awaiting(line.startsWith('go: ') ? line.slice(4, 80) : `the compiler, ${++packages} packages done`),
      },
    )
    await rename(half, path)
  } catch (error) {
    signal?.throwIfAborted()
    throw compileError(`cannot compile ${name} of images/${directory}`, error)
  } finally {
    for (const left of [half, temporary]) await rm(left, { recursive: true, force: true })
  }
  if ((await compiledPath(program)) === path) return path
  await rm(path)
  throw new ImageError(`images/${directory} changed while it was compiled`, { hint: 'run it again' })
}

/** A module is megabytes: a line that is silent for longer would take a day for all of them. */
const downloadSilenceMs = 300_000

function compileError(message: string, error: unknown): ImageError {
  if (isFull(error)) {
    return new ImageError(`${message}: the disk of ${cacheDirectory()} is full`, { hint: fullHint })
  }
  const { lines, silent } = error instanceof ProgramError ? error : { lines: [], silent: false }
  const unanswered = lines.find(line => /\b(Get|Head) "|dial tcp|i\/o timeout/.test(line))
  const why = silent ? messageOf(error) : unanswered
  if (why === undefined) return new ImageError(message, { cause: error })
  return new ImageError(`${message}: the Go module proxy does not answer: ${why}`, {
    hint: 'set GOPROXY to one that answers, and run it again: what was downloaded is kept',
  })
}

/** Own caches, so that `images prune` can empty them; a writable module cache, so that anybody can. */
const goEnvironment = (temporary: string): Record<string, string> => ({
  CGO_ENABLED: '0',
  GOCACHE: cachePath('go-build'),
  GOMODCACHE: cachePath('go-mod'),
  // Two gigabytes while it links: more than many a /tmp holds.
  GOTMPDIR: temporary,
  GOFLAGS: `${process.env.GOFLAGS ?? ''} -modcacherw -buildvcs=false`.trim(),
  GOTOOLCHAIN: 'local',
  GOWORK: 'off',
})

/** @throws ImageError when there is no Go, or too old a one */
export async function requireGo(): Promise<string> {
  const needed = `Go ${oldestGo.join('.')} or newer`
  const go = findProgram('go')
  if (go === undefined) {
    throw new ImageError(`building images takes ${needed}, and there is none`, {
      hint: 'install it and put it on PATH',
    })
  }
  const version = (await runProgram(go, ['env', 'GOVERSION'], { environment: { GOTOOLCHAIN: 'local' } })).trim()
  if (!isNewEnough(version)) {
    throw new ImageError(`building images takes ${needed}, and ${go} is ${version}`, {
      hint: 'install it and put it first on PATH',
    })
  }
  return go
}

/** Whether a version as `go env GOVERSION` prints it will do. */
export function isNewEnough(version: string): boolean {
  const given = /^go(\d+)\.(\d+)(?:\.(\d+))?/
    .exec(version)
    ?.slice(1)
    .map(part => Number(part ?? 0))
  if (given === undefined) return false
  const first = given.findIndex((part, index) => part !== oldestGo[index])
  return first === -1 || given[first]! > oldestGo[first]!
}
