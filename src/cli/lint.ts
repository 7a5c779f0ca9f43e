import { Command } from 'commander'
import { isMap, parseDocument } from 'yaml'
import { BadInputError, exitCodes } from '../base/errors.ts'
import { lintTopology } from '../cluster/lint-topology.ts'
import { findEngine } from '../engine/find-engine.ts'
import { choiceFor } from '../images/images-of.ts'
import { lintImages } from '../images/lint-images.ts'
import { planImages } from '../images/plan-images.ts'
import { lintText } from '../report/lint-text.ts'
import { topologyText } from '../report/topology-text.ts'
import { readTextFile } from '../run/read-text-file.ts'
import type { BalancerFile } from '../topology/lint/balancer-file/balancer-file.ts'
import { readBalancerFile } from '../topology/lint/balancer-file/read-balancer-file.ts'
import type { LintFinding } from '../topology/lint/finding.ts'
import { lint, obstacles } from '../topology/lint/lint.ts'
import type { PlannedImage } from '../topology/lint/plan.ts'
import { parseTopology } from '../topology/parse-topology.ts'
import type { Topology } from '../topology/topology.ts'
import { addTopologyOptions, type TopologyFlags, topologyFromFlags, typedFlags } from './topology-options.ts'

/** `holdfast lint` */
export const lintCommand = (): Command =>
  addTopologyOptions(
    new Command('lint')
      .description("What a topology, or a load balancer's own file, risks; with reasons and sources. Starts nothing.")
      .argument('[file]', 'a file of nginx or HAProxy, instead of a topology')
      .option('--json', 'as JSON on stdout'),
  )
    .addHelpText('after', '\nExample:\n  $ holdfast lint --servers 4\n  $ holdfast lint /etc/nginx/nginx.conf')
    .action(async (file: string | undefined, { json = false, ...flags }: TopologyFlags & { json?: boolean }) => {
      const { subject, findings } = file === undefined ? await ofTopology(flags) : ofBalancerFile(file, flags)
      const works = obstacles(findings).length === 0
      if (json) console.log(JSON.stringify({ works, subject, findings }, undefined, 2))
      else
        console.log(
          `${subject}\n\n${lintText(findings, { colour: hasColour(), width: process.stdout.columns ?? 100 })}`,
        )
      if (!works) process.exitCode = exitCodes.badInput
    })

interface Linted {
  subject: string
  findings: LintFinding[]
}

async function ofTopology(flags: TopologyFlags): Promise<Linted> {
  const topology = parseTopology(topologyFromFlags(flags), 'the command line')
  return {
    subject: topologyText(topology),
    findings: lintTopology(topology, { images: await imagesFor(topology) }),
  }
}

/** What images it needs and how they can be had; without an engine nobody knows. */
async function imagesFor(topology: Topology): Promise<PlannedImage[]> {
  const engine = await findEngine()
  return engine ? lintImages(await planImages(engine, choiceFor(topology))) : []
}

function ofBalancerFile(file: string, flags: TopologyFlags): Linted {
  const others = typedFlags(flags)
  if (others !== '') {
    throw new BadInputError(`lint: either a load balancer's file or a topology: ${file} and ${others}`, {
      hint: `to lint both together name the file in the topology: loadBalancer: { file: ${file} }`,
    })
  }
  const text = readTextFile(file, "load balancer's file")
  return { subject: file, findings: lint({ balancer: balancerIn(text, file) }) }
}

function balancerIn(text: string, file: string): BalancerFile {
  try {
    return readBalancerFile(text, file)
  } catch (error) {
    if (!(error instanceof BadInputError) || !holdsFields(text)) throw error
    throw new BadInputError(`${file} is not a load balancer's file: it holds fields, as a topology does`, {
      hint: `a topology is named by its flag: holdfast lint --topology ${file}`,
    })
  }
}

/** Whether it is YAML or JSON with fields: no program of ours that balances is set up so. */
function holdsFields(text: string): boolean {
  const document = parseDocument(text)
  return document.errors.length === 0 && isMap(document.contents)
}

const hasColour = (): boolean => process.stdout.isTTY === true && !process.env.NO_COLOR
