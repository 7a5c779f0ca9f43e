import { expect, test } from 'vitest'
import { countScript, packetsIn, removeScript, setRules } from './packet-rules.ts'

const rules = { addresses: ['10.0.0.2', '10.0.0.3'], lost: 'both', fate: 'drop' } as const

test('a cut is one transaction, before the rules of anybody else', () => {
  expect(setRules('HOLDFAST-1', rules)).toMatchInlineSnapshot(`
    "*mangle
    :HOLDFAST-1-in - [0:0]
    :HOLDFAST-1-out - [0:0]
    -A HOLDFAST-1-in -s 10.0.0.2 -j DROP
    -A HOLDFAST-1-in -s 10.0.0.3 -j DROP
    -I PREROUTING -j HOLDFAST-1-in
    -A HOLDFAST-1-out -d 10.0.0.2 -j DROP
    -A HOLDFAST-1-out -d 10.0.0.3 -j DROP
    -I POSTROUTING -j HOLDFAST-1-out
    COMMIT
    "
  `)
})

test('what is set is what is taken away, by the same names', () => {
  expect(removeScript('HOLDFAST-1', { lost: 'in', fate: 'reset' })).toMatchInlineSnapshot(`
    "iptables -w -t filter -nL HOLDFAST-1-in > /tmp/listed 2>&1 || exit 0
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

test('an answer is only of TCP where it is a reset, and by chance where it has a share', () => {
  expect(setRules('C', { lost: 'in', fate: 'reset', share: 0.5 })).toContain(
    '-A C-in -i eth0 -p tcp -m statistic --mode random --probability 0.5 -j REJECT --reject-with tcp-reset',
  )
  expect(setRules('C', { lost: 'out', fate: 'refuse' })).toContain(
    '-A C-out -o eth0 -j REJECT --reject-with icmp-port-unreachable',
  )
})

test('packets are counted over all rules of both chains', () => {
  expect(countScript('C', rules)).toBe('iptables -w -t mangle -nvxL C-in && iptables -w -t mangle -nvxL C-out')
  const listing = `Chain C-in (1 references)
    pkts      bytes target     prot opt in     out     source               destination
      12     1024 DROP       0    --  *      *       10.0.0.2             0.0.0.0/0
       3      180 DROP       0    --  *      *       10.0.0.3             0.0.0.0/0
`
  expect(packetsIn(listing)).toBe(15)
})
