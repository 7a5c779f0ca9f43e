/** A host with its port, as balancers write it: `10.0.0.1:6443`, `[::1]:6443`, `server-0`. */
export function nameAndPort(address: string): { host: string; port?: number } {
  const [, bracketed, bare, digits] = /^(?:\[([^\]]+)\]|([^:]*))(?::(\d+))?$/.exec(address) ?? []
  const host = bracketed ?? bare ?? address
  return digits === undefined ? { host } : { host, port: Number(digits) }
}
