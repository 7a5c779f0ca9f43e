import type { Clause } from '../clause.ts'
import type { Evidence } from '../evidence.ts'
import { expectThat } from '../expect-that.ts'
import { firstServer } from '../fixtures/first-server.ts'
import type { Answer, Caller } from '../https-get.ts'
import type { Lab } from '../lab.ts'

const callers = {
  anybody: (): Caller => 'anonymous',
  'user node': (lab: Lab): Caller => lab.nodeUser,
  'user server': (lab: Lab): Caller => lab.serverUser,
  'a wrong password': (): Caller => ({ user: 'server', password: 'a-wrong-password' }),
  'the administrator': (lab: Lab): Caller => lab.admin,
}

/** An answer of the first server. */
export const ask = async (lab: Lab, path: string, caller?: Caller): Promise<Answer> =>
  (await firstServer(lab)).server.get(path, caller)

/** A clause: a path of the first server answers this status to this caller. */
export const answers = (
  id: string,
  path: string,
  status: number,
  caller: keyof typeof callers,
  evidence: Evidence,
): Clause => ({
  id,
  promise: `${path} answers ${status} to ${caller}`,
  ...evidence,
  async test(lab) {
    await firstServer(lab)
    const answer = await ask(lab, path, callers[caller](lab))
    return expectThat(answer.status === status, told(answer))
  },
})

/** An answer in words; a good body may hold a secret, so that only a refusal is quoted. */
const told = ({ status, body }: Answer): string =>
  status < 400 ? `${status}` : `${status} ${/"message":\s*"([^"]*)"/.exec(body)?.[1] ?? body.slice(0, 120)}`
