// A program that owns a run, for tests that kill it: `owner.ts <engine host> <image> [keep]`. It prints one line of JSON
// when its network, container and volume exist, and then waits.
import { createContainer, pauseContainer, startContainer } from '../../engine/container.ts'
import { openEngine } from '../../engine/engine.ts'
import { createNetwork } from '../../engine/network.ts'
import { subnetCandidates } from '../../topology/addresses.ts'
import { beginRun } from '../run.ts'

const [host, image, ...flags] = process.argv.slice(2)
const engine = await openEngine(host!)
const run = await beginRun(engine, { title: 'a test of clean-up', kept: flags.includes('keep') })
const name = `holdfast-${run.id}`
const { subnet } = await createNetwork(engine, { name, labels: run.labels, subnets: subnetCandidates })
await engine.docker.createVolume({ Name: name, Labels: run.labels })
const container = await createContainer(engine, {
  name,
  image: image!,
  labels: run.labels,
  network: { name, ip: subnet.replace('.0/24', '.9'), mac: '02:42:00:00:00:09' },
  restart: 'unless-stopped',
})
await startContainer(engine, container)
if (flags.includes('pause')) {
  await run.journal.append({ kind: 'unpause-container', id: container }, { deadlineMs: 1000 })
  await pauseContainer(engine, container)
}
if (flags.includes('keep')) await run.keep()
console.log(JSON.stringify({ id: run.id, container }))
setInterval(() => {}, 60_000)
