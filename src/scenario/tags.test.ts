import { expect, test } from 'vitest'
import { requireTags } from './tags.ts'

test.each(['core', 'core || nightly || negative', 'core and not negative', '!(core && nightly) or negative'])(
  '%s is accepted',
  text => expect(() => requireTags(text)).not.toThrow(),
)

test.each([
  ['crash', "there is no tag 'crash'"],
  ['core ||', "'core ||' is no expression of tags"],
  ['core nightly', 'is no expression of tags'],
  ['(core', 'is no expression of tags'],
  ['', "'' is no expression of tags"],
])("'%s' is refused", (text, words) => expect(() => requireTags(text)).toThrow(words))
