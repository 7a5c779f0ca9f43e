import { Command } from 'commander'
import { findEngine } from '../engine/find-engine.ts'
import { describeFaults, type FaultDescription } from '../faults/describe-faults.ts'
import { choiceFor } from '../images/images-of.ts'
import { topologyText } from '../report/topology-text.ts'
import { wrapText } from '../report/wrap-text.ts'
import { parseTopology } from '../topology/parse-topology.ts'
import { hostFeatures } from './host-features.ts'
import { addTopologyOptions, type TopologyFlags, topologyFromFlags } from './topology-options.ts'

/** `holdfast faults` */
export const faultsCommand = (): Command =>
  addTopologyOptions(
    new Command('faults')
      .description('Lists the faults: what each does, whom it strikes, and what it needs of the host. Starts nothing.')
      .option('--json', 'as JSON on stdout'),
  )
    .addHelpText('after', '\nExample:\n  $ holdfast faults --servers 5')
    .action(faults)

async function faults({ json = false, ...flags }: TopologyFlags & { json?: boolean }): Promise<void> {
  const written = topologyFromFlags(flags)
  const topology = Object.keys(written).length > 0 ? parseTopology(written, 'the command line') : undefined
  const engine = await findEngine()
  const features = engine && (await hostFeatures(engine, topology && choiceFor(topology)))
  const described = describeFaults(features, topology)
  if (json) {
    console.log(JSON.stringify({ host: features ?? null, topology: topology ?? null, faults: described }, undefined, 2))
    return
  }
  const indent = ' '.repeat(2 + Math.max(...described.map(({ name }) => name.length)))
  const width = (process.stdout.columns ?? 100) - indent.length
  console.log(described.map(each => paragraph(each, indent, width)).join('\n'))
  const unknown =
    engine === undefined ? 'no container engine answers' : "there are no images yet: 'holdfast images prepare'"
  if (features === undefined) console.log(`\nWhat this host can do is not known: ${unknown}.`)
  if (topology !== undefined) console.log(`\nFor ${topologyText(topology)}.`)
}

function paragraph(
  { name, does, targetRoles, needs, refusal }: FaultDescription,
  indent: string,
  width: number,
): string {
  const needed = needs.map(({ feature, isPresent, missingTool }) => {
    if (missingTool !== undefined) return `${feature} (not tried: no ${missingTool})`
    return `${feature}${isPresent === undefined ? '' : isPresent ? ' (present)' : ' (absent)'}`
  })
  const lines = [
    ...wrapText(does, width),
    `strikes ${targetRoles.join(', ')}${needed.length === 0 ? '' : `; needs ${needed.join(', ')}`}`,
    ...(refusal === undefined ? [] : [`refused: ${refusal}`]),
  ]
  const [first, ...rest] = lines
  return [`${name.padEnd(indent.length)}${first}`, ...rest.map(line => indent + line)].join('\n')
}
