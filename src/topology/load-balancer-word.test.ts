import { expect, test } from 'vitest'
import { loadBalancerOf } from './load-balancer-word.ts'

test.each([
  ['haproxy', { kind: 'haproxy' }],
  ['nginx:plain', { kind: 'nginx', preset: 'plain' }],
  ['haproxy+keepalived:tuned', { kind: 'haproxy+keepalived', preset: 'tuned' }],
  ['none', { kind: 'none' }],
  ['./nginx.conf', { kind: 'nginx', file: './nginx.conf' }],
  ['lb.conf', { kind: 'nginx', file: 'lb.conf' }],
  ['/etc/haproxy/lb.cfg', { kind: 'haproxy', file: '/etc/haproxy/lb.cfg' }],
  ['my-haproxy.conf', { kind: 'haproxy', file: 'my-haproxy.conf' }],
  ['haproxy/nginx.conf', { kind: 'nginx', file: 'haproxy/nginx.conf' }],
])('%s', (word, meant) => {
  expect(loadBalancerOf(word)).toEqual(meant)
})

test.each(['', 'haprox', 'haproxy:', 'haproxy:fast', 'nginx:plain:x'])(
  '%j is refused, with the words that are known',
  word => {
    expect(() => loadBalancerOf(word)).toThrow(
      expect.objectContaining({
        message: `--load-balancer: there is no '${word}'`,
        hint: expect.stringContaining('gobetween'),
      }),
    )
  },
)
