import { expect, test } from 'vitest'
import { type ContainerSpec, createOptions } from './container-spec.ts'

const bare: ContainerSpec = { name: 'c', image: 'i', labels: { 'dev.holdfast.run': 'r1' } }

test('labels are in the create call, and without a network there is none', () => {
  expect(createOptions(bare, false)).toEqual({
    name: 'c',
    Image: 'i',
    Labels: { 'dev.holdfast.run': 'r1' },
    ExposedPorts: {},
    HostConfig: { NetworkMode: 'none', RestartPolicy: { Name: 'no' }, PortBindings: {} },
  })
})

test('every published port binds 127.0.0.1', () => {
  const publish = [
    { containerPort: 6443, hostPort: 40001 },
    { containerPort: 80, hostPort: 40002 },
  ]
  const options = createOptions({ ...bare, publish }, false)
  expect(options.HostConfig?.PortBindings).toEqual({
    '6443/tcp': [{ HostIp: '127.0.0.1', HostPort: '40001' }],
    '80/tcp': [{ HostIp: '127.0.0.1', HostPort: '40002' }],
  })
  expect(options.ExposedPorts).toEqual({ '6443/tcp': {}, '80/tcp': {} })
})

test('a volume in memory has a size, the labels, and no name', () => {
  const options = createOptions({ ...bare, memoryVolumes: [{ path: '/data', mebibytes: 384 }] }, false)
  expect(options.HostConfig?.Mounts).toMatchObject([
    {
      Type: 'volume',
      Source: '',
      Target: '/data',
      VolumeOptions: {
        Labels: { 'dev.holdfast.run': 'r1' },
        DriverConfig: { Name: 'local', Options: { type: 'tmpfs', o: 'size=384m,mode=0700' } },
      },
    },
  ])
})

test('a static address and MAC are asked for on that network only', () => {
  const options = createOptions({ ...bare, network: { name: 'n', ip: '172.28.8.10', mac: '02:42:ac:1c:08:0a' } }, false)
  expect(options.HostConfig?.NetworkMode).toBe('n')
  expect(options.NetworkingConfig?.EndpointsConfig).toEqual({
    n: { IPAMConfig: { IPv4Address: '172.28.8.10' }, MacAddress: '02:42:ac:1c:08:0a' },
  })
})

test('the rest is passed on', () => {
  const options = createOptions(
    {
      ...bare,
      entrypoint: ['/e'],
      command: ['a', 'b'],
      environment: { K: 'v=w' },
      privileged: true,
      capabilities: ['NET_ADMIN'],
      restart: 'unless-stopped',
      tmpfs: ['/run'],
      cpuShares: 2048,
      openStdin: true,
      stopGraceSeconds: 30,
    },
    true,
  )
  expect(options).toMatchObject({
    Entrypoint: ['/e'],
    Cmd: ['a', 'b'],
    Env: ['K=v=w'],
    OpenStdin: true,
    StdinOnce: true,
    StopTimeout: 30,
    HostConfig: {
      Privileged: true,
      CapAdd: ['NET_ADMIN'],
      RestartPolicy: { Name: 'unless-stopped' },
      Tmpfs: { '/run': '' },
      CpuShares: 2048,
    },
  })
})

test('real time needs a capability everywhere, and a share of it where our own engine shares it out', () => {
  expect(createOptions({ ...bare, realtime: true }, false).HostConfig).toMatchObject({ CapAdd: ['SYS_NICE'] })
  expect(createOptions({ ...bare, realtime: true }, false).HostConfig).not.toHaveProperty('CgroupParent')
  expect(createOptions({ ...bare, realtime: true }, true).HostConfig).toMatchObject({
    CapAdd: ['SYS_NICE'],
    CgroupParent: '/',
    CpuRealtimeRuntime: 900_000,
  })
})
