import type { Suite } from '../clause.ts'
import { expectThat } from '../expect-that.ts'
import { refusedWith } from '../fixtures/ended-start.ts'
import { rotatedToken } from '../fixtures/rotated-token.ts'

export const tokenRotation: Suite = {
  title: 'a token that is rotated',
  clauses: [
    {
      id: '4.6-rotate',
      promise: 'k3s token rotate makes the new token that of server/token',
      stated: 'k3s:pkg/server/handlers/token.go',
      needs: 'token-command',
      async test(lab) {
        const { isKept } = await rotatedToken(lab)
        return expectThat(isKept, isKept ? 'the new token' : 'another token')
      },
    },
    {
      id: '4.6-rotate-runs',
      promise: 'a server that runs goes on with the token that it was started with',
      derived: 'k3s:pkg/authenticator/passwordfile/passwordfile.go',
      needs: 'token-command',
      fallback: 'rotateToken is healed with whichever of the two the server takes',
      async test(lab) {
        const { old, next } = (await rotatedToken(lab)).answers
        return expectThat(old === 200 && next === 401, `${old} to the old one, ${next} to the new one`)
      },
    },
    {
      id: '4.6-rotate-restart',
      promise: 'a server that starts again with the old token ends, and says that the data is encrypted with another',
      derived: 'k3s:pkg/cluster/storage.go',
      needs: 'token-command',
      async test(lab) {
        const { restart } = await rotatedToken(lab)
        if (restart instanceof Error) throw restart
        return refusedWith(restart, /bootstrap data already found and encrypted with different token/)
      },
    },
  ],
}
