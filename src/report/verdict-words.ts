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
