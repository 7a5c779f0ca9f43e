import type { Html, Part } from '../html.ts'
import { html } from '../html.ts'

/** One line of a list of facts: its name and what it is. */
export const fact = (name: string, value: Part): Html => html`<div><dt>${name}</dt><dd>${value}</dd></div>\n`
