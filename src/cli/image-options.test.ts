import { Command } from 'commander'
import { expect, test } from 'vitest'
import { addImageOption, imagesFromFlags } from './image-options.ts'

const parsed = (...args: string[]) => {
  const command = addImageOption(new Command('any')).parse(args, { from: 'user' })
  return imagesFromFlags(command.opts())
}

test('an image is of nodes, or of the role before it', () => {
  expect(parsed()).toEqual({})
  expect(parsed('--image', 'host:5000/k3s:v1@sha256:00', '--image', 'haproxy=build', '--image', 'etcd=pull')).toEqual({
    node: 'host:5000/k3s:v1@sha256:00',
    haproxy: 'build',
    etcd: 'pull',
  })
})

test.each([
  ['balancer=a:1', "there is no role 'balancer'"],
  ['=a:1', "there is no role ''"],
  ['haproxy=', "'' names no image"],
  ['no image', "'no image' names no image"],
  ['workload=a@sha256:00', 'workload=a@sha256:00 has a digest'],
])('%j is refused: %s', (text, why) => {
  expect(() => parsed('--image', text)).toThrow(`--image: ${why}`)
})

test('two images for one role are refused', () => {
  expect(() => parsed('--image', 'a:1', '--image', 'node=b:1')).toThrow('--image: node is named twice')
})
