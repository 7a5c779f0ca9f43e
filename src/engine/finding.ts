/** One line of `holdfast doctor`. */
export interface Finding {
  subject: string
  /** `problem`: a run could not work. `warning`: it works, but something is missing, slow or unknown. */
  level: 'ok' | 'warning' | 'problem'
  message: string
  /** What to do about it. */
  advice?: string
}
