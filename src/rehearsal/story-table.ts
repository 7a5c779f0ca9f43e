import { formatMs } from '../base/duration.ts'
import type { PlayedStory } from './play-story.ts'

/** What became of stories, as lines for people; below it what came from no registry. */
export function storyTable(played: readonly PlayedStory[]): string {
  const rows = [
    ['story', 'verdict', 'took', 'results'],
    ...played.map(({ words, verdict, durationMs, directory }) => [words, verdict, formatMs(durationMs), directory]),
  ]
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map(row => row[column]!.length)))
  const lines = rows.map(row =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  )
  const strangers = played.flatMap(({ words, notPulled }) =>
    notPulled.map(reference => `${words}: ${reference} was not pulled`),
  )
  return [...lines, ...strangers].join('\n')
}
