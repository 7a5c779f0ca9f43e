import { nowUs } from './clock.ts'
import { formatMs } from './duration.ts'
import type { Progress } from './progress.ts'

/** What it writes to: `process.stderr`, or a test's. */
export interface ProgressStream {
  write(text: string): unknown
  isTTY?: boolean
  columns?: number
}

interface TerminalProgressOptions {
  /** @default process.stderr, so that results alone go to stdout */
  stream?: ProgressStream
  /** @default process.env */
  environment?: NodeJS.ProcessEnv
}

interface Stage {
  title: string
  awaited: string | undefined
  startUs: number
}

const signOfLifeMs = 30_000
const redrawMs = 200
const frames = '⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏'

/**
 * Progress for people. On a terminal the newest unfinished stage is one live line; elsewhere, and in CI, there are plain
 * lines, and one that says what is awaited whenever 30 s went by in silence. A finished stage is one line with its time.
 */
export function terminalProgress({
  stream = process.stderr,
  environment = process.env,
}: TerminalProgressOptions = {}): Progress {
  const isLive = stream.isTTY === true && !environment.CI && environment.TERM !== 'dumb'
  const paint = isLive && !environment.NO_COLOR ? colour : plain
  const stages: Stage[] = []
  let timer: NodeJS.Timeout | undefined
  let lastWriteUs = nowUs()
  let frame = 0

  const eraseLive = () => void (isLive && stages.length > 0 && stream.write('\r\u001b[2K'))

  const writeLine = (line: string) => {
    eraseLive()
    stream.write(`${line}\n`)
    lastWriteUs = nowUs()
  }

  const drawLive = () => {
    const stage = stages.at(-1)
    if (stage === undefined) return
    const text = cut(describe(stage), (stream.columns ?? 80) - 3)
    stream.write(`\r\u001b[2K${paint.dim(frames[frame++ % frames.length]!)} ${text}`)
  }

  const tick = () => {
    if (isLive) return drawLive()
    if (nowUs() - lastWriteUs >= signOfLifeMs * 1000) writeLine(`… ${describe(stages.at(-1)!)}`)
  }

  const begin = (title: string): Stage => {
    const stage: Stage = { title, awaited: undefined, startUs: nowUs() }
    if (stages.length === 0) lastWriteUs = nowUs()
    stages.push(stage)
    timer ??= setInterval(tick, isLive ? redrawMs : 1000).unref()
    tick()
    return stage
  }

  const finish = (stage: Stage, mark: string) => {
    writeLine(`${mark} ${stage.title} ${paint.dim(formatMs(elapsedMs(stage)))}`)
    stages.splice(stages.indexOf(stage), 1)
    if (stages.length > 0) return isLive ? drawLive() : undefined
    clearInterval(timer)
    timer = undefined
  }

  return {
    stage: async (title, work) => {
      const stage = begin(title)
      try {
        const result = await work(what => {
          stage.awaited = what
        })
        finish(stage, paint.good('✓'))
        return result
      } catch (error) {
        finish(stage, paint.bad('✗'))
        throw error
      }
    },
    note: line => {
      writeLine(line)
      if (isLive) drawLive()
    },
  }
}

const elapsedMs = ({ startUs }: Stage): number => (nowUs() - startUs) / 1000

const describe = (stage: Stage): string =>
  `${stage.title} ${formatMs(elapsedMs(stage))}${stage.awaited === undefined ? '' : `, waiting for ${stage.awaited}`}`

const cut = (text: string, width: number): string => (text.length <= width ? text : `${text.slice(0, width - 1)}…`)

const wrap = (code: number) => (text: string) => `\u001b[${code}m${text}\u001b[0m`
const colour = { dim: wrap(2), good: wrap(32), bad: wrap(31) }
const plain = { dim: String, good: String, bad: String }
