import { kubeadmAuditLogs, kubeadmSettings } from '../../../distributions/kubeadm/paths.ts'

/** Where the policy lies, on the node and in the apiserver's pod. */
export const auditPolicyFile = `${kubeadmSettings}/audit-policy.yaml`

/** What an apiserver's pod must see of its node to keep an audit log. */
export const auditVolumes = [
  {
    name: 'audit-policy',
    hostPath: auditPolicyFile,
    mountPath: auditPolicyFile,
    readOnly: true,
    pathType: 'File',
  },
  { name: 'audit-logs', hostPath: kubeadmAuditLogs, mountPath: kubeadmAuditLogs, pathType: 'DirectoryOrCreate' },
]
