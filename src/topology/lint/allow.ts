import { z } from 'zod'
import { type RuleName, ruleNames } from './rules.ts'

/** Rules that a scenario lets its topology break, by name: that it does is its story. */
export const allowSchema = z
  .array(z.enum(ruleNames as [RuleName, ...RuleName[]], `the lint's rules are ${ruleNames.join(', ')}`))
  .default([])
