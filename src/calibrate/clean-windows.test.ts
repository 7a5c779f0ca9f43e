import { expect, test } from 'vitest'
import { cleanWindows } from './clean-windows.ts'

const stretch = { fromUs: 5e6, toUs: 40e6 }
const outage = (atS: number) => ({ fromUs: atS * 1e6, toUs: (atS + 0.1) * 1e6 })

test('windows are laid end to end; what is left over counts only when something was found in it', () => {
  expect(cleanWindows(stretch, [])).toEqual({ windows: 3, alarmed: 0 })
  expect(cleanWindows(stretch, [outage(6), outage(7), outage(16)])).toEqual({ windows: 3, alarmed: 2 })
  expect(cleanWindows(stretch, [outage(39)])).toEqual({ windows: 3, alarmed: 1 })
})

test('what was found before and after the stretch is none of it; what reaches into it is', () => {
  expect(cleanWindows(stretch, [outage(1), outage(41)])).toEqual({ windows: 3, alarmed: 0 })
  expect(cleanWindows(stretch, [{ fromUs: 1e6, toUs: 6e6 }])).toEqual({ windows: 3, alarmed: 1 })
})
