const engineStamp = /^\S+Z /
const fatal = /level=fatal|^Error:|^FATA/

/** Why a container ended, from its log: the last fatal line, else the last line; cut to a readable length. */
export function lastWords(log: string): string {
  const lines = log
    .split('\n')
    .map(line => line.replace(engineStamp, '').trim())
    .filter(line => line !== '')
  const line = lines.findLast(each => fatal.test(each)) ?? lines.at(-1) ?? 'it said nothing'
  const [, message = line] = /\bmsg="((?:[^"\\]|\\.)*)"/.exec(line) ?? []
  return message.replaceAll('\\"', '"').slice(0, 300)
}

/** The lines of a log that match, without the engine's time stamps. */
export const linesWith = (log: string, pattern: RegExp): string[] =>
  log
    .split('\n')
    .map(line => line.replace(engineStamp, ''))
    .filter(line => pattern.test(line))
