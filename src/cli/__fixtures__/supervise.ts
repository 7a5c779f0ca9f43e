// `supervise.ts <grace in ms> <program> <argument>...`: what the command line does for its scenarios, for tests that send
// signals.
import { supervise } from '../supervisor.ts'

const [graceMs, ...command] = process.argv.slice(2)
process.exitCode = await supervise(command, process.env, {
  graceMs: Number(graceMs),
  onInterrupted: async signal => console.log(`interrupted by ${signal}`),
})
