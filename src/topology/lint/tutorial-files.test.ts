import { expect, test } from 'vitest'
import { k3dNginx, k3sHaproxy, k3sNginx, kubeadmHaproxy } from './balancer-file/__fixtures__/tutorial-files.ts'
import { readBalancerFile } from './balancer-file/read-balancer-file.ts'
import { lint } from './lint.ts'

const told = (text: string, name: string) =>
  lint({ balancer: readBalancerFile(text, name) }).map(
    ({ rule, severity, subject, found }) => `${severity} ${rule} (${subject}): ${found}`,
  )

test("k3s' documentation, nginx", () => {
  expect(told(k3sNginx, 'nginx.conf')).toMatchInlineSnapshot(`
    [
      "warning no-connect-limit (nginx.conf, line 4): No limit for the time to connect to a server.",
      "warning no-active-check (nginx.conf, line 4): No server is asked whether it is well before a client is sent there.",
    ]
  `)
})

test("k3s' documentation, HAProxy", () => {
  expect(told(k3sHaproxy, 'haproxy.cfg')).toMatchInlineSnapshot(`
    [
      "warning no-connect-limit (haproxy.cfg, line 7): No limit for the time to connect to a server.",
      "warning tcp-check-only (haproxy.cfg, line 7): The health check only opens a connection.",
      "warning slow-check (haproxy.cfg, line 7): A dead server is left out after 3 failed looks, one every 10.0 s.",
      "warning no-second-try (haproxy.cfg, line 7): A failed connection is not tried at another server.",
    ]
  `)
})

test("kubeadm's guide, HAProxy", () => {
  expect(told(kubeadmHaproxy, 'haproxy.cfg')).toMatchInlineSnapshot(`
    [
      "warning long-connect-limit (haproxy.cfg, line 23): A connection to a dead server is given up after 5.00 s.",
      "warning readyz-includes-etcd (haproxy.cfg, line 23): The health check asks /healthz, which includes etcd.",
      "warning anonymous-check (haproxy.cfg, line 23): The health check asks /healthz without a client certificate.",
    ]
  `)
})

test("k3d's template, nginx", () => {
  expect(told(k3dNginx, 'nginx.conf')).toMatchInlineSnapshot(`
    [
      "warning long-connect-limit (nginx.conf, line 9): A connection to a dead server is given up after 2.00 s.",
      "warning no-active-check (nginx.conf, line 9): No server is asked whether it is well before a client is sent there.",
      "warning workers-apart (nginx.conf, line 9): Several workers, and no zone in which they share what they know.",
      "warning upstream-names (nginx.conf, line 10): Names, not addresses: k3d-demo-server-0, k3d-demo-server-1, k3d-demo-server-2.",
    ]
  `)
})
