// @module-tag nightly
import { expect, test } from 'vitest'
import type { Progress } from '../base/progress.ts'
import { findEngine } from '../engine/find-engine.ts'
import { buildDockerfile } from '../images/build-dockerfile.ts'
import { ensureImages } from '../images/ensure-images.ts'
import { localImage } from '../images/local-image.ts'
import { examineImage } from './examine-image.ts'
import { imagesOfSuites } from './images-of-suites.ts'
import { suites } from './suites.ts'

const silent: Progress = { stage: (_title, work) => work(() => {}), note: () => {} }

/** Anybody may read the API, and no failure shows in an exit code; a program is missing, and one is too many. */
const wrapper = `#!/bin/sh
[ "$1" = server ] && set -- "$@" --kube-apiserver-arg=anonymous-auth=true
/bin/k3s "$@"
exit 0
`
const dockerfile = (image: string): string => `FROM ${image}
COPY bin/wrapper /bin/wrapper
COPY bin/wrapper /bin/curl
RUN rm "$(command -v conntrack)"
VOLUME /etc/rancher
ENTRYPOINT ["/bin/wrapper"]
CMD ["server"]
`

const broken = [
  ...['1-entrypoint', '1-cmd', '1-volumes', '1-userland', '1-userland-lacks'],
  ...['2-config-unknown-key', '2-bad-egress-mode', '3.4-anonymous', '3.4-anonymous-before'],
]
const whole = ['1-nothing-else', '1-shell', '1-links', '3.4-ping', '3.4-config-stranger']

test('an image with planted defects breaks the clauses about them, and no other', { timeout: 180_000 }, async () => {
  const engine = (await findEngine())!
  const images = await ensureImages(engine, { roles: imagesOfSuites(suites) }, silent)
  const files = { Dockerfile: dockerfile(images.node.id), 'bin/wrapper': wrapper }
  const id = await buildDockerfile(engine, {
    subject: 'the planted defects',
    files: Object.entries(files).map(([name, text]) => ({ name, from: Buffer.from(text) })),
    arguments: {},
    labels: {},
    awaiting: () => {},
  })
  try {
    const asked = suites.map(({ title, clauses }) => ({
      title,
      clauses: clauses.filter(clause => [...broken, ...whole].includes(clause.id)),
    }))
    const defective = { ...images, node: { ...images.node, id } }
    const { results } = await examineImage(engine, defective, asked, silent, AbortSignal.timeout(150_000))
    expect(results.filter(({ outcome }) => outcome === 'broken').map(({ id }) => id)).toEqual(broken)
    expect(results).toHaveLength(broken.length + whole.length)
  } finally {
    await engine.docker.getImage(id).remove({ force: true })
  }
  expect(await localImage(engine, id)).toBeUndefined()
})
