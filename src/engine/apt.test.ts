import { expect, test } from 'vitest'
import { unknownPackages } from './apt.ts'

const policy = `docker.io:
  Installed: (none)
  Candidate: 20.10.24+dfsg1-1+deb12u1
  Version table:
     20.10.24+dfsg1-1+deb12u1 500
iproute2:
  Installed: 6.1.0-3
  Candidate: 6.1.0-3
  Version table:
 *** 6.1.0-3 100
aufs-tools:
  Installed: (none)
  Candidate: (none)
  Version table:
`

test('knows the packages that apt has a version of', () => {
  expect(unknownPackages(['docker.io', 'iproute2'], policy)).toEqual([])
  expect(unknownPackages(['docker.io', 'aufs-tools', 'g++'], policy)).toEqual(['aufs-tools', 'g++'])
  expect(unknownPackages(['docker.io'], '')).toEqual(['docker.io'])
})
