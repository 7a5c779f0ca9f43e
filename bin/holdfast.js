#!/usr/bin/env node
// Plain JavaScript for Node 18 and later: what follows is TypeScript, which needs the Node that npm installed with us.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import module, { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const neededMajor = 24
const couldNotTest = 3

if (Number(process.versions.node.split('.')[0]) >= neededMajor) {
  // A third of a short command's time is compiling what did not change since the last one.
  module.enableCompileCache()
  const { main } = await import('../src/cli/main.ts')
  await main(process.argv)
} else {
  startAgainWithBundledNode()
}

function startAgainWithBundledNode() {
  const node = bundledNode()
  if (node === undefined) {
    console.error(`holdfast: needs Node ${neededMajor} or later, and this is Node ${process.versions.node}`)
    console.error("hint: run 'npm ci' in Holdfast's directory, which installs one for its own use")
    process.exit(couldNotTest)
  }
  // In our own process group: a Ctrl-C reaches it as it would have reached us.
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { ...process.env, HOLDFAST_STARTED_BY_OLDER_NODE: process.versions.node },
  })
  // Whatever is sent to this process alone is meant for it; it decides when to end, and we wait.
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT']
  for (const signal of signals) process.on(signal, () => child.kill(signal))
  child.on('error', error => {
    console.error(`holdfast: cannot start ${node}: ${error.message}`)
    process.exit(couldNotTest)
  })
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code)
    for (const each of signals) process.removeAllListeners(each)
    process.kill(process.pid, signal)
  })
}

function bundledNode() {
  try {
    const home = dirname(createRequire(import.meta.url).resolve('node/package.json'))
    const node = join(home, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
    return existsSync(node) ? node : undefined
  } catch {
    return undefined
  }
}
