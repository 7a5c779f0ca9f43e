import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { distributions } from './distributions.ts'

/** Where the source may know one distribution from another, and why. */
const allowed: Record<string, string> = {
  'distributions/': 'what is known of each',
  'cluster/distributions/': 'what is done to the nodes of each',
  'contract/': 'asks an image for what the driver of k3s expects',
  'images/image-set.ts': 'what is pulled and built for each',
  'cli/contract.ts': 'the command that asks for that contract',
  'cli/main.ts': 'the line of help for that command',
  'cluster/datastores/sql-files.ts': 'the names and the table that kine works with',
  'base/without-secrets.ts': 'what a secret looks like, whoever wrote it',
}

/** Words that only what one distribution does or is called has. */
const marks = new RegExp(
  [...Object.keys(distributions), 'rancher', 'wrangler', 'kine\\b', 'EtcdIsVoter', '/db/info', 'static pods?'].join(
    '|',
  ),
  'i',
)

const root = join(import.meta.dirname, '..')
const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
  file => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.includes('__fixtures__'),
)
const isAllowed = (file: string): boolean => Object.keys(allowed).some(place => file.startsWith(place))
/** A rule of the lint cites where it is known from, and that may be one distribution's documentation. */
const isCitation = (file: string, line: string): boolean =>
  file.startsWith('topology/lint/rules/') && !line.includes('${') && /^\s*(source: )?["'`]/.test(line)

test('no file knows one distribution from another but those that are about them', () => {
  const strangers = files
    .filter(file => !isAllowed(file))
    .flatMap(file =>
      readFileSync(join(root, file), 'utf8')
        .split('\n')
        .filter(line => marks.test(line) && !isCitation(file, line))
        .map(line => `${file}: ${line.trim()}`),
    )
  expect(strangers).toEqual([])
})

test('no place is allowed in which there is nothing to allow', () => {
  const idle = Object.keys(allowed).filter(
    place => !files.some(file => file.startsWith(place) && marks.test(readFileSync(join(root, file), 'utf8'))),
  )
  expect(idle).toEqual([])
})
