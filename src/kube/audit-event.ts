/** One answered request of an audit log, as far as a check asks. */
export interface AuditEvent {
  /** When the server received it: wall clock, fractional milliseconds. */
  receivedMs: number
  user: string
  verb: string
  /** With its subresource: `pods/binding`. */
  resource: string
  name: string
  code: number
}

interface Line {
  stage: string
  verb: string
  user: { username: string }
  objectRef?: { resource?: string; subresource?: string; name?: string }
  responseStatus?: { code?: number }
  requestReceivedTimestamp: string
}

/** Reads an `audit.k8s.io/v1` log; a last line that was cut off in the middle is left out. @throws SyntaxError for any other */
export function parseAuditLog(text: string): AuditEvent[] {
  const whole = text.slice(0, text.lastIndexOf('\n') + 1)
  return whole.split('\n').flatMap(line => {
    if (line === '') return []
    const { stage, verb, user, objectRef, responseStatus, requestReceivedTimestamp } = JSON.parse(line) as Line
    if (stage !== 'ResponseComplete' || objectRef?.resource === undefined) return []
    const { resource, subresource, name = '' } = objectRef
    return [
      {
        receivedMs: wallMs(requestReceivedTimestamp),
        user: user.username,
        verb,
        resource: subresource === undefined ? resource : `${resource}/${subresource}`,
        name,
        code: responseStatus?.code ?? 0,
      },
    ]
  })
}

/** Kubernetes writes microseconds, of which `Date` keeps three digits. */
function wallMs(timestamp: string): number {
  const [, whole, fraction = ''] = /^(.{19})(?:\.(\d+))?Z$/.exec(timestamp) ?? []
  return Date.parse(`${whole}Z`) + Number(fraction.padEnd(6, '0').slice(0, 6)) / 1000
}
