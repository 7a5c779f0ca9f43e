import { expect, test } from 'vitest'
import { parseTopology } from '../topology/parse-topology.ts'
import { imagesOf } from './images-of.ts'

test('the sandbox image is laid into nodes that do not bring it along', () => {
  expect(imagesOf(parseTopology({}, 'test'))).toContain('pause')
  expect(imagesOf(parseTopology({ distribution: 'kubeadm' }, 'test'))).not.toContain('pause')
})

test('what a fault may need at any moment is there from the beginning', () => {
  for (const kind of ['nginx', 'none'] as const)
    expect(imagesOf(parseTopology({ loadBalancer: { kind } }, 'test'))).toContain('tools')
})
