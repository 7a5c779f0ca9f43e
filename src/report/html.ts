/** Markup that is safe to send: only `html` and `trusted` make it. */
export class Html {
  readonly #text: string

  constructor(text: string) {
    this.#text = text
  }

  toString(): string {
    return this.#text
  }
}

/** What a template takes: text is escaped, markup stands as it is, nothing (`undefined`, `false`) leaves nothing. */
export type Part = Html | string | number | undefined | false | readonly Part[]

/** Markup from a template; every value in it is escaped unless it is markup itself. Attributes are always quoted. */
export const html = (strings: TemplateStringsArray, ...parts: Part[]): Html =>
  new Html(strings.reduce((text, string, index) => text + render(parts[index - 1]) + string))

/** Text of our own that must not be escaped, a style sheet for example. Never give it anything that was recorded. */
export const trusted = (text: string): Html => new Html(text)

function render(part: Part): string {
  if (part === undefined || part === false) return ''
  if (part instanceof Html) return part.toString()
  return typeof part === 'object' ? part.map(render).join('') : escaped(String(part))
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

// Control characters have no place in HTML or XML, escaped or not: XML readers refuse the whole file.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g

const escaped = (text: string): string =>
  text
    .toWellFormed()
    .replace(control, '')
    .replace(/[&<>"']/g, character => entities[character]!)
