import { outcomesText } from './outcomes-text.ts'

/** The bad samples of an outage by outcome; a success among them came too late to count. */
export const badSamplesText = ({ ok = 0, ...others }: Readonly<Record<string, number>>): string =>
  outcomesText({ ...others, 'too late': ok })
