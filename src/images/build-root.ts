import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { ImageError } from '../base/errors.ts'
import { installPackages } from '../engine/apt.ts'
import type { Engine } from '../engine/engine.ts'
import { engineCall } from '../engine/engine-call.ts'
import { findProgram } from '../engine/find-program.ts'
import { ProgramError, runProgram } from '../engine/run-program.ts'
import { bufferOf } from '../engine/streams.ts'
import { aptMirror, aptProxy } from './apt-mirror.ts'
import { recipesDirectory } from './recipe.ts'
import { makeTemporaryTree } from './temporary-tree.ts'

interface RootOptions {
  /** Below `images/`; its file `packages` lists what is in it. */
  directory: string
  labels: Record<string, string>
  awaiting: (what: string) => void
  signal?: AbortSignal | undefined
}

/** The downloader's own patience is hours. Unpacking says a line a package. */
const silenceMs = 300_000

/** What no container of ours reads. */
const ballast = [
  'var/cache/apt',
  'var/lib/apt/lists',
  'var/log/bootstrap.log',
  'usr/share/doc',
  'usr/share/info',
  'usr/share/locale',
  'usr/share/man',
]

/**
 * Bootstraps a root file system of this host's own Debian, imports it, and returns the image's id. Whether this host can
 * is asked before, by `obstacleToBuild`. @throws ImageError
 */
export async function buildRoot(
  engine: Engine,
  { directory: recipe, labels, awaiting, signal }: RootOptions,
): Promise<string> {
  if (findProgram('debootstrap') === undefined) await installPackages(['debootstrap'], { awaiting, signal })
  const directory = await makeTemporaryTree()
  try {
    await bootstrap(directory, await packagesOf(recipe), { awaiting, signal })
    await Promise.all(ballast.map(path => rm(join(directory, path), { recursive: true, force: true })))
    awaiting('the import into the engine')
    return await importTree(engine, directory, labels)
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

/** In a mount namespace of its own: what debootstrap mounts below the tree is gone with it, however it ends. */
async function bootstrap(
  directory: string,
  packages: string[],
  { awaiting, signal }: Pick<RootOptions, 'awaiting' | 'signal'>,
): Promise<void> {
  const { url, suite, components } = await aptMirror()
  const proxy = await aptProxy()
  try {
    await runProgram(
      'unshare',
      [
        ...['--mount', '--', findProgram('debootstrap')!, '--variant=minbase'],
        `--components=${components.join(',')}`,
        `--include=${packages.join(',')}`,
        ...[suite, directory, url],
      ],
      {
        environment: { LC_ALL: 'C.UTF-8', ...(proxy && { http_proxy: proxy }) },
        signal,
        silenceMs: () => silenceMs,
        onLine: line => awaiting(`debootstrap: ${line.replace(/^I: /, '').slice(0, 60)}`),
      },
    )
  } catch (error) {
    signal?.throwIfAborted()
    const why = error instanceof ProgramError && error.lines.findLast(line => line.startsWith('E: '))?.slice(3)
    throw new ImageError(`cannot make a Debian root file system of ${suite} from ${url}${why ? `: ${why}` : ''}`, {
      hint: 'make that source of /etc/apt answer; what was downloaded before is fetched again',
      ...(why ? {} : { cause: error }),
    })
  }
}

async function packagesOf(recipe: string): Promise<string[]> {
  const list = await readFile(join(recipesDirectory, recipe, 'packages'), 'utf8')
  return list.split('\n').filter(line => /^[a-z]/.test(line))
}

async function importTree(engine: Engine, directory: string, labels: Record<string, string>): Promise<string> {
  const tar = spawn('tar', ['--create', '--numeric-owner', '--sort=name', '--directory', directory, '.'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const packed = once(tar, 'close')
  const changes = Object.entries(labels).map(([key, value]) => `LABEL ${key}=${JSON.stringify(value)}`)
  const answer = await engineCall('import a root file system', engine.docker.importImage(tar.stdout, { changes }))
  const said = (await bufferOf(answer as AsyncIterable<unknown>)).toString()
  const [code] = await packed
  const [id] = /sha256:[0-9a-f]{64}/.exec(said) ?? []
  if (code === 0 && id !== undefined) return id
  throw new ImageError(`cannot import the root file system: ${said.trim() || `tar ended with ${code}`}`)
}
