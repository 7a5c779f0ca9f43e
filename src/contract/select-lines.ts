import { BadInputError } from '../base/errors.ts'
import { type Line, sectionOf, type Theme } from './line.ts'

/** The lines of one id, or of a section with those below it: `4` and `4.5` are sections of `4.5-no-token`. */
export function selectLines(themes: readonly Theme[], only: string | undefined): Theme[] {
  if (only === undefined) return [...themes]
  const isMeant = (line: Line) => line.id === only || `${sectionOf(line)}.`.startsWith(`${only}.`)
  const selected = themes
    .map(({ title, lines }) => ({ title, lines: lines.filter(isMeant) }))
    .filter(({ lines }) => lines.length > 0)
  if (selected.length === 0) {
    const sections = [...new Set(themes.flatMap(({ lines }) => lines.map(sectionOf)))]
    throw new BadInputError(`--only: no line is '${only}'`, {
      hint: `sections are ${sections.toSorted(numerically).join(', ')}`,
    })
  }
  return selected
}

const numerically = (a: string, b: string): number => a.localeCompare(b, 'en', { numeric: true })
