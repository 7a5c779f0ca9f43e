import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { promisify } from 'node:util'

const run = promisify(execFile)

/**
 * A TCP port of this network namespace whose packets can be dropped, both ways, from one moment to the next: a change of
 * the rules takes the kernel up to 100 ms, an entry in the list that a rule looks at (xt_recent) takes 0.2 ms. The
 * namespace is the laboratory's own: rule and list are gone with its last process.
 */
export class BlackHole {
  readonly #list: string

  private constructor(list: string) {
    this.#list = list
  }

  /** Lays the rule; packets pass. @throws the system's error without iptables or xt_recent */
  static async prepare(port: number): Promise<BlackHole> {
    const name = `holdfast-${port}`
    const packets = ['INPUT', '-p', 'tcp', '-m', 'multiport', '--ports', String(port)]
    await run('iptables', ['-w', '-A', ...packets, '-m', 'recent', '--name', name, '--rcheck', '-j', 'DROP'])
    return new BlackHole(`/proc/net/xt_recent/${name}`)
  }

  open(): void {
    writeFileSync(this.#list, '+127.0.0.1')
  }

  close(): void {
    writeFileSync(this.#list, '-127.0.0.1')
  }
}
