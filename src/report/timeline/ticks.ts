import type { Axis } from './axis.ts'

const stepsSeconds = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600, 7200, 21_600, 86_400]
const most = 13

/** Round moments to rule the axis with, thirteen at most, and how each is written. */
export function ticks({ fromUs, toUs }: Axis): { atUs: number; label: string }[] {
  const seconds = (toUs - fromUs) / 1_000_000
  const step = stepsSeconds.find(candidate => seconds / candidate < most) ?? Math.ceil(seconds / most)
  return Array.from({ length: Math.floor(seconds / step) + 1 }, (_, index) => ({
    atUs: fromUs + index * step * 1_000_000,
    label: label(index * step, step),
  }))
}

function label(seconds: number, step: number): string {
  if (seconds === 0) return '0'
  if (step < 60) return `${seconds} s`
  return step < 3600 ? `${seconds / 60} min` : `${seconds / 3600} h`
}
