import { expect, test } from 'vitest'
import { mountsBelow } from './killed-engine.ts'

test('what an engine mounted is found, the innermost first', () => {
  const mounts = `/dev/vda / ext4 rw 0 0
/dev/vda /srv/engine/data ext4 rw 0 0
overlay /srv/engine/data/overlay2/a/merged overlay rw 0 0
tmpfs /srv/engine/data/overlay2/a/merged/dev tmpfs rw 0 0
nsfs /run/engine/exec/netns/b nsfs rw 0 0
tmpfs /run/other tmpfs rw 0 0
`
  expect(mountsBelow(mounts, ['/run/engine/exec', '/srv/engine/data'])).toEqual([
    '/run/engine/exec/netns/b',
    '/srv/engine/data/overlay2/a/merged/dev',
    '/srv/engine/data/overlay2/a/merged',
    '/srv/engine/data',
  ])
})
