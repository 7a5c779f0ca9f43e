import { BadInputError, ImageError } from '../base/errors.ts'
import type { Engine } from '../engine/engine.ts'
import { helperLabels } from '../engine/helpers.ts'
import { runHelper } from '../engine/run-helper.ts'
import { registryOf } from '../images/image-reference.ts'
import { type Images, imageFor } from '../images/images-of.ts'
import { builtRegistry } from '../images/recipe-hash.ts'
import { addressesOf, subnetCandidates } from '../topology/addresses.ts'
import type { Topology } from '../topology/topology.ts'
import { serverNames } from './balancer-container.ts'
import { balancerOf } from './load-balancers/balancer-of.ts'

/**
 * Has a load balancer examined in a container of its own, before anything of a cluster exists: whether its image holds
 * what it takes, and of a file of the user's own whether the very program that will read it accepts it.
 * @throws ImageError, or BadInputError with the program's words and the line that they name
 */
export async function examineBalancer(
  engine: Engine,
  images: Images,
  topology: Topology,
  signal: AbortSignal,
): Promise<void> {
  const balancer = balancerOf(topology)
  if (balancer === undefined) return
  const image = imageFor(images, balancer.image)
  const { file } = topology.loadBalancer
  const helper = { image: image.id, labels: helperLabels(), user: 'root', name: `holdfast-examine-${process.pid}` }
  // The recipe of ours holds it.
  if (balancer.companion !== undefined && registryOf(image.reference) !== builtRegistry) {
    const found = await runHelper(
      engine,
      { ...helper, script: 'command -v "$1"', arguments: [balancer.companion] },
      signal,
    )
    if (found.exitCode !== 0) throw withoutCompanion(image.reference, balancer.companion)
  }
  if (file === undefined || balancer.examine === undefined) return
  const nodes = addressesOf(topology, subnetCandidates[0]!).filter(({ id }) => id.startsWith('server:'))
  const { configPath, config, examine } = balancer
  const content = config(topology, nodes, false)
  const [program = '', ...args] = examine(configPath, content)
  const { exitCode, said } = await runHelper(
    engine,
    {
      ...helper,
      extraHosts: serverNames(nodes),
      files: [{ path: configPath, mode: 0o600, content }],
      script: '"$@" 2>&1',
      arguments: [program, ...args],
    },
    signal,
  )
  if (exitCode !== 0) throw refusal(file, balancer.image, said.join('\n').replaceAll(configPath, file), content)
}

const withoutCompanion = (reference: string, program: string): ImageError =>
  new ImageError(`${reference} holds no ${program}, which two load balancers need to share an address`, {
    hint: `name one that has it: --image haproxy=REFERENCE, or 'images' in a topology; --image haproxy=build builds one`,
  })

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
