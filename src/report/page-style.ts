/** The look of every page: system fonts, few colours, light and dark by the reader's choice, fit to print. */
export const pageStyle = `
:root {
  color-scheme: light dark;
  --page: light-dark(#ffffff, #15181c);
  --soft: light-dark(#f5f6f8, #1d2126);
  --line: light-dark(#dfe3e8, #31373e);
  --text: light-dark(#1c2024, #e4e7ea);
  --quiet: light-dark(#5c6670, #9aa4ae);
  --link: light-dark(#0b5cad, #7db7f5);
  --pass: light-dark(#1a7f45, #4cc381);
  --fail: light-dark(#c4232b, #ff7b78);
  --unknown: light-dark(#8f6000, #e0b14a);
  --mono: ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; padding: 1.75rem clamp(1rem, 3vw, 2.5rem) 3rem; max-width: 86rem;
  background: var(--page); color: var(--text);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif;
  font-variant-numeric: tabular-nums; -webkit-text-size-adjust: 100%;
}
a { color: var(--link); text-underline-offset: 2px; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
pre { margin: .3rem 0 .6rem; font: .8rem/1.45 var(--mono); white-space: pre-wrap; overflow-wrap: anywhere; }
code { font-family: var(--mono); font-size: .87em; overflow-wrap: anywhere; }
small { color: var(--quiet); font-size: .86em; font-weight: 400; }
h1 { margin: 0; display: flex; flex-wrap: wrap; align-items: center; gap: .4em .6em; font-size: 1.75rem; line-height: 1.2; letter-spacing: -.01em; }
h2 { margin: 0 0 .4rem; font-size: 1.1rem; line-height: 1.3; }
section { margin-top: 2.5rem; }
p { margin: 0; }
ul { margin: .3rem 0; padding-left: 1.2rem; }
.kicker, .note, footer { color: var(--quiet); }
.kicker { margin-bottom: .6rem; font-size: .87rem; }
.note { max-width: 52rem; margin-bottom: .9rem; }
.summary { margin-top: .6rem; max-width: 60rem; font-size: 1.06rem; }
.warning { margin-top: .6rem; color: var(--unknown); }
.number { text-align: right; white-space: nowrap; }
footer { margin-top: 3rem; padding-top: .8rem; border-top: 1px solid var(--line); font-size: .87rem; }

.badge { display: inline-flex; gap: .35em; align-items: baseline; padding: .1em .55em; border-radius: 4px; font-size: .8rem; font-weight: 600; line-height: 1.5; white-space: nowrap; color: var(--tint); background: color-mix(in srgb, var(--tint) 13%, transparent); }
h1 .badge { font-size: 1.1rem; color: var(--page); background: var(--tint); }
.pass { --tint: var(--pass); } .fail { --tint: var(--fail); } .unknown { --tint: var(--unknown); }

.facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 25rem), 1fr)); gap: .5rem 2.5rem; margin: 1.2rem 0 0; }
.facts > div { display: grid; grid-template-columns: 7.5rem 1fr; gap: .75rem; }
.facts dt { color: var(--quiet); }
.facts dd { margin: 0; overflow-wrap: anywhere; }
.facts small { display: block; }

.checks { border-top: 1px solid var(--line); }
.row { display: grid; grid-template-columns: 6.5rem minmax(12rem, 1.2fr) 7.5rem 7rem minmax(12rem, 1.6fr); gap: .25rem 1rem; align-items: baseline; padding: .45rem .4rem; }
.head { color: var(--quiet); font-size: .84rem; border-bottom: 1px solid var(--line); }
.checks details { border-bottom: 1px solid var(--line); }
.checks summary { cursor: pointer; list-style: none; }
.checks summary::-webkit-details-marker { display: none; }
.checks summary:hover, .checks details[open] { background: var(--soft); }
.checks .badge { justify-self: start; }
.checks h3 { margin: 1.1rem .4rem .3rem; font-size: .85rem; font-weight: 600; color: var(--quiet); }
.checks .group > .row .note { grid-column: 3 / -1; margin: 0; }
.checks .group details { margin-left: 1.2rem; }
.title { font-weight: 600; }
.title::after { content: "\\2060\\a0›"; color: var(--quiet); }
details[open] .title::after { content: "\\2060\\a0⌄"; }
.reason { grid-column: 2 / -1; max-width: 60rem; }
.theory { color: var(--quiet); font-size: .93em; }
.why { padding: 0 .4rem .8rem calc(6.5rem + 1.4rem); max-width: 66rem; }
.id { font: .8rem var(--mono); color: var(--quiet); }

.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .93rem; }
th, td { padding: .4rem .9rem .4rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
td:last-child, th:last-child { padding-right: 0; }
thead th { color: var(--quiet); font-weight: 400; font-size: .84rem; white-space: nowrap; }
tbody th { font-weight: 600; }
th.number, td.number { text-align: right; }
th small, td small { display: block; }
.by-fault td { min-width: 9rem; }
.by-fault .off { color: var(--unknown); white-space: normal; }
.comparison td.number, .comparison th.number { padding-right: 0; padding-left: 1.1rem; white-space: nowrap; }
.comparison thead td, .comparison thead th.group { border-bottom: 0; padding-bottom: 0; }
.comparison .story { padding-top: 1rem; font-weight: 600; }
.comparison tbody th[scope=row] { font-weight: 400; min-width: 11rem; }
.comparison .floor { color: var(--quiet); font-style: italic; cursor: help; }
.columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 21rem), 1fr)); gap: 2rem 3rem; }
.stages th { font-weight: 400; }
.stages td.number { width: 1%; }
.bar { width: 40%; min-width: 4rem; }
.bar i { display: block; height: .55rem; margin-top: .45rem; min-width: 2px; border-radius: 2px; background: color-mix(in srgb, var(--quiet) 45%, transparent); }

.file { margin: .6rem 0; }
.file summary { cursor: pointer; }
.file pre { margin: .5rem 0; padding: .8rem 1rem; overflow-x: auto; background: var(--soft); font: .8rem/1.45 var(--mono); }

@media (max-width: 52rem) {
  .head { display: none; }
  .row { grid-template-columns: auto 1fr; gap: .2rem .8rem; }
  .row .number, .row .theory { grid-column: 2; text-align: left; white-space: normal; }
  .row [data-name]::before { content: attr(data-name) " "; color: var(--quiet); font-size: .84rem; }
  .row .none { display: none; }
  .why { padding-left: .4rem; }
  .wide table { min-width: 50rem; }
  .facts > div { grid-template-columns: 6.5rem 1fr; }
}
@media print {
  :root { color-scheme: light; }
  body { max-width: none; padding: 0; font-size: 10pt; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  details::details-content { content-visibility: visible; display: block; height: auto; }
  details, tr, .lane { break-inside: avoid; }
  section { break-before: auto; }
  a { color: inherit; text-decoration: none; }
}
`
