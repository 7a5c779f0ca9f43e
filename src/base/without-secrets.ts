const hidden = '‹hidden›'

const patterns: readonly [RegExp, string][] = [
  // --token=…, --agent-token …
  [/(--[\w-]*(?:token|password|secret)[\w-]*(?:=|\s+))(?!-)\S+/gi, `$1${hidden}`],
  // K3S_TOKEN=…, password=…; but not burstTokens=10
  [/(\b\w*(?:token\b|(?:password|secret)\w*)=["']?)(?!‹)[^\s"',;&]+/gi, `$1${hidden}`],
  [/(\bBearer\s+)[\w.~+/=-]+/g, `$1${hidden}`],
  // No word is meant: base64 has a digit or padding somewhere.
  [/(\bBasic\s+)(?=\S*[\d=])[\w+/=-]+/g, `$1${hidden}`],
  // haproxy.cfg: stats auth user:password, user NAME password …; keepalived.conf: auth_pass …
  [/^(\s*(?:stats\s+auth\s+[^\s:]+:|user\s+\S+\s+(?:insecure-)?password\s+|auth_pass\s+))\S+/gm, `$1${hidden}`],
  // A service account's token wherever it stands
  [/\beyJ[\w-]+\.eyJ[\w-]+\.[\w-]+/g, hidden],
  // A k3s token wherever it stands: K10<hash of the CA>::user:password
  [/\bK10[0-9a-f]{16,}::\S+/g, hidden],
  // postgres://user:password@host
  [/(\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@]*:)[^\s/@]+(?=@)/gi, `$1${hidden}`],
  [/-----BEGIN ([A-Z ]*PRIVATE KEY)-----[\s\S]*?(?:-----END \1-----|$)/g, hidden],
]

/**
 * A copy of recorded data in which everything that looks like a secret is hidden.
 * The record holds none by design; but people write passwords into arguments, and programs write into logs what they like.
 */
export const withoutSecrets = <T>(value: T): T => hide(value) as T

function hide(value: unknown): unknown {
  if (typeof value === 'string') return patterns.reduce((text, [pattern, by]) => text.replace(pattern, by), value)
  if (Array.isArray(value)) return value.map(hide)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, hide(item)]))
}
