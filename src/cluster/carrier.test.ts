import { expect, test } from 'vitest'
import type { NodeAddress } from '../topology/addresses.ts'
import { carrierIn } from './carrier.ts'

const nodes: NodeAddress[] = [
  { id: 'server:0', ip: '172.28.8.10', mac: '' },
  { id: 'server:1', ip: '172.28.8.11', mac: '' },
]
const row = (remote: string, state: string) => `0: 1E081CAC:C000 ${remote} ${state} 00:00 00:00 0 0 0 1 1`
const [first, second] = ['0A081CAC:192B', '0B081CAC:192B']
const table = (...rows: [string, string][]) => rows.map(each => row(...each)).join('\n')

test('the server with more than the connection of a tunnel', () => {
  expect(carrierIn(table([first, '01'], [second, '01'], [second, '01'], [second, '01']), nodes, 6443)).toBe('server:1')
})

test('connections that have ended, or go elsewhere, do not count', () => {
  const gone = table([first, '01'], [first, '06'], [second, '01'], ['0A081CAC:280A', '01'], ['0A081CAC:280A', '01'])
  expect(carrierIn(gone, nodes, 6443)).toBeUndefined()
})
