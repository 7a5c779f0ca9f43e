import { BadInputError } from '../../../base/errors.ts'

/** One directive of an nginx file; `block` holds those within its braces. */
export interface NginxDirective {
  name: string
  args: string[]
  line: number
  block?: NginxDirective[]
}

interface Token {
  text: string
  line: number
  /** Braces and semicolons in quotes are text. */
  quoted: boolean
}

const tokenPattern =
  /#[^\n]*|"((?:\\.|[^"\\])*)"|'((?:\\.|[^'\\])*)'|[{};]|(?:\$\{|\\.|[^\s{};"'#])(?:\$\{[^}]*\}|\\.|[^\s{};])*/gs

/** The directives of an nginx file, nested as they stand. @throws BadInputError naming the line that does not parse */
export function nginxDirectives(text: string, file: string): NginxDirective[] {
  const tokens = tokensOf(text)
  let next = 0

  const directives = (opened: Token | undefined): NginxDirective[] => {
    const found: NginxDirective[] = []
    for (;;) {
      const first = tokens[next++]
      if (first === undefined) {
        if (opened) throw refusal(file, opened.line, "this '{' is never closed")
        return found
      }
      if (isSign(first, '}')) {
        if (opened) return found
        throw refusal(file, first.line, "a '}' closes nothing")
      }
      if (isSign(first, ';')) continue
      found.push(directive(first))
    }
  }

  const directive = (first: Token): NginxDirective => {
    const args: string[] = []
    for (;;) {
      const token = tokens[next++]
      if (token === undefined || isSign(token, '}')) throw refusal(file, first.line, `'${first.text}' lacks its ';'`)
      const head = { name: first.text, args, line: first.line }
      if (isSign(token, ';')) return head
      if (isSign(token, '{')) return { ...head, block: directives(token) }
      args.push(token.text)
    }
  }

  return directives(undefined)
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  let line = 1
  let seen = 0
  for (const match of text.matchAll(tokenPattern)) {
    line += newlines(text.slice(seen, match.index))
    seen = match.index
    const [whole, double, single] = match
    if (whole.startsWith('#')) continue
    const quoted = double ?? single
    tokens.push({ text: quoted ?? whole, line, quoted: quoted !== undefined })
  }
  return tokens
}

const newlines = (text: string): number => text.split('\n').length - 1

const isSign = ({ text, quoted }: Token, sign: string): boolean => !quoted && text === sign

const refusal = (file: string, line: number, what: string): BadInputError =>
  new BadInputError(`${file}, line ${line}: ${what}`, { hint: "'nginx -t' says more" })
