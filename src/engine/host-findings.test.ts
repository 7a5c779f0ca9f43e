import { expect, test } from 'vitest'
import { hasCapability } from './capabilities.ts'
import { cgroupVersion, type HostFacts } from './host-facts.ts'
import { hostFindings } from './host-findings.ts'

const good: HostFacts = {
  kernel: '6.1',
  cores: 4,
  memoryBytes: 16e9,
  cgroups: 2,
  sysResource: true,
  engine: { name: 'Docker Engine', version: '28.1', host: 'unix:///var/run/docker.sock', isPrivate: false },
  features: { privileged: true, pause: true, nftables: true, loss: true, length: true, shaping: true, netem: true },
}

const worst = (facts: HostFacts) =>
  hostFindings(facts)
    .filter(({ level }) => level !== 'ok')
    .map(({ level, subject }) => `${level} ${subject}`)

const { engine: _engine, ...withoutEngine } = good

test('a good machine has nothing to say', () => {
  expect(worst(good)).toEqual([])
})

test.each<[string, HostFacts, string[]]>([
  ['no engine, but one can be started', withoutEngine, ['warning engine']],
  ['no engine, and none can be started', { ...withoutEngine, obstacle: 'that needs root' }, ['problem engine']],
  ['no netem', { ...good, features: { ...good.features!, netem: false } }, ['warning kernel']],
  [
    'no privileged containers',
    { ...good, features: { ...good.features!, privileged: false } },
    ['problem capabilities'],
  ],
  ['one core, little memory', { ...good, cores: 1, memoryBytes: 3e9 }, ['warning memory', 'warning cores']],
  ['few inotify instances', { ...good, inotifyInstances: 128 }, ['warning inotify']],
  ['far too little memory', { ...good, memoryBytes: 1e9 }, ['problem memory']],
])('%s', (_name, facts, expected) => {
  expect(worst(facts)).toEqual(expected)
})

test('a tool that is missing is not the kernel', () => {
  const { netem: _, ...features } = good.features!
  const [found] = hostFindings({ ...good, features }).filter(({ level }) => level !== 'ok')
  expect(found).toEqual({
    subject: 'kernel',
    level: 'warning',
    message: 'packet delay (netem) could not be tried: the tools image has no tc',
    advice: 'name one that has it: --image tools=REF',
  })
})

test('every finding that is not ok says what to do', () => {
  const bad = hostFindings({ ...withoutEngine, obstacle: 'that needs root', cores: 1, memoryBytes: 1e9 })
  for (const { level, advice } of bad) if (level !== 'ok') expect(advice).toBeTruthy()
})

test('reads what the kernel says', () => {
  expect(hasCapability('CapBnd:\t000001fffeffffff\n', 'SYS_RESOURCE')).toBe(false)
  expect(hasCapability('CapBnd:\t000001ffffffffff\n', 'SYS_RESOURCE')).toBe(true)
  // Docker's own choice for a container that is not privileged.
  expect(hasCapability('CapBnd:\t00000000a80425fb\n', 'SYS_ADMIN')).toBe(false)
  expect(cgroupVersion('25 24 0:22 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n')).toBe(2)
  expect(
    cgroupVersion(
      '30 24 0:26 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory\n31 24 0:9 / /u rw - cgroup2 c rw\n',
    ),
  ).toBe(1)
  expect(cgroupVersion('')).toBeUndefined()
})
