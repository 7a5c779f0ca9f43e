import { expect, test } from 'vitest'
import { parseAccessLog } from './access-log.ts'
import { nginxConfig } from './nginx.ts'

const upstreams = ['172.28.8.10', '172.28.8.11', '172.28.8.12']

test('tuned: a short connect limit, and what one worker learns all workers know', () => {
  expect(nginxConfig('tuned', upstreams, 6443)).toMatchInlineSnapshot(`
    "include /etc/nginx/modules-enabled/*.conf;
    error_log stderr warn;
    pid /run/nginx.pid;
    events { worker_connections 8192; }
    stream {
      log_format holdfast escape=json '{"atMs":"$msec","client":"$remote_addr","port":"$remote_port","upstream":"$upstream_addr","status":"$status","connect":"$upstream_connect_time","session":"$session_time"}';
      access_log /dev/stdout holdfast;
      upstream servers {
        zone servers 64k;
        server 172.28.8.10:6443 max_fails=1 fail_timeout=2s;
        server 172.28.8.11:6443 max_fails=1 fail_timeout=2s;
        server 172.28.8.12:6443 max_fails=1 fail_timeout=2s;
      }
      server {
        listen 6443;
        proxy_pass servers;
        proxy_connect_timeout 100ms;
        proxy_timeout 10m;
        proxy_socket_keepalive on;
      }
    }
    "
  `)
})

test('plain: the file of the well-known tutorials, no time-outs', () => {
  expect(nginxConfig('plain', upstreams, 6443)).toMatchInlineSnapshot(`
    "include /etc/nginx/modules-enabled/*.conf;
    error_log stderr warn;
    pid /run/nginx.pid;
    events { worker_connections 8192; }
    stream {
      log_format holdfast escape=json '{"atMs":"$msec","client":"$remote_addr","port":"$remote_port","upstream":"$upstream_addr","status":"$status","connect":"$upstream_connect_time","session":"$session_time"}';
      access_log /dev/stdout holdfast;
      upstream servers {
        server 172.28.8.10:6443;
        server 172.28.8.11:6443;
        server 172.28.8.12:6443;
      }
      server {
        listen 6443;
        proxy_pass servers;
      }
    }
    "
  `)
})

test('a log line names the servers in the order they were tried', () => {
  const line =
    '{"atMs":"1795331234.567","client":"172.28.8.3","port":"40112","upstream":"172.28.8.10:6443, 172.28.8.11:6443","status":"200","connect":"-, 0.001","session":"0.112"}'
  expect(parseAccessLog(line)).toMatchInlineSnapshot(`
    {
      "atMs": 1795331234567,
      "client": "172.28.8.3",
      "connectMs": [
        null,
        1,
      ],
      "port": 40112,
      "sessionMs": 112,
      "status": "200",
      "upstreams": [
        "172.28.8.10:6443",
        "172.28.8.11:6443",
      ],
    }
  `)
})

test.each(['', '2026/11/22 07:00:00 [warn] 1#1: upstream timed out', 'nginx: [emerg] unknown directive'])(
  '%j is not of the access log',
  line => {
    expect(parseAccessLog(line)).toBeUndefined()
  },
)
