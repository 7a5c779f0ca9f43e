import { expect, test, vi } from 'vitest'
import type { Engine } from './engine.ts'
import { createNetwork } from './network.ts'

vi.mock('./routes.ts', () => ({ overlapsARoute: async (subnet: string) => subnet.startsWith('10.') }))

/** An engine of which these ranges are in use. */
const engineUsing = (used: string[], words = 'Pool overlaps with other one on this address space') => {
  const createNetwork = vi.fn(async ({ IPAM }: { IPAM: { Config: { Subnet: string }[] } }) => {
    if (used.includes(IPAM.Config[0]!.Subnet)) throw Object.assign(new Error(words), { statusCode: 403 })
  })
  return { createNetwork, engine: { docker: { createNetwork } } as unknown as Engine }
}
const subnets = ['10.0.0.0/24', '172.28.8.0/24', '172.28.24.0/24']
const spec = { name: 'holdfast-x', labels: {}, subnets }

test('the first range that neither a route nor another network uses is taken', async () => {
  const { engine, createNetwork: asked } = engineUsing(['172.28.8.0/24'])
  expect(await createNetwork(engine, spec)).toEqual({ name: 'holdfast-x', subnet: '172.28.24.0/24' })
  expect(asked).toHaveBeenCalledTimes(2)
})

test('when all are in use the error says how many, and what to do', async () => {
  const failure = createNetwork(engineUsing(subnets).engine, spec)
  await expect(failure).rejects.toThrow('cannot create network holdfast-x: all 3 address ranges are in use')
  await expect(failure).rejects.toMatchObject({ hint: expect.stringContaining('docker network prune') })
})

test('another refusal is no overlap', async () => {
  const failure = createNetwork(engineUsing(subnets, 'network plugin is broken').engine, spec)
  await expect(failure).rejects.toThrow('cannot create network holdfast-x on 172.28.8.0/24')
})
