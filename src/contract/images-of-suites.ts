import { always } from '../images/images-of.ts'
import type { ImageRole } from '../topology/image-role.ts'
import type { Suite } from './clause.ts'

/** The roles of all images that a lab takes for these clauses. */
export const imagesOfSuites = (suites: readonly Suite[]): ImageRole[] => [
  ...new Set([
    ...always,
    'pause' as const,
    ...suites.flatMap(({ clauses }) => clauses.flatMap(({ takes }) => takes ?? [])),
  ]),
]
