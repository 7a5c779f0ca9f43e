import type { ReportedCheck } from './report-schema.ts'

/** Checks that a reader asks for together. */
export interface CheckGroup {
  title: string
  /** Each with its place among all checks. */
  checks: { check: ReportedCheck; index: number }[]
  /** All passed, and none has a number that a reader looks for: one line says so. */
  folded: boolean
}

const kinds: { title: string; ids: RegExp; numbers: boolean }[] = [
  { title: 'What others claim of such a cluster, put to the test', ids: /^claim\//, numbers: true },
  { title: 'What clients saw', ids: /^(outage|schedule)\b/, numbers: true },
  { title: 'Recovery', ids: /^(failover|agent|rejoin|join|membership|restarts|final-state)\b/, numbers: true },
  { title: 'Data: nothing lost, nothing false, in order', ids: /^(ledger|reads)\//, numbers: false },
  { title: 'Watches: everything told once and in order', ids: /^watch\//, numbers: false },
  { title: 'Leases: one holder at a time', ids: /^lease\//, numbers: false },
  { title: 'What these verdicts rest on', ids: /^/, numbers: false },
]

/** The checks in groups, in the order in which a reader asks for them; a group without checks is left out. */
export function checkGroups(checks: readonly ReportedCheck[]): CheckGroup[] {
  const placed = checks.map((check, index) => ({ check, index }))
  const kindOf = ({ check }: { check: ReportedCheck }) => kinds.find(({ ids }) => ids.test(check.id))!
  return kinds.flatMap(kind => {
    const mine = placed.filter(each => kindOf(each) === kind)
    if (mine.length === 0) return []
    const folded = !kind.numbers && mine.length > 1 && mine.every(({ check }) => check.verdict === 'pass')
    return [{ title: kind.title, checks: mine, folded }]
  })
}
