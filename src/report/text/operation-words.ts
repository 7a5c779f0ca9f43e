import type { Operation, SeriesDefinition } from '../../history/records.ts'

const nouns: Record<Operation, [one: string, many: string]> = {
  'tcp-connect': ['TCP connection', 'TCP connections'],
  tls: ['TLS handshake', 'TLS handshakes'],
  'static-read': ['static read', 'static reads'],
  'cached-read': ['cached read', 'cached reads'],
  'quorum-read': ['quorum read', 'quorum reads'],
  write: ['write', 'writes'],
  readyz: ['readyz answer', 'readyz answers'],
  watch: ['watched write', 'watched writes'],
  dns: ['DNS answer', 'DNS answers'],
  service: ['answer of a Service', 'answers of a Service'],
  stream: ['sign of an open stream', 'signs of an open stream'],
}

type Named = Pick<SeriesDefinition, 'operation' | 'connection'>

/** `write on new connections` */
export const oneOf = ({ operation, connection }: Named): string => `${nouns[operation][0]} on ${connection} connections`

/** `writes on new connections` */
export const manyOf = ({ operation, connection }: Named): string =>
  `${nouns[operation][1]} on ${connection} connections`

/** `quorum reads` */
export const operationWords = (operation: Operation): string => nouns[operation][1]

/** A sentence's first letter. */
export const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
