import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { HoldfastError } from '../base/errors.ts'
import { ProgramError, runProgram } from './run-program.ts'

/** Waits for another apt; gives up a source that is silent. */
const options = [
  'DPkg::Lock::Timeout=300',
  'Acquire::http::Timeout=30',
  'Acquire::https::Timeout=30',
  'Acquire::Retries=1',
].flatMap(option => ['--option', option])

interface AptOptions {
  awaiting: (what: string) => void
  signal?: AbortSignal | undefined
}

/** Whether this host installs software with apt. */
export async function isDebianFamily(): Promise<boolean> {
  const release = await readFile('/etc/os-release', 'utf8').catch(() => '')
  return /^(ID|ID_LIKE)=.*\b(debian|ubuntu)\b/m.test(release)
}

/**
 * Installs packages without their recommendations, without questions, and without starting the daemons in them;
 * package lists are fetched only when a package is unknown or cannot be fetched. Needs root. @throws HoldfastError
 */
export async function installPackages(packages: string[], { awaiting, signal }: AptOptions): Promise<void> {
  const stubs = await mkdtemp(join(tmpdir(), 'holdfast-apt-'))
  let unfetched: string | undefined
  const run = (args: string[]) =>
    runProgram('apt-get', [...args, ...options], {
      environment: { DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C.UTF-8' },
      signal,
      onLine: line => {
        // A source that does not answer is a warning to apt, and then the packages are unknown.
        if (/^[WE]: Failed to fetch /.test(line)) unfetched ??= line.slice(3)
        awaiting(`apt: ${line.slice(0, 80)}`)
      },
    })
  const update = () => run(['update', '--quiet'])
  const install = () =>
    run([
      ...['install', '--yes', '--quiet', '--no-install-recommends'],
      ...['--option', `DPkg::Path=${stubs}:/usr/sbin:/usr/bin:/sbin:/bin`],
      ...packages,
    ])
  try {
    await makeStubs(stubs)
    const policy = await runProgram('apt-cache', ['policy', ...packages], {
      environment: { LC_ALL: 'C.UTF-8' },
      signal,
    })
    const known = unknownPackages(packages, policy).length === 0
    if (!known) await update()
    try {
      await install()
    } catch (error) {
      signal?.throwIfAborted()
      if (!known) throw error
      await update()
      await install()
    }
  } catch (error) {
    signal?.throwIfAborted()
    if (!(error instanceof ProgramError)) throw error
    const why = unfetched ?? error.lines.findLast(line => line.startsWith('E: '))?.slice(3) ?? error.message
    throw new HoldfastError(`apt cannot install ${packages.join(', ')}: ${why}`, {
      hint: 'make the sources of /etc/apt answer, or install these packages by hand',
    })
  } finally {
    await rm(stubs, { recursive: true, force: true })
  }
}

/** The packages that `apt-cache policy` knows no version of. */
export function unknownPackages(packages: string[], policy: string): string[] {
  const candidates = new Map(
    policy
      .split(/^(?=\S)/m)
      .map(paragraph => [paragraph.split(':\n', 1)[0]!, /^ +Candidate: (.+)$/m.exec(paragraph)?.[1] ?? '(none)']),
  )
  return packages.filter(name => (candidates.get(name) ?? '(none)') === '(none)')
}

/** Programs by which a package's scripts start its daemon; found first, ours do nothing, and nothing of the system is touched. */
async function makeStubs(directory: string): Promise<void> {
  await chmod(directory, 0o755)
  for (const name of ['invoke-rc.d', 'deb-systemd-invoke', 'service']) {
    await writeFile(join(directory, name), '#!/bin/sh\nexit 0\n', { mode: 0o755 })
  }
}
