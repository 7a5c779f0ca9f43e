import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, open, readFile, rm, writeFile } from 'node:fs/promises'
import { EngineError } from '../base/errors.ts'
import type { Progress } from '../base/progress.ts'
import { NotYet, waitUntil } from '../base/wait-until.ts'
import { installPackages } from './apt.ts'
import { canGiveSysResource } from './capabilities.ts'
import { removeStrayControlGroups } from './control-groups.ts'
import { delegateControlGroups } from './delegate-control-groups.ts'
import { type Engine, openEngine } from './engine.ts'
import { findProgram, systemPath } from './find-program.ts'
import { raiseInotifyInstances } from './inotify.ts'
import { endStrayContainers } from './killed-engine.ts'
import { makePrivateBridge, removePrivateBridge } from './private-bridge.ts'
import { engineConfiguration, engineFlags } from './private-configuration.ts'
import { privateHost, privatePaths, privateRunDirectory, privateStateDirectory } from './private-paths.ts'
import { runtimeWrapper } from './runtime-wrapper.ts'

/** What a private engine consists of on the Debian family. */
export const enginePackages = ['docker.io', 'iptables', 'iproute2']

const startTimeoutMs = 60_000
const stopTimeoutMs = 60_000

/** Installs what is missing and starts our own engine; one that runs is returned as it is. Needs root. @throws EngineError */
export async function startPrivateEngine(progress: Progress, signal?: AbortSignal): Promise<Engine> {
  if (findProgram('dockerd') === undefined) {
    await progress.stage(`install ${enginePackages.join(', ')}`, awaiting =>
      installPackages(enginePackages, { awaiting, signal }),
    )
  }
  return progress.stage('start a private engine', async awaiting => {
    if ((await privateEnginePid()) === undefined) await launch()
    return waitUntil('the private engine', openWhileAlive, {
      timeoutMs: startTimeoutMs,
      onObservation: awaiting,
      ...(signal && { signal }),
    })
  })
}

/** Stops our own engine with all its containers, also those of a killed one; its images stay. False when nothing ran. @throws WaitTimeoutError */
export async function stopPrivateEngine(): Promise<boolean> {
  const pid = await privateEnginePid()
  if (pid === undefined) return (await endStrayContainers()) > 0
  process.kill(pid, 'SIGTERM')
  const gone = async () => {
    if ((await privateEnginePid()) !== undefined) throw new NotYet(`process ${pid} runs`)
  }
  await waitUntil('the end of the private engine', gone, { timeoutMs: stopTimeoutMs })
  await removePrivateBridge()
  await rm(privateRunDirectory, { recursive: true, force: true })
  return true
}

/** Its process id, if it runs: the process id of a file may be another program's by now. */
async function privateEnginePid(): Promise<number | undefined> {
  const pid = Number(await readFile(privatePaths.pid, 'utf8').catch(() => ''))
  const command = pid > 0 ? await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '') : ''
  return command.includes(privatePaths.configuration) ? pid : undefined
}

async function launch(): Promise<void> {
  await endStrayContainers()
  await removeStrayControlGroups()
  await delegateControlGroups()
  await mkdir(privateStateDirectory, { recursive: true, mode: 0o711 })
  await rm(privateRunDirectory, { recursive: true, force: true })
  await mkdir(privateRunDirectory, { recursive: true, mode: 0o755 })
  await raiseInotifyInstances()
  await makePrivateBridge()
  const wrapped = !(await canGiveSysResource())
  if (wrapped) {
    await writeFile(privatePaths.runtimeWrapper, runtimeWrapper(findProgram('runc') ?? 'runc'), { mode: 0o755 })
  }
  await writeFile(privatePaths.configuration, JSON.stringify(engineConfiguration({ wrapped }), undefined, 2))
  const log = await open(privatePaths.log, 'w')
  const child = spawn(
    findProgram('dockerd') ?? 'dockerd',
    ['--config-file', privatePaths.configuration, ...engineFlags],
    {
      cwd: '/',
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
      env: { ...process.env, PATH: systemPath },
    },
  )
  await once(child, 'spawn')
  await writeFile(privatePaths.pid, String(child.pid))
  child.unref()
  await log.close()
}

async function openWhileAlive(): Promise<Engine> {
  try {
    return await openEngine(privateHost)
  } catch (error) {
    if ((await privateEnginePid()) !== undefined) throw new NotYet((error as Error).message)
    throw new EngineError('the private engine ended while it started', {
      hint: `its log is ${privatePaths.log}`,
      cause: new Error((await readFile(privatePaths.log, 'utf8')).trimEnd().split('\n').at(-1)),
    })
  }
}
