import { shell } from '../../../base/shell.ts'
import { k3sPaths, k3sToken } from '../../../distributions/k3s/paths.ts'
import type { TokenRotation } from '../token-rotation.ts'
import { restoreToken } from './restore-token.ts'

/** Basic authorization at the supervisor, which shares the API's port (k3s-contract 3.4). */
export const basic = (user: string, token: string): string =>
  `Basic ${Buffer.from(`${user}:${token}`).toString('base64')}`

/**
 * As by `k3s token rotate`: what runs goes on with the token that it was started with (k3s #12982). Only the server that
 * did it can take it back, and only while it runs (k3s-contract 3.4, 4.6).
 */
export const k3sTokenRotation: TokenRotation = {
  needs: {
    part: 'token-command',
    words: "k3s' token command",
    hint: 'take an image of k3s itself: --image rancher/k3s:TAG',
  },
  tokenFile: k3sToken,
  rotate: (token, next) => ({
    path: '/v1-k3s/token',
    method: 'PUT',
    authorization: basic('server', token),
    body: JSON.stringify({ newToken: next }),
  }),
  askAs: token => ({ path: '/v1-k3s/readyz', authorization: basic('node', token) }),
  restore: shell(restoreToken(k3sPaths.configuration, k3sToken)),
}
