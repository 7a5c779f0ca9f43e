import { formatMs } from '../base/duration.ts'

/** A limit for people, and whether it is the model's: then no author wrote it. */
export const limitText = (limitMs: number, isFromModel: boolean): string =>
  isFromModel ? `${formatMs(limitMs)} (model)` : formatMs(limitMs)
