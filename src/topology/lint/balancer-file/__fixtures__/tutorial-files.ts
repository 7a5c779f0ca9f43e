/**
 * Load balancer files of well-known guides, written anew with the settings that they teach (k3s' documentation on the
 * cluster load balancer; kubeadm's guide to HA considerations; k3d's template for its own balancer).
 */

/** k3s' documentation, nginx: three servers, no limit of any kind. */
export const k3sNginx = `events {}

stream {
  upstream k3s_servers {
    server 10.10.10.50:6443;
    server 10.10.10.51:6443;
    server 10.10.10.52:6443;
  }

  server {
    listen 6443;
    proxy_pass k3s_servers;
  }
}
`

/** k3s' documentation, HAProxy: a TCP check every 10 s, behind keepalived. */
export const k3sHaproxy = `frontend k3s-frontend
    bind *:6443
    mode tcp
    option tcplog
    default_backend k3s-backend

backend k3s-backend
    mode tcp
    option tcp-check
    balance roundrobin
    default-server inter 10s downinter 5s
    server server-1 10.10.10.50:6443 check
    server server-2 10.10.10.51:6443 check
    server server-3 10.10.10.52:6443 check
`

/** kubeadm's guide, HAProxy: an HTTP check of /healthz over TLS, 5 s to connect. */
export const kubeadmHaproxy = `global
    log stdout format raw local0
    daemon

defaults
    mode                    http
    log                     global
    option                  redispatch
    retries                 1
    timeout http-request    10s
    timeout queue           20s
    timeout connect         5s
    timeout client          35s
    timeout server          35s
    timeout check           10s

# the control plane's own port
frontend apiserver
    bind *:6443
    mode tcp
    default_backend apiserverbackend

backend apiserverbackend
    option httpchk
    http-check connect ssl
    http-check send meth GET uri /healthz
    http-check expect status 200
    mode tcp
    balance     roundrobin
    server cp-1 10.10.10.50:6443 check verify none
    server cp-2 10.10.10.51:6443 check verify none
    server cp-3 10.10.10.52:6443 check verify none
`

/** k3d's template, as filled in for three servers: names, 2 s to connect, no zone. */
export const k3dNginx = `error_log stderr notice;
worker_processes auto;
events {
  multi_accept on;
  use epoll;
  worker_connections 1024;
}
stream {
  upstream 6443_tcp {
    server k3d-demo-server-0:6443 max_fails=1 fail_timeout=10s;
    server k3d-demo-server-1:6443 max_fails=1 fail_timeout=10s;
    server k3d-demo-server-2:6443 max_fails=1 fail_timeout=10s;
  }
  server {
    listen        6443;
    proxy_pass    6443_tcp;
    proxy_timeout 600;
    proxy_connect_timeout 2;
  }
}
`
