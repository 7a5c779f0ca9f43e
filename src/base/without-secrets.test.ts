import { expect, test } from 'vitest'
import { withoutSecrets } from './without-secrets.ts'

test.each([
  ['--token=abc123', '--token=‹hidden›'],
  ['run --agent-token abc123 --cluster-init', 'run --agent-token ‹hidden› --cluster-init'],
  ['K3S_TOKEN=abc123 npm start', 'K3S_TOKEN=‹hidden› npm start'],
  ['Authorization: Bearer eyJhbGciOi.x.y', 'Authorization: Bearer ‹hidden›'],
  ['Authorization: Basic c2VydmVyOmh1c2g=', 'Authorization: Basic ‹hidden›'],
  ['token file holds eyJhbGciOiJS.eyJhdWQiOlsi.c2ln-bmF0', 'token file holds ‹hidden›'],
  ['join with K1083c1d5f2a90b7e66::server:hush', 'join with ‹hidden›'],
  ['--datastore-endpoint=postgres://k3s:hush@db:5432/k3s', '--datastore-endpoint=postgres://k3s:‹hidden›@db:5432/k3s'],
  ['listen x\n  stats auth admin:hush realm', 'listen x\n  stats auth admin:‹hidden› realm'],
  ['userlist u\n  user me insecure-password hush', 'userlist u\n  user me insecure-password ‹hidden›'],
  ['  auth_pass hush', '  auth_pass ‹hidden›'],
  ['-----BEGIN EC PRIVATE KEY-----\nMHcC', '‹hidden›'],
])('%s', (text, shown) => expect(withoutSecrets({ deep: [text] })).toEqual({ deep: [shown] }))

test('words about secrets stay', () => {
  const text = 'a server joins by its token; the password is wrong; burstTokens=10; Basic authentication'
  expect(withoutSecrets(text)).toBe(text)
})
