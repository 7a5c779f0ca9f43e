/** Reads `k3s version vX.Y.Z+k3sN (…)`; undefined when the text holds no such version. */
export const versionIn = (text: string): string | undefined => /\bv\d+\.\d+\.\d+\S*\+k3s\d+/.exec(text)?.[0]

// k3s-contract 8.4: the first patch of each minor version whose PID 1 waits for k3s to stop.
const firstCleanPatch: Record<number, number> = { 31: 14, 32: 10, 33: 6, 34: 2 }

/** Whether `docker stop` lets this version stop cleanly; an unknown version is taken for a new one. */
export function stopsCleanly(version: string): boolean {
  const [, minor, patch] = /^v1\.(\d+)\.(\d+)/.exec(version)?.map(Number) ?? []
  if (minor === undefined || patch === undefined || minor > 34) return true
  return patch >= (firstCleanPatch[minor] ?? Number.POSITIVE_INFINITY)
}

/** Whether a version is at least that minor version of Kubernetes 1. */
export const isAtLeast = (version: string, minor: number): boolean =>
  Number(/^v1\.(\d+)/.exec(version)?.[1] ?? Number.POSITIVE_INFINITY) >= minor
