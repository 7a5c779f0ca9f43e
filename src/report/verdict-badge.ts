import type { Verdict } from '../checks/verdict.ts'
import type { Html } from './html.ts'
import { html } from './html.ts'
import { verdictWords } from './verdict-words.ts'

/** A verdict as sign, word and colour; it reads without the colour. */
export const verdictBadge = (verdict: Verdict): Html =>
  html`<span class="badge ${verdict}"><span aria-hidden="true">${verdictWords[verdict].mark}</span> ${verdictWords[verdict].word}</span>`
