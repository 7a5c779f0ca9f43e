import { BadInputError } from '../base/errors.ts'
import type { Engine } from '../engine/engine.ts'
import { helperLabels } from '../engine/helpers.ts'
import { runHelper } from '../engine/run-helper.ts'
import { type Images, imageFor } from '../images/images-of.ts'
import { addressesOf, subnetCandidates } from '../topology/addresses.ts'
import type { Topology } from '../topology/topology.ts'
import { serverNames } from './balancer-container.ts'
import { balancerOf } from './load-balancers/balancer-of.ts'

/**
 * Has a load balancer's file of the user's own examined by the very program that will read it, in a container of its
 * own, before anything of a cluster exists. @throws BadInputError with the program's words and the line that they name
 */
export async function examineBalancer(
  engine: Engine,
  images: Images,
  topology: Topology,
  signal: AbortSignal,
): Promise<void> {
  const { file } = topology.loadBalancer
  const balancer = balancerOf(topology)
  if (balancer === undefined || file === undefined) return
  const nodes = addressesOf(topology, subnetCandidates[0]!).filter(({ id }) => id.startsWith('server:'))
  const { configPath, config, examine } = balancer
  const content = config(topology, nodes, false)
  const [program = '', ...args] = examine(configPath, content)
  const { exitCode, said } = await runHelper(
    engine,
    {
      name: `holdfast-examine-${process.pid}-${Date.now()}`,
      image: imageFor(images, balancer.image).id,
      labels: helperLabels(),
      user: 'root',
      extraHosts: serverNames(nodes),
      files: [{ path: configPath, mode: 0o600, content }],
      script: '"$@" 2>&1',
      arguments: [program, ...args],
    },
    signal,
  )
  if (exitCode !== 0) throw refusal(file, program, said.join('\n').replaceAll(configPath, file), content)
}

/** What the program said, and the line that it means. */
export function refusal(file: string, program: string, said: string, content: string): BadInputError {
  const words = said
    .split('\n')
    .filter(line => /\[(emerg|alert|error)\]/i.test(line))
    .map(line => line.replace(/^nginx: |^\[\w+\]\s+\(\d+\) : /, ''))
  const number = Number(new RegExp(`${RegExp.escape(file)}:(\\d+)`).exec(said)?.[1])
  const line = content.split('\n')[number - 1]
  const place = line === undefined ? '' : `\n  ${number} | ${line.trimEnd()}`
  return new BadInputError(`${program} refuses ${file}: ${words.join('; ') || said.trim()}${place}`, {
    hint: 'docs/load-balancers.md says what such a file may name, and which port it must listen on',
  })
}
