import { createInterface } from 'node:readline'

/** What the laboratory writes to a program's standard input, a JSON text a line. The program ends with its input. */
export async function* orders(): AsyncGenerator<unknown, undefined> {
  for await (const line of createInterface({ input: process.stdin })) yield JSON.parse(line)
  return process.exit()
}

/** One line of JSON to the laboratory. */
export const tell = (fact: object): void => void process.stdout.write(`${JSON.stringify(fact)}\n`)
