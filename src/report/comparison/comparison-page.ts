import { html } from '../html.ts'
import { page } from '../page.ts'
import { comparisonHtml } from './comparison-html.ts'
import type { Comparison } from './comparison-schema.ts'

/** A comparison as a page of its own. */
export const comparisonPage = (comparison: Comparison): string =>
  page(
    'Holdfast: comparison',
    html`<header>
<p class="kicker">Holdfast: does this control plane hold when a part of it fails?</p>
<h1>The same story over several topologies</h1>
</header>
<main>
${comparisonHtml(comparison)}
</main>`,
  )
