import { monitorEventLoopDelay } from 'node:perf_hooks'
import { createInterface } from 'node:readline'
import { messageOf } from '../base/errors.ts'
import { historySchemaVersion, type SeriesDefinition } from '../history/records.ts'
import { EtcdWatcher } from './etcd-watcher.ts'
import { greeting } from './greeting.ts'
import { passingSizes } from './passing-sizes.ts'
import { presentedCertificate } from './presented-certificate.ts'
import { Probe } from './probe.ts'
import type { ProberAnswer, ProberCommand, ProberSetup, Targets } from './protocol.ts'
import { Recorder } from './recorder.ts'
import { requestAnswer } from './request-answer.ts'
import { startSchedule } from './schedule.ts'

// The prober: a program of its own in client:0. Commands come on standard input, its stream goes to standard output.
const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]()
const setup = JSON.parse((await lines.next()).value ?? '{}') as ProberSetup
const recorder = new Recorder(line => process.stdout.write(line))
recorder.write({ type: 'start', writer: setup.writer, schema: historySchemaVersion })

const watcher = new EtcdWatcher(setup.etcd, recorder)
watcher.start()
const loop = monitorEventLoopDelay({ resolution: 5 })
loop.enable()
const health = setInterval(() => {
  recorder.write({ type: 'health', loopDelayMaxMs: Math.round(loop.max / 1e5) / 10 })
  loop.reset()
}, 1000)

/** An apiserver that is not ready says by which of its checks. */
const readyz = ({ status, body }: { status: number; body: string }) => {
  const failing = [...body.matchAll(/^\[-\](\S+)/gm)].map(([, check]) => check!)
  return { status, ...(failing.length > 0 && { failing }) }
}

const targetOf = ({ path, operation }: SeriesDefinition, targets: Targets): string =>
  targets[`${path}/${operation}`] ?? targets[path]!

let probes: Probe[] = []
let stopSchedule = () => {}

const answer = async (ask: number, work: () => Promise<object>) => {
  const result: object = await work().catch(error => ({ error: messageOf(error) }))
  process.stdout.write(`${JSON.stringify({ answer: ask, ...result } satisfies Partial<ProberAnswer>)}\n`)
}

const drain = async () => {
  stopSchedule()
  await Promise.all(probes.map(probe => probe.drained()))
  return { done: true }
}

const end = async () => {
  await drain()
  clearInterval(health)
  watcher.stop()
  recorder.write({ type: 'end' })
  return { done: true }
}

for (let line = await lines.next(); !line.done; line = await lines.next()) {
  const command = JSON.parse(line.value) as ProberCommand
  if (command.do === 'begin') {
    for (const definition of command.series) recorder.write({ type: 'series', definition })
    const targets = { ...setup.targets, ...command.targets }
    probes = command.series.map(
      definition => new Probe(definition, targetOf(definition, targets), setup.api, setup.namespace, recorder),
    )
    stopSchedule = startSchedule(probes)
  } else if (command.do === 'meet') {
    setup.targets[`direct:${command.node}`] = command.target
    if (command.isMember) watcher.meet(command)
  } else if (command.do === 'status') {
    void answer(command.ask, async () => ({ statuses: await watcher.statuses() }))
  } else if (command.do === 'members') {
    void answer(command.ask, async () => ({ members: await watcher.members() }))
  } else if (command.do === 'space-alarm') {
    void answer(command.ask, async () => ({ alarmed: await watcher.spaceAlarm(command.node, command.set) }))
  } else if (command.do === 'drain') {
    void answer(command.ask, drain)
  } else if (command.do === 'readyz') {
    const url = `${setup.targets[command.path]}/readyz`
    void answer(command.ask, async () => readyz(await requestAnswer(url, setup.api)))
  } else if (command.do === 'supervisor') {
    const { ask, node, path, ...options } = command
    const url = `${setup.targets[`direct:${node}`]}${path}`
    void answer(ask, async () => ({ status: (await requestAnswer(url, { ca: setup.api.ca }, options)).status }))
  } else if (command.do === 'certificate') {
    const identity = command.trusts === 'etcd' ? setup.etcd.identity : setup.api
    void answer(command.ask, () => presentedCertificate(command, identity))
  } else if (command.do === 'passing-sizes') {
    const url = setup.targets[`direct:${command.node}`]!
    void answer(command.ask, () => passingSizes(url, setup.api))
  } else if (command.do === 'greeting') {
    void answer(command.ask, async () => ({ bytes: await greeting(command.host, command.greeting) }))
  } else {
    await answer(command.ask, end)
    break
  }
}
// A process that exits drops what its pipe has not taken yet.
await new Promise<void>(resolve => void process.stdout.write('', () => resolve()))
process.exit(0)
