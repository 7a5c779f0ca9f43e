const maximumLength = 300

/**
 * The line of a server's log that says why it ended, without its decoration: the last fatal one, else the last error;
 * undefined for an empty log.
 */
export function whyItEnded(log: string): string | undefined {
  const lines = log.split('\n').filter(line => line.trim() !== '')
  const line =
    lines.findLast(line => /level=fatal|"level":"fatal"|^\S+ F\d{4} /.test(line)) ??
    lines.findLast(line => /level=error|"level":"error"|^\S+ E\d{4} |[Ee]rror/.test(line)) ??
    lines.at(-1)
  return line === undefined ? undefined : messageIn(line).slice(0, maximumLength)
}

/** Of logrus' and zap's lines the message; of others all but the engine's timestamp. */
function messageIn(line: string): string {
  const text = line.replace(/^\d{4}-\d\d-\d\dT\S+ /, '')
  const quoted = /msg=("(?:[^"\\]|\\.)*")/.exec(text)?.[1]
  try {
    if (quoted !== undefined) return JSON.parse(quoted)
    const { msg, error } = JSON.parse(text) as { msg?: string; error?: string }
    return [msg, error].filter(part => part !== undefined).join(': ') || text
  } catch {
    return text
  }
}
