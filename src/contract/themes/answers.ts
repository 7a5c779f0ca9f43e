import { hold } from '../hold.ts'
import type { Answer, Caller } from '../https-get.ts'
import type { Lab } from '../lab.ts'
import type { Line } from '../line.ts'
import { firstServer } from '../scenes/first-server.ts'

/** An answer of the first server. */
export const ask = async (lab: Lab, path: string, caller?: Caller) => (await firstServer(lab)).server.get(path, caller)

/** An answer in words; a good body may hold a secret, so that only a refusal is quoted. */
const told = ({ status, body }: Answer): string =>
  status < 400 ? `${status}` : `${status} ${/"message":\s*"([^"]*)"/.exec(body)?.[1] ?? body.slice(0, 120)}`

/** A line: a path answers this status to this caller. */
export const answers = (
  id: string,
  promise: string,
  [status, path, caller]: [number, string, ((lab: Lab) => Caller)?],
  more: Partial<Line> = {},
): Line => ({
  id,
  promise,
  certainty: 'stated',
  ...more,
  async test(lab) {
    await firstServer(lab)
    const answer = await ask(lab, path, caller?.(lab))
    return hold(answer.status === status, told(answer))
  },
})

export const asNode = (lab: Lab): Caller => lab.nodeUser
export const asServer = (lab: Lab): Caller => lab.serverUser
export const asAdmin = (lab: Lab): Caller => lab.admin
export const asStranger = (): Caller => ({ user: 'server', password: 'a-wrong-password' })
