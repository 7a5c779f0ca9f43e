import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { eachLine } from '../history/each-line.ts'
import { judgeRun } from '../run/judge-run.ts'

// A process of its own, so that the peak of its memory is that of the work alone. Arguments: what to do, a run's directory.
const [what, directory] = process.argv.slice(2) as ['judge' | 'parse', string]
const beganMs = performance.now()
if (what === 'judge') await judgeRun(directory)
else {
  const history = join(directory, 'history')
  const streams = (await readdir(history)).filter(name => name.endsWith('.ndjson'))
  for (const stream of streams) await eachLine(join(history, stream), line => void JSON.parse(line))
}
const peakMiB = Math.round(process.resourceUsage().maxRSS / 1024)
console.log(JSON.stringify({ tookMs: Math.round(performance.now() - beganMs), peakMiB }))
