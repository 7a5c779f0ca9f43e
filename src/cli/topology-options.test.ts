import { expect, test } from 'vitest'
import { typedFlags } from './topology-options.ts'

test('the command that runs it again asks for the same topology', () => {
  expect(typedFlags({})).toBe('')
  expect(typedFlags({ timing: 'default', topology: 'five.yaml', servers: '5' })).toBe(
    '--topology five.yaml --servers 5 --timing default',
  )
  expect(typedFlags({ image: ['a:1', 'haproxy=build'] })).toBe('--image a:1 --image haproxy=build')
  expect(typedFlags({ topology: "my cluster's.yaml" })).toBe(`--topology 'my cluster'\\''s.yaml'`)
})
