import type { Axis } from './axis.ts'

const stepsSeconds = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600, 7200, 21_600, 86_400]
const most = 13
const parts = 5

interface Tick {
  atUs: number
  label: string
  /** One of those between two round moments, for a reader who zoomed in. */
  fine: boolean
}

/** Round moments to rule the axis with, thirteen at most and finer ones between them, and how each is written. */
export function ticks({ fromUs, toUs }: Pick<Axis, 'fromUs' | 'toUs'>): Tick[] {
  const length = (toUs - fromUs) / 1_000_000
  const step = stepsSeconds.find(candidate => length / candidate < most) ?? Math.ceil(length / most)
  return Array.from({ length: Math.floor((length / step) * parts) + 1 }, (_, index) => {
    const seconds = (index * step) / parts
    return { atUs: fromUs + seconds * 1_000_000, label: label(seconds, step), fine: index % parts > 0 }
  })
}

function label(seconds: number, step: number): string {
  if (seconds === 0) return '0'
  if (step >= 3600 && seconds % 3600 === 0) return `${seconds / 3600} h`
  if (step >= 60 && seconds % 60 === 0) return `${seconds / 60} min`
  return `${Number(seconds.toFixed(1))} s`
}
