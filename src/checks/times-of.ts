import type { Sample } from '../history/records.ts'
import type { Samples } from '../history/samples.ts'

/** One number of each sample that has it, in the samples' order; in a typed array, which sorts by value. */
export function timesOf(samples: Samples, pick: (sample: Sample) => number | undefined): Float64Array {
  const times = new Float64Array(samples.length)
  let count = 0
  for (const sample of samples) {
    const time = pick(sample)
    if (time !== undefined) times[count++] = time
  }
  return times.subarray(0, count)
}
