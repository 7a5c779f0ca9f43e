import { expect, test } from 'vitest'
import { mirrorOf } from './apt-mirror.ts'

const targets = `https://apt.test/extra stable main Packages
https://mirror.test/debian bookworm main Packages
https://mirror.test/debian bookworm main DEP-11
https://mirror.test/debian bookworm contrib Packages
https://mirror.test/debian bookworm-updates main Packages
https://security.test/debian bookworm-security main Packages`

test("finds the mirror of the host's own release", () => {
  expect(mirrorOf(targets, 'bookworm')).toEqual({
    url: 'https://mirror.test/debian',
    suite: 'bookworm',
    components: ['main', 'contrib'],
  })
  expect(mirrorOf(targets, 'trixie')).toBeUndefined()
})
