import type { Judgement } from '../checks/judgement.ts'
import type { Verdict } from '../checks/verdict.ts'

interface VerdictWords {
  /** A sign that reads without colour. */
  mark: string
  word: string
  /** The answer to Holdfast's one question. */
  sentence: string
}

/** How each verdict is said, the same in every report. */
export const verdictWords: Record<Verdict, VerdictWords> = {
  pass: { mark: '✓', word: 'pass', sentence: 'The control plane held.' },
  fail: { mark: '✗', word: 'fail', sentence: 'The control plane did not hold.' },
  unknown: { mark: '?', word: 'unknown', sentence: 'No verdict: the evidence is not enough.' },
}

const controlSentences: Record<Verdict, string> = {
  pass: 'Holdfast saw the failure that it must see.',
  fail: 'This negative control failed.',
  unknown: verdictWords.unknown.sentence,
}

/** The answer of one run; a negative control asks another question. */
export const answerOf = ({ verdict, control }: Pick<Judgement, 'verdict' | 'control'>): string =>
  control ? controlSentences[verdict] : verdictWords[verdict].sentence

interface Campaign {
  verdict: Verdict
  runs: readonly { verdict: Verdict; negative?: true | undefined }[]
}

/** The answer of a campaign, which may have both. */
export function campaignAnswerOf({ verdict, runs }: Campaign): string {
  const deciding = runs.filter(run => run.verdict === verdict)
  const controls = deciding.filter(({ negative }) => negative)
  const { sentence } = verdictWords[verdict]
  if (controls.length === 0) return sentence
  if (controls.length === deciding.length)
    return verdict === 'fail' ? 'A negative control failed.' : controlSentences[verdict]
  return verdict === 'pass' ? 'The control plane held, and Holdfast saw the failures that it must see.' : sentence
}
