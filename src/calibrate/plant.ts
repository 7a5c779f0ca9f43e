import type { Backend } from './backend.ts'
import type { Kind } from './kind.ts'

type Heal = () => void | Promise<void>

const pause = (backend: Backend): Heal => {
  backend.hold()
  return () => backend.resume()
}

const drop = ({ blackHole }: Backend): Heal => {
  blackHole!.open()
  return () => blackHole!.close()
}

/** Lets one outage begin at a back end; returns what ends it. */
export const plant: Record<Kind, (backend: Backend) => Heal> = {
  refuse: backend => {
    backend.refuse()
    return () => backend.listen()
  },
  reset: backend => {
    backend.reset()
    return () => backend.resume()
  },
  '503': backend => {
    backend.unavailable()
    return () => backend.resume()
  },
  'black hole': drop,
  hang: backend => {
    backend.hold()
    return () => backend.startAnew()
  },
  pause,
  'one in three hung': pause,
  'one in three gone': drop,
}
