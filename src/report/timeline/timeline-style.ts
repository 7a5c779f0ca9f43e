const zoomed = [2, 4, 8, 16]
  .map(zoom => `.timeline:has(input[value="${zoom}"]:checked) { --zoom: ${zoom}; }`)
  .join('\n')

const fine = [4, 8, 16].map(zoom => `.timeline:has(input[value="${zoom}"]:checked) .fine`).join(', ')

/** The look of the time axis. Colours of outcomes: warm is a failure, grey is the prober's own. */
export const timelineStyle = `
.timeline {
  --zoom: 1; --label: 13rem;
  --good: light-dark(#cfe8d8, #22432f); --warn: light-dark(#f6e3b4, #55431a); --bad: light-dark(#f3c4c4, #6b2a2c); --still: light-dark(#e6e9ed, #333a42);
  --s0: light-dark(#c9dcf5, #23405f); --s1: light-dark(#dcd2f2, #41335f); --s2: light-dark(#c6e6e3, #1f4a48); --s3: light-dark(#f3d9c6, #57391f);
  --s4: light-dark(#f1d0e2, #572c45); --s5: light-dark(#dfe6c0, #434a1f); --s6: light-dark(#d5d9df, #3f4650);
  position: relative;
}
.timeline, .legend {
  --ok: light-dark(#3b7dc4, #6aa9ea); --o-reset: light-dark(#e0564c, #ff8a80); --o-refused: light-dark(#e58a1f, #ffb454);
  --o-timeout: light-dark(#a3142a, #ff5c6c); --o-server: light-dark(#a13a9e, #e58be2); --o-own: light-dark(#8b95a0, #7d8791); --o-void: light-dark(#c3cad1, #4d555d);
  --stalled: light-dark(#e3a829, #c7962c); --failed: light-dark(#c4232b, #e8504f);
}
${zoomed}
.zoom { display: flex; gap: .9rem; margin: 0 0 .5rem; padding: 0; border: 0; font-size: .87rem; color: var(--quiet); }
.zoom legend { float: left; margin-right: .9rem; padding: 0; }
.zoom label { display: inline-flex; align-items: center; gap: .25rem; cursor: pointer; }
.zoom input { margin: 0; accent-color: var(--link); }
.scroll { overflow-x: auto; container-type: inline-size; border: 1px solid var(--line); border-radius: 6px; }
.lanes { position: relative; width: calc(var(--label) + max(100cqw - var(--label) - 1.6rem, 34rem) * var(--zoom) + 1.6rem); padding: .2rem 1.6rem .2rem 0; isolation: isolate; }
.lane { position: relative; display: flex; min-height: 1.75rem; }
.label { position: sticky; left: 0; z-index: 3; flex: none; width: var(--label); padding: 0 .6rem 0 .7rem; display: flex; align-items: center; justify-content: space-between; gap: .5rem; background: var(--page); font-size: .83rem; line-height: 1.2; border-right: 1px solid var(--line); }
.label span { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.states .label small { flex: none; }
.label small { max-width: 100%; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; font-size: .76rem; }
.plot { position: relative; flex: 1; min-width: 0; }
.states .plot { border-bottom: 1px solid color-mix(in srgb, var(--line) 55%, transparent); }
.group { min-height: 2.6rem; }
.group .label { align-items: end; padding-bottom: .35rem; border-color: transparent; }
.group span { overflow: visible; font-weight: 600; }

.backdrop, .marks { position: absolute; inset: 0 1.6rem 0 var(--label); pointer-events: none; }
.backdrop { z-index: -1; }
.marks { z-index: 2; }
.tick { position: absolute; top: 1.4rem; bottom: 1.4rem; border-left: 1px solid color-mix(in srgb, var(--line) 70%, transparent); }
.band { position: absolute; top: 1.4rem; bottom: 1.4rem; background: color-mix(in srgb, var(--fail) 6%, transparent); border: solid color-mix(in srgb, var(--fail) 45%, transparent); border-width: 0 1px; }
.mark { position: absolute; top: 0; bottom: 0; min-width: 3px; visibility: hidden; border: 2px solid var(--link); border-radius: 3px; background: color-mix(in srgb, var(--link) 9%, transparent); scroll-margin: 3rem calc(var(--label) + 3rem); }
.mark:target { visibility: visible; }
.mark b { position: absolute; top: 1px; left: 4px; padding: 0 .3rem; font-size: .76rem; white-space: nowrap; background: var(--page); border-radius: 3px; color: var(--link); }
.fine { display: none; }
${fine} { display: block; }
.ruler { min-height: 1.4rem; }
.ruler i { position: absolute; top: .15rem; translate: -50% 0; font-style: normal; font-size: .76rem; color: var(--quiet); white-space: nowrap; }

.ruler i:first-child { translate: .15rem 0; }

.segment { position: absolute; top: 3px; bottom: 3px; min-width: 2px; padding: 0; overflow: clip; border-radius: 3px; font-size: .78rem; line-height: 1.25rem; white-space: nowrap; background: var(--still); container-type: inline-size; box-shadow: inset 0 0 0 1px color-mix(in srgb, var(--text) 9%, transparent); }
.segment span { position: sticky; display: inline-block; left: calc(var(--label) + .35rem); max-width: calc(100% - .7rem); margin: 0 .35rem; overflow: clip; text-overflow: ellipsis; vertical-align: top; }
@container (max-width: 2.2rem) { .segment span { display: none; } }
.segment.good { background: var(--good); } .segment.warn { background: var(--warn); } .segment.bad { background: var(--bad); }
${[0, 1, 2, 3, 4, 5, 6].map(server => `.segment.server-${server} { background: var(--s${server}); }`).join(' ')}
.renewal, .retry, .event { position: absolute; pointer-events: auto; }
.renewal { bottom: 4px; width: 3px; height: 3px; margin-left: -1px; border-radius: 50%; background: color-mix(in srgb, var(--text) 55%, transparent); }
.retry { top: 7px; bottom: 7px; width: 2px; margin-left: -1px; background: var(--o-refused); }
.event { top: 1px; bottom: 1px; width: 3px; margin-left: -1px; border-radius: 1px; background: var(--quiet); }
.event.die, .event.kill, .event.pause { background: var(--fail); } .event.start, .event.unpause { background: var(--pass); }

.samples { min-height: 83px; border-bottom: 1px solid color-mix(in srgb, var(--line) 55%, transparent); }
.samples .label { flex-direction: column; align-items: flex-start; justify-content: center; gap: .1rem; padding-right: .4rem; }
.samples .label span { font-weight: 600; }
.samples svg { display: block; width: 100%; height: 66px; overflow: visible; }
.samples path { fill: none; stroke-width: 2px; vector-effect: non-scaling-stroke; }
.samples .rule { stroke: color-mix(in srgb, var(--line) 60%, transparent); stroke-width: 1px; stroke-dasharray: 2 3; }
.scale { position: absolute; right: .35rem; translate: 0 -50%; font-style: normal; font-size: .68rem; color: var(--quiet); white-space: nowrap; }
.o-ok { stroke: var(--ok); stroke-linecap: round; } .o-reset, .o-closed, .o-tls, .o-no-route { stroke: var(--o-reset); } .o-refused { stroke: var(--o-refused); }
.o-timeout, .o-connect-timeout { stroke: var(--o-timeout); } .o-5xx, .o-4xx, .o-429 { stroke: var(--o-server); } .o-blocked { stroke: var(--o-own); } .o-void { stroke: var(--o-void); }
.rail { position: absolute; left: 0; right: 0; top: 67px; height: 14px; }
.outage, .episode { position: absolute; min-width: 2px; border-radius: 1px; }
.outage { top: 2px; height: 6px; } .episode { top: 10px; height: 2px; }
.stalled { background: var(--stalled); } .failed { background: var(--failed); }

.legend { display: flex; flex-wrap: wrap; gap: .2rem 1.3rem; margin-bottom: .8rem; font-size: .84rem; color: var(--quiet); }
.legend span { display: inline-flex; align-items: center; gap: .4rem; }
.key { display: inline-block; width: .8rem; height: .5rem; border-radius: 1px; }
.key.o-ok { width: .4rem; height: .4rem; border-radius: 50%; background: var(--ok); }
.key.o-reset, .key.o-closed, .key.o-tls, .key.o-no-route { background: var(--o-reset); } .key.o-refused { background: var(--o-refused); } .key.o-timeout, .key.o-connect-timeout { background: var(--o-timeout); }
.key.o-5xx, .key.o-4xx, .key.o-429 { background: var(--o-server); } .key.o-blocked { background: var(--o-own); } .key.o-void { background: var(--o-void); }
.key.thin { height: 2px; background: var(--stalled); }
.key.fault { height: .8rem; background: color-mix(in srgb, var(--fail) 12%, transparent); border: solid color-mix(in srgb, var(--fail) 45%, transparent); border-width: 0 1px; }
@media (max-width: 52rem) { .timeline { --label: 7.5rem; } .states .label small, .scale { display: none; } }
@media print { .zoom { display: none; } .timeline { --zoom: 1 !important; } .label { position: static; } }
`
