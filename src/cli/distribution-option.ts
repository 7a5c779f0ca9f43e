import { Option } from 'commander'
import { distributions } from '../distributions/distributions.ts'

/** The flag for the kind of Kubernetes. */
export const distributionOption = (): Option =>
  new Option('--distribution <word>', 'the kind of Kubernetes').choices(Object.keys(distributions))
