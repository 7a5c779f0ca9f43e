import { readFileSync } from 'node:fs'
import { basename } from 'node:path'

/** Whether the first process of a container, by its command line as the kernel has it, was started for this command of ours. */
export function isStartedFor(command: string, commandLine: string): boolean {
  const words = commandLine.split('\0')
  const own = words.findIndex(word => basename(word) === 'holdfast')
  return own >= 0 && words[own + 1] === command
}

/** Whether what this command leaves running ends with it: in an image of Holdfast, a container that was started for it. */
export const endsWithContainer = (command: string): boolean =>
  process.env.HOLDFAST_IMAGE !== undefined && isStartedFor(command, readFileSync('/proc/1/cmdline', 'utf8'))
