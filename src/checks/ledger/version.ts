/**
 * Compares two resourceVersions, as `sort` wants it. They are decimal numbers without leading zeros and may exceed 2^53,
 * so that the longer one is the newer one.
 */
export const compareVersions = (a: string, b: string): number => a.length - b.length || (a < b ? -1 : a > b ? 1 : 0)

/** Whether version `a` came after version `b`. */
export const isNewer = (a: string, b: string): boolean => compareVersions(a, b) > 0

export const newest = (a: string, b: string): string => (isNewer(a, b) ? a : b)
