import { BadInputError } from '../../../base/errors.ts'

/** One line of a HAProxy file, in words. */
export interface Statement {
  words: string[]
  line: number
}

export interface HaproxySection {
  /** `defaults`, `backend`, …; `name` is empty where it has none. */
  kind: string
  name: string
  line: number
  statements: Statement[]
}

const kinds =
  /^(global|defaults|frontend|backend|listen|userlist|resolvers|peers|mailers|cache|program|ring|http-errors|log-forward|fcgi-app)$/
const wordPattern = /"((?:\\.|[^"\\])*)"|'([^']*)'|(?:\\.|[^\s"'#])(?:\\.|[^\s#])*|#.*$/g

/** The sections of a HAProxy file in order. @throws BadInputError naming a line that stands in no section */
export function haproxySections(text: string, file: string): HaproxySection[] {
  const sections: HaproxySection[] = []
  for (const [index, raw] of text.split('\n').entries()) {
    const words = wordsOf(raw)
    const [kind, name = ''] = words
    if (kind === undefined) continue
    const line = index + 1
    if (kinds.test(kind)) sections.push({ kind, name, line, statements: [] })
    else if (sections.length > 0) sections.at(-1)!.statements.push({ words, line })
    else
      throw new BadInputError(`${file}, line ${line}: '${kind}' stands before any section`, {
        hint: "'haproxy -c -f FILE' says more",
      })
  }
  return sections
}

const wordsOf = (line: string): string[] =>
  [...line.matchAll(wordPattern)]
    .filter(([whole]) => !whole.startsWith('#'))
    .map(([all, double, single]) => double ?? single ?? all)
