import { formatMs } from '../../base/duration.ts'

/** What a reason adds about its limit, if there is one: `; 35.0 s are allowed`. */
export const allowedText = ({ limitMs }: { limitMs?: number }): string =>
  limitMs === undefined ? '' : `; ${formatMs(limitMs)} are allowed`
