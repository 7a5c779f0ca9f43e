import { expect, test } from 'vitest'
import { recordedEngines } from './__fixtures__/recorded-engines.ts'
import type { EngineTraits } from './engine-traits.ts'
import { overlayMagic } from './overlay-magic.ts'
import { privateHost } from './private-paths.ts'
import { initialUidMap } from './uid-map.ts'
import { unfitness } from './unfitness.ts'

const boot = '48815a18-599b-48f6-a9b5-4e1186a5c183'
const seen = { bootId: boot, uidMap: initialUidMap, volumeFilesystem: 'ef53' }

/** A recorded engine, asked from a machine with the same kernel unless said otherwise. */
const traitsOf = (name: keyof typeof recordedEngines, more: Partial<EngineTraits> = {}): EngineTraits => ({
  host: 'unix:///run/docker.sock',
  here: { platform: 'linux', kernel: recordedEngines[name].kernel, bootId: boot },
  ...recordedEngines[name],
  ...more,
})
const { kernel: _, ...withoutKernel } = traitsOf('the private engine', { seen })
const onMac = { platform: 'darwin', kernel: '24.6.0' } as const
const onLinux = { platform: 'linux', kernel: '6.12.0', bootId: boot } as const

test.each<[string, EngineTraits, string]>([
  [
    'Docker Desktop',
    traitsOf('Docker Desktop on a Mac', { here: onMac }),
    'a kernel of its own (Docker Desktop, 6.10.0-linuxkit)',
  ],
  ['Colima', traitsOf('Colima', { here: onMac }), 'a kernel of its own (Ubuntu 24.04 LTS, 6.8.0-31-generic)'],
  ['podman machine', traitsOf('podman machine', { here: onMac }), 'a kernel of its own (fedora, 6.1.27)'],
  [
    'an engine of another machine',
    traitsOf('Colima', { here: onLinux, host: 'ssh://me@there' }),
    'ssh://me@there has a kernel',
  ],
  [
    'another machine with the same kernel, by what its container says',
    traitsOf('Colima', {
      host: 'tcp://10.0.0.2:2375',
      seen: { ...seen, bootId: '0b6ba1b0-1f0b-4f3c-9d5e-5a0d3c0a7e11' },
    }),
    'tcp://10.0.0.2:2375 has a kernel',
  ],
  ['a rootless engine', traitsOf('Docker, rootless'), 'is rootless'],
  ['a rootless podman of this machine', traitsOf('podman machine'), 'is rootless'],
  ['userns-remap', traitsOf('Docker with userns-remap'), 'in a user namespace'],
  [
    'a machine that is a container of a user',
    traitsOf('the private engine', { seen: { ...seen, uidMap: '0 100000 65536' } }),
    'in a user namespace',
  ],
  [
    'overlay2 on overlayfs',
    traitsOf('the private engine', { backingFilesystem: 'overlayfs' }),
    'its data on overlayfs',
  ],
  [
    "root's podman on overlayfs",
    traitsOf('podman machine', { securityOptions: ['name=selinux'], backingFilesystem: 'overlayfs' }),
    'its data on overlayfs',
  ],
  [
    'another driver on overlayfs, by where volumes are',
    traitsOf('the private engine', { seen: { ...seen, volumeFilesystem: overlayMagic } }),
    'its data on overlayfs',
  ],
])('%s is refused, with what to do', (_name, traits, words) => {
  const { message, advice } = unfitness(traits)!
  expect(message).toContain(words)
  expect(advice).toMatch(/image|DOCKER_HOST|volume/)
})

test('engines with another kernel name the image as the way out', () => {
  expect(unfitness(traitsOf('Docker Desktop on a Mac', { here: onMac }))!.advice).toContain('docs/run-as-an-image.md')
})

test.each<[string, EngineTraits]>([
  ['the private engine', traitsOf('the private engine')],
  ['an engine that does not know its kernel, by its container', withoutKernel],
  ['the private engine, by its container', traitsOf('the private engine', { seen })],
  ['this very machine by TCP', traitsOf('Colima', { host: 'tcp://127.0.0.1:2375', seen })],
  ['podman of this machine, by root', traitsOf('podman machine', { securityOptions: ['name=selinux'], seen })],
])('%s is fit', (_name, traits) => {
  expect(unfitness(traits)).toBeUndefined()
})

test('the private engine is named only where it can be had and is another', () => {
  const adviceOf = (more: Partial<EngineTraits>) => unfitness(traitsOf('Docker, rootless', more))!.advice
  expect(adviceOf({})).toContain(privateHost)
  const ofUser = adviceOf({ obstacleToOwn: 'that takes root' })
  expect(ofUser).toContain('DOCKER_HOST')
  expect(ofUser).not.toContain(privateHost)
  expect(adviceOf({ host: privateHost })).not.toContain(privateHost)
})
