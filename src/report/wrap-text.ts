const unit = /(\d) (?=(?:ms|s|min|h|%)(?!\w))/g

/** Text in lines of at most `width` characters; a number stays with its unit, and only too long a word is broken. */
export function wrapText(text: string, width: number): string[] {
  const words = text
    .trim()
    .replace(unit, '$1\u00a0')
    .split(/[^\S\u00a0]+/)
  const lines: string[] = []
  let line = ''
  for (const word of words) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line)
      line = ''
    }
    line = line === '' ? word : `${line} ${word}`
    while (line.length > width) {
      lines.push(line.slice(0, width))
      line = line.slice(width)
    }
  }
  return [...lines, line].map(each => each.replaceAll('\u00a0', ' '))
}
