import type { ProbeCost } from './measure-probes.ts'

/** What each series costs, for the terminal: over what the server and the prober use when nothing is probed. */
export function probesTable(costs: readonly ProbeCost[]): string {
  const idle = costs.find(({ series }) => series === undefined)!
  const probed = costs.filter((cost): cost is ProbeCost & { series: string } => cost.series !== undefined)
  const width = Math.max(...probed.map(({ series }) => series.length))
  const perSample = (cores: number, perSecond: number) => `${((cores / perSecond) * 1000).toFixed(2)} ms`.padStart(9)
  const percent = (cores: number) => `${(cores * 100).toFixed(1)} %`.padStart(8)
  const rows = probed.map(({ series, perSecond, serverCores, proberCores }) => {
    const server = serverCores - idle.serverCores
    const prober = proberCores - idle.proberCores
    const cells = [percent(server), perSample(server, perSecond), percent(prober), perSample(prober, perSecond)]
    return `${series.padEnd(width)}  ${String(perSecond).padStart(3)} Hz  ${cells.join('  ')}`
  })
  return [
    `${'series'.padEnd(width)}    rate    server  a sample    prober  a sample`,
    ...rows,
    '',
    `In share of a core, over a server that nobody asks (${percent(idle.serverCores).trim()}, its API and etcd together) and a prober`,
    `that only watches etcd (${percent(idle.proberCores).trim()}).`,
  ].join('\n')
}
