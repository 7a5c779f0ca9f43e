import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { outageScript, parsePlanted } from './outage-script.ts'

const wall = ['1763814600123456789', '1763814600129000000', '1763814600630000000', '1763814600641999999']

test('a planted outage has both edges, each between two readings of the clock', () => {
  expect(parsePlanted(`planted drop ${wall.join(' ')} 41`)).toEqual({
    kind: 'drop',
    setMs: [1763814600123.456, 1763814600129],
    removedMs: [1763814600630, 1763814600641.999],
    packets: 41,
  })
})

test.each(['iptables: No chain', `planted reset ${wall.map(text => `${text.slice(0, 10)}N`).join(' ')} 41`, ''])(
  '%j is none',
  line => expect(parsePlanted(line)).toBeUndefined(),
)

test('a shell can read the script', () => {
  expect(() => execFileSync('sh', ['-n', '-c', outageScript])).not.toThrow()
})

test('its clock has nanoseconds, also in a shell whose date has none', () => {
  const clock = /^now\(\) \{.*?^\}$/ms.exec(outageScript)![0]
  const tell = (shell: string, env: Record<string, string>) =>
    execFileSync(shell, ['-c', `${clock}\nset -u\nnow`], { encoding: 'utf8', env: { PATH: process.env.PATH!, ...env } })
  expect(tell('sh', {})).toMatch(/^\d{19}\n$/)
  // As busybox' shell sets it.
  expect(tell('sh', { EPOCHREALTIME: '1796077794.454035' })).toBe('1796077794454035000\n')
})
