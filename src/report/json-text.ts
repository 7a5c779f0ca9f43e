/** What is shorter stands on one line: a cause of an outage with its event does. */
const lineLength = 250

/** JSON for files that people look into: an object or a list that fits a line is one line. */
export function jsonText(value: unknown, indent = ''): string {
  const line = JSON.stringify(value)
  if (typeof value !== 'object' || value === null || indent.length + line.length <= lineLength) return line
  const inner = `${indent}  `
  const block = (parts: string[], open: string, close: string) =>
    `${open}\n${parts.map(part => inner + part).join(',\n')}\n${indent}${close}`
  if (Array.isArray(value))
    return block(
      value.map(item => jsonText(item, inner)),
      '[',
      ']',
    )
  const parts = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .map(([key, item]) => `${JSON.stringify(key)}: ${jsonText(item, inner)}`)
  return block(parts, '{', '}')
}
