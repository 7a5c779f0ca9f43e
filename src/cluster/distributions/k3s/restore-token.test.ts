import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { restoreToken } from './restore-token.ts'

interface Server {
  keeps: string
  takes: string
  afterTries?: number
  given?: string
}

/** Runs it at a server that keeps a token and takes one; what it was asked, and what it then keeps. */
function restoredAt({ keeps, takes, afterTries = 0, given = 'token: "0ld"' }: Server) {
  const directory = mkdtempSync(join(tmpdir(), 'holdfast-'))
  const [configuration, tokenFile, calls] = ['config.yaml', 'token', 'calls'].map(name => join(directory, name))
  writeFileSync(configuration!, `${given}\ntls-san:\n  - token: x\n`)
  writeFileSync(tokenFile!, `K10abc::server:${keeps}\n`)
  writeFileSync(calls!, '')
  const k3s = `#!/bin/sh
echo "$*" >> ${calls}
[ "$4" = ${takes} ] && [ $(wc -l < ${calls}) -gt ${afterTries} ] && echo "K10abc::server:$6" > ${tokenFile}`
  writeFileSync(join(directory, 'k3s'), k3s, { mode: 0o755 })
  writeFileSync(join(directory, 'sleep'), '#!/bin/sh\n', { mode: 0o755 })
  const env = { PATH: `${directory}:${process.env.PATH}` }
  let exitCode = 0
  try {
    execFileSync('/bin/sh', ['-c', restoreToken(configuration!, tokenFile!)], { env })
  } catch (error) {
    exitCode = (error as { status: number }).status
  }
  const asked = readFileSync(calls!, 'utf8').split('\n').filter(Boolean)
  return { exitCode, kept: readFileSync(tokenFile!, 'utf8').trim(), asked }
}
const kept = 'K10abc::server:0ld'
const asWith = (token: string) => `token rotate --token ${token} --new-token 0ld`

test('the token of the configuration is restored with whichever of the two the server takes', () => {
  expect(restoredAt({ keeps: 'new', takes: '0ld' })).toEqual({ exitCode: 0, kept, asked: [asWith('0ld')] })
  expect(restoredAt({ keeps: 'new', takes: 'new' })).toEqual({ exitCode: 0, kept, asked: ['0ld', 'new'].map(asWith) })
})

test('what was never rotated, or is restored already, is left alone', () => {
  expect(restoredAt({ keeps: '0ld', takes: '0ld' })).toEqual({ exitCode: 0, kept, asked: [] })
})

test('a server that has just started is asked again, and one that takes nothing is given up', () => {
  expect(restoredAt({ keeps: 'new', takes: '0ld', afterTries: 6 })).toMatchObject({ exitCode: 0, kept })
  expect(restoredAt({ keeps: 'new', takes: 'neither' })).toMatchObject({ exitCode: 1, kept: 'K10abc::server:new' })
})

test('without a token in the configuration none is made up', () => {
  const nothing = { exitCode: 1, kept: 'K10abc::server:new', asked: [] }
  expect(restoredAt({ keeps: 'new', takes: '', given: 'debug: true' })).toEqual(nothing)
})
