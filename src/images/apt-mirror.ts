import { readFile } from 'node:fs/promises'
import { ImageError } from '../base/errors.ts'
import { runProgram } from '../engine/run-program.ts'

/** Where this host gets its own packages. */
export interface AptMirror {
  url: string
  /** `bookworm`, `noble`. */
  suite: string
  /** `main`, on Ubuntu `universe` too. */
  components: string[]
}

const fields = ['SITE', 'RELEASE', 'COMPONENT', 'CREATED_BY']

/** This host's own mirror, as apt is configured at this moment. @throws ImageError when apt knows none for its release */
export async function aptMirror(): Promise<AptMirror> {
  const release = await readFile('/etc/os-release', 'utf8').catch(() => '')
  const [, suite = ''] = /^VERSION_CODENAME="?(\w+)/m.exec(release) ?? []
  const targets = await runProgram('apt-get', ['indextargets', '--format', fields.map(name => `$(${name})`).join(' ')])
  const mirror = mirrorOf(targets, suite)
  if (mirror) return mirror
  throw new ImageError(`apt has no source of packages for '${suite}', the release of this host`, {
    hint: 'add one to /etc/apt/sources.list',
  })
}

/** The first site that serves the main component of a suite, with all components of the suite there. */
export function mirrorOf(targets: string, suite: string): AptMirror | undefined {
  const rows = targets
    .split('\n')
    .map(line => line.split(' '))
    .filter(([, release, , createdBy]) => release === suite && createdBy === 'Packages')
  const url = rows.find(([, , component]) => component === 'main')?.[0]
  if (url === undefined) return undefined
  return { url, suite, components: [...new Set(rows.filter(([site]) => site === url).map(row => row[2]!))] }
}

/** The HTTP proxy that apt is told to use, if any. */
export async function aptProxy(): Promise<string | undefined> {
  const answer = await runProgram('apt-config', ['shell', 'proxy', 'Acquire::http::Proxy'])
  return /^proxy='(.+)'$/m.exec(answer)?.[1]
}
