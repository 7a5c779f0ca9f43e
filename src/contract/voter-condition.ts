interface ConditionedNode {
  status?: { conditions?: { type: string; status: string; reason?: string }[] }
}

/** k3s' condition that a Node's etcd member votes, as `status/reason`. */
export function voterCondition({ status }: ConditionedNode): string {
  const condition = status?.conditions?.find(({ type }) => type === 'EtcdIsVoter')
  return condition ? `${condition.status}/${condition.reason}` : 'none'
}
