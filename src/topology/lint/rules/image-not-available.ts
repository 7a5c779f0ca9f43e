import type { Rule } from '../rule.ts'

export const imageNotAvailable: Rule = {
  severity: 'error',
  why: 'A container of the cluster cannot be made.',
  source: 'asked of the engine and its registries just now',
  advice:
    "Cure one of the reasons; 'holdfast doctor' says more, HOLDFAST_IMAGES says which ways are tried, 'images' names another.",
  look: ({ images = [] }) =>
    images.flatMap(({ role, reference, obstacle }) =>
      obstacle === undefined ? [] : [{ subject: `image for ${role}`, found: `${reference}: ${obstacle}.` }],
    ),
}
