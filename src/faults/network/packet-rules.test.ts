import { expect, test } from 'vitest'
import { countScript, packetsIn, removeScript, setScript } from './packet-rules.ts'

const rules = { addresses: ['10.0.0.2', '10.0.0.3'], lost: 'both', fate: 'drop' } as const

test('a cut is one transaction, before the rules of anybody else', () => {
  expect(setScript('HOLDFAST-1', rules)).toMatchInlineSnapshot(`
    "iptables-restore -w --noflush << END
    *mangle
    :HOLDFAST-1-in - [0:0]
    :HOLDFAST-1-out - [0:0]
    -A HOLDFAST-1-in -s 10.0.0.2 -j DROP
    -A HOLDFAST-1-in -s 10.0.0.3 -j DROP
    -I PREROUTING -j HOLDFAST-1-in
    -A HOLDFAST-1-out -d 10.0.0.2 -j DROP
    -A HOLDFAST-1-out -d 10.0.0.3 -j DROP
    -I POSTROUTING -j HOLDFAST-1-out
    COMMIT
    END
    "
  `)
})

test('what is set is what is taken away, by the same names', () => {
  expect(removeScript('HOLDFAST-1', { lost: 'in', fate: 'reset' })).toMatchInlineSnapshot(`
    "iptables -w -t filter -nL HOLDFAST-1-in > /dev/null 2>&1 || exit 0
    iptables-restore -w --noflush << END
    *filter
    -D INPUT -j HOLDFAST-1-in
    -D FORWARD -j HOLDFAST-1-in
    -F HOLDFAST-1-in
    -X HOLDFAST-1-in
    COMMIT
    END
    "
  `)
})

test('an answer is only of TCP where it is a reset', () => {
  expect(setScript('C', { lost: 'in', fate: 'reset' })).toContain(
    '-A C-in -i eth0 -p tcp -j REJECT --reject-with tcp-reset',
  )
  expect(setScript('C', { lost: 'out', fate: 'refuse' })).toContain(
    '-A C-out -o eth0 -j REJECT --reject-with icmp-port-unreachable',
  )
})

test('of a share all are counted first, and then some are drawn by chance', () => {
  expect(setScript('C', { lost: 'in', fate: 'drop', share: 0.5 })).toContain(
    '-A C-in -i eth0\n-A C-in -i eth0 -m statistic --mode random --probability 0.5 -j DROP\n',
  )
})

test('of those that are too long none passes, and all are counted first', () => {
  expect(setScript('C', { lost: 'out', fate: 'drop', above: 1000 })).toContain(
    '-A C-out -o eth0\n-A C-out -o eth0 -m length ! --length 0:1000 -j DROP\n',
  )
})

test('packets are counted over all rules of both chains', () => {
  expect(countScript('C', rules)).toBe('iptables -w -t mangle -nvxL C-in && iptables -w -t mangle -nvxL C-out')
  const listing = `Chain C-in (1 references)
    pkts      bytes target     prot opt in     out     source               destination
      12     1024 DROP       0    --  *      *       10.0.0.2             0.0.0.0/0
       3      180 DROP       0    --  *      *       10.0.0.3             0.0.0.0/0
`
  expect(packetsIn(listing)).toEqual({ struck: 15, lost: 15, spared: 0 })
})

test('of a share the spared ones are those that met a rule and were not drawn', () => {
  const listing = `Chain C-in (1 references)
    pkts      bytes target     prot opt in     out     source               destination
     120    10240            0    --  eth0   *       0.0.0.0/0            0.0.0.0/0
      12     1024 DROP       0    --  eth0   *       0.0.0.0/0            0.0.0.0/0            statistic mode random probability 0.10000000009
Chain C-out (1 references)
    pkts      bytes target     prot opt in     out     source               destination
      80     8240            0    --  *      eth0    0.0.0.0/0            0.0.0.0/0
       8     1024 REJECT     0    --  *      eth0    0.0.0.0/0            0.0.0.0/0            statistic mode random probability 0.10000000009 reject-with icmp-port-unreachable
`
  expect(packetsIn(listing)).toEqual({ struck: 20, lost: 20, spared: 180 })
})
