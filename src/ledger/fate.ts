import type { Fate } from '../history/ledger-records.ts'
import type { Exchange } from './connection.ts'

/**
 * What an exchange promises. Only a 4xx, or a connection that never stood, is a rejection; after a byte of the request
 * may have left, nothing but a whole answer decides.
 */
export function fateOf(exchange: Exchange): Fate {
  if (exchange.status === undefined) return exchange.requestSent ? 'indeterminate' : 'rejected'
  if (exchange.status >= 200 && exchange.status < 300) return 'acknowledged'
  return exchange.status >= 400 && exchange.status < 500 ? 'rejected' : 'indeterminate'
}
