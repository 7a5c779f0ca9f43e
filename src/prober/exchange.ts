import { constants } from 'node:http2'
import { wantsBody } from './answer.ts'
import type { End } from './attempt.ts'
import type { H2Connection } from './h2-connection.ts'
import type { Request } from './operations.ts'

interface Listener {
  firstByte(): void
  /** The answer is complete. */
  answered(status: number, body: string): void
  /** It never will be. */
  failed(cause: End): void
}

/** One request and its answer on an HTTP/2 connection; returns what cancels it. */
export function exchange(connection: H2Connection, request: Request, listener: Listener): () => void {
  const stream = connection.open(request)
  const chunks: Buffer[] = []
  let status = 0
  let failure: Error | undefined
  stream.on('response', headers => {
    listener.firstByte()
    status = headers[':status'] ?? 0
  })
  // May come before the head: node:http2 tells of that a tick later.
  stream.on('data', (chunk: Buffer) => chunks.push(chunk))
  stream.on('error', error => {
    failure = error
  })
  stream.on('close', () => {
    const complete = status !== 0 && failure === undefined && stream.rstCode === constants.NGHTTP2_NO_ERROR
    if (complete) listener.answered(status, wantsBody(status, request) ? Buffer.concat(chunks).toString() : '')
    else listener.failed(connection.causeOf(stream, failure))
  })
  return () => stream.close(constants.NGHTTP2_CANCEL)
}
