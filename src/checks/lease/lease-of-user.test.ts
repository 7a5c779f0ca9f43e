import { expect, test } from 'vitest'
import { leaseOfUser } from './lease-of-user.ts'

test.each([
  ['system:kube-scheduler', 'kube-scheduler'],
  ['system:kube-controller-manager', 'kube-controller-manager'],
  ['system:serviceaccount:kube-system:node-controller', 'kube-controller-manager'],
  ['system:serviceaccount:kube-system:generic-garbage-collector', 'kube-controller-manager'],
  ['system:serviceaccount:kube-system:service-controller', undefined],
  ['system:serviceaccount:kube-system:coredns', undefined],
  ['system:serviceaccount:default:my-controller', undefined],
  ['system:admin', undefined],
])('%s acts under %s', (user, lease) => {
  expect(leaseOfUser(user)).toBe(lease)
})
