import type { EngineTraits } from '../engine-traits.ts'

type Answer = Pick<EngineTraits, 'operatingSystem' | 'kernel' | 'securityOptions' | 'backingFilesystem'>

/** What engines answered to `/info`, as their users put it into public reports; the title says where. */
export const recordedEngines = {
  // docker/for-mac#7402
  'Docker Desktop on a Mac': {
    operatingSystem: 'Docker Desktop',
    kernel: '6.10.0-linuxkit',
    securityOptions: ['name=seccomp,profile=unconfined', 'name=cgroupns'],
    backingFilesystem: 'extfs',
  },
  // freedomofpress/dangerzone#865
  Colima: {
    operatingSystem: 'Ubuntu 24.04 LTS',
    kernel: '6.8.0-31-generic',
    securityOptions: ['name=apparmor', 'name=seccomp,profile=builtin', 'name=cgroupns'],
    backingFilesystem: 'extfs',
  },
  // The fields are those of podman's pkg/api/handlers/compat/info.go, which passes on what its storage tells of itself,
  // a backing file system by the name that Docker uses too. Which one this machine had is not known.
  'podman machine': {
    operatingSystem: 'fedora',
    kernel: '6.1.27',
    securityOptions: ['name=seccomp,profile=default', 'name=rootless', 'name=selinux'],
  },
  // abiosoft/colima#1458, of a rootless engine
  'Docker, rootless': {
    operatingSystem: 'Ubuntu 24.04 LTS',
    kernel: '6.8.0-31-generic',
    securityOptions: ['name=seccomp,profile=builtin', 'name=rootless', 'name=cgroupns'],
    backingFilesystem: 'extfs',
  },
  // The names are those of moby's daemon/info.go.
  'Docker with userns-remap': {
    operatingSystem: 'Ubuntu 24.04 LTS',
    kernel: '6.8.0-31-generic',
    securityOptions: ['name=apparmor', 'name=seccomp,profile=builtin', 'name=userns'],
    backingFilesystem: 'extfs',
  },
  // Holdfast's own engine, where this was written.
  'the private engine': {
    operatingSystem: 'Debian GNU/Linux 12 (bookworm)',
    kernel: '6.18.44-fc-v595',
    securityOptions: ['name=seccomp,profile=default'],
    backingFilesystem: 'extfs',
  },
} satisfies Record<string, Answer>
