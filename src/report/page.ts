import type { Html } from './html.ts'
import { html, trusted } from './html.ts'
import { pageStyle } from './page-style.ts'
import { timelineStyle } from './timeline/timeline-style.ts'

/** A page that needs nothing but itself: no network, no script; its own policy forbids both. */
export const page = (title: string, body: Html): string =>
  html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${trusted(pageStyle)}${trusted(timelineStyle)}</style>
</head>
<body>
${body}
</body>
</html>
`.toString()
