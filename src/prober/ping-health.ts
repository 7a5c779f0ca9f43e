import { nowUs } from '../base/clock.ts'

/** client-go's defaults for HTTP/2: HTTP2_READ_IDLE_TIMEOUT_SECONDS and HTTP2_PING_TIMEOUT_SECONDS (apimachinery, util/net). */
export const clientGoHealth: HealthLimits = { idleMs: 30_000, answerMs: 15_000 }

export interface HealthLimits {
  /** Without any received byte for this long a PING is sent. */
  idleMs: number
  /** Without its answer for this long the connection is given up. */
  answerMs: number
}

interface Patient {
  /** Grows with whatever is received. */
  bytesRead(): number
  ping(answered: () => void): void
  giveUp(): void
}

/** Watches over a connection as golang.org/x/net/http2 does; returns the stop. */
export function watchHealth(patient: Patient, { idleMs, answerMs }: HealthLimits): () => void {
  let seen = patient.bytesRead()
  let sinceUs = nowUs()
  let awaiting: NodeJS.Timeout | undefined
  const look = () => {
    const bytes = patient.bytesRead()
    if (bytes !== seen) {
      seen = bytes
      sinceUs = nowUs()
    }
    if (awaiting !== undefined || nowUs() - sinceUs < idleMs * 1000) return
    awaiting = setTimeout(patient.giveUp, answerMs)
    patient.ping(() => {
      clearTimeout(awaiting)
      awaiting = undefined
    })
  }
  const timer = setInterval(look, idleMs / 100)
  timer.unref()
  return () => {
    clearInterval(timer)
    clearTimeout(awaiting)
  }
}
