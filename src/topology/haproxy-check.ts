/**
 * How HAProxy's `tuned` and `ready` check a server; the interval is the limit of a whole check as well.
 * Measured: with 500 ms servers that were only busy, on two cores while another one started, were taken out.
 */
export const readinessCheck = { intervalMs: 1000, suspiciousMs: 200, fall: 3, rise: 2 } as const

const { intervalMs, suspiciousMs, fall } = readinessCheck

/** From a server's last answer until it is taken out, at most: the wait for the next check, and each that fails. */
export const readinessDetectionMs = intervalMs + intervalMs + (fall - 1) * (suspiciousMs + intervalMs)

/** The same of `plain`, whose checks only connect: every 10 s, three of which fail after a limit of 5 s each. */
export const connectDetectionMs = 10_000 + 5_000 + 2 * 10_000
