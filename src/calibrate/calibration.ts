/** What is asked of the laboratory. */
export interface CalibrationOrder {
  seed: number
  quick: boolean
  /** An error planted in the observer, to show that calibration sees it. */
  defect: Defect | undefined
  /** Paths of Debian's programs, or why they could not be had. */
  nginx: ProgramPath
  exporter: ProgramPath
  /** Where the raw figures go. */
  file: string
}

export const defects = ['late', 'slow'] as const
/** `late`: the prober's times are 100 ms late. `slow`: it samples at 5 Hz. */
export type Defect = (typeof defects)[number]

export type ProgramPath = { path: string } | { missing: string }
