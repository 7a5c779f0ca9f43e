/** A table in Markdown; every cell stays one, and text. */
export function table(head: string[], align: ('l' | 'r')[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.map(cell).join(' | ')} |`
  return [line(head), `| ${align.map(side => (side === 'r' ? '--:' : ':--')).join(' | ')} |`, ...rows.map(line)].join(
    '\n',
  )
}

/** Text that stays one cell, and text: no row ends in it, no tag begins. */
export const cell = (text: string): string =>
  text.replace(/\s+/g, ' ').replace(/[\\|`<>[\]]/g, character => `\\${character}`)
