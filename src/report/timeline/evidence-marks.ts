import type { Html } from '../html.ts'
import { html } from '../html.ts'
import type { RunReport } from '../report-schema.ts'
import type { Axis } from './axis.ts'

/** Where on the page the time range of a piece of evidence is: the target of its link. */
export const evidenceId = (check: number, evidence: number): string => `at-${check}-${evidence}`

/** A frame around each piece of evidence, seen only when its link was followed. */
export const evidenceMarks = (axis: Axis, checks: RunReport['checks']): Html[] =>
  checks.flatMap((check, c) =>
    check.evidence.map(
      ({ fromUs, toUs }, e) =>
        html`<div class="mark" id="${evidenceId(c, e)}" style="${axis.place(fromUs, toUs)}"><b>${check.title}</b></div>`,
    ),
  )
