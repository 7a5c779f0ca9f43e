import { expect, test } from 'vitest'
import { jsonText } from './json-text.ts'

test('what fits a line is one, and everything reads back as it was', () => {
  const long = 'x'.repeat(200)
  const value = {
    long,
    short: {
      spans: [
        [1, 2],
        [3, 4],
      ],
      none: null,
    },
    list: [long, { long, left: undefined }],
    of: [],
  }
  const text = jsonText(value)
  expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)))
  expect(text.split('\n')).toContain('  "short": {"spans":[[1,2],[3,4]],"none":null},')
  expect(text.split('\n')).toHaveLength(9)
})
