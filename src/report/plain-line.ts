import { stripVTControlCharacters } from 'node:util'
import { withoutSecrets } from '../base/without-secrets.ts'

/** One line without escape sequences: what was recorded must not steer the terminal. */
export const plainLine = (text: string): string =>
  stripVTControlCharacters(withoutSecrets(text)).replace(/\p{Cc}+/gu, ' ')
