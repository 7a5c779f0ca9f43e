import { expect, test } from 'vitest'
import { refusal } from './examine-balancer.ts'

// What the programs wrote, their paths replaced.
test("nginx' words, with the line that they name", () => {
  const said =
    'nginx: [emerg] unknown directive "servr" in ./nginx.conf:3\nnginx: configuration file ./nginx.conf test failed'
  expect(
    refusal('./nginx.conf', 'nginx', said, 'stream {\n  upstream s {\n    servr 10.0.0.1:6443;\n  }\n}').message,
  ).toBe(
    'nginx refuses ./nginx.conf: [emerg] unknown directive "servr" in ./nginx.conf:3\n  3 |     servr 10.0.0.1:6443;',
  )
})

test("HAProxy's words, with the line that they name", () => {
  const said = `[NOTICE]   (8) : haproxy version is 2.6.12-1+deb12u4
[ALERT]    (8) : config : parsing [lb.cfg:3] : unknown keyword 'serve' in 'listen' section; did you mean 'server' maybe ?
[ALERT]    (8) : config : Fatal errors found in configuration.`
  expect(refusal('lb.cfg', 'haproxy', said, 'listen x\n  bind :6443\n  serve r').message).toBe(
    "haproxy refuses lb.cfg: config : parsing [lb.cfg:3] : unknown keyword 'serve' in 'listen' section; did you mean 'server' maybe ?; config : Fatal errors found in configuration.\n  3 |   serve r",
  )
})

test('words without a line are shown as they are', () => {
  expect(refusal('lb.cfg', 'haproxy', 'haproxy: not found', 'x').message).toBe(
    'haproxy refuses lb.cfg: haproxy: not found',
  )
})
