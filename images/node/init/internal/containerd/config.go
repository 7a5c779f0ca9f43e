// Package containerd knows how a node's container runtime is set up, and gives it its images.
package containerd

import (
	"fmt"
	"os"

	"holdfast.dev/node/internal/atomicfile"
)

// Runtime is one containerd: where it keeps things, and what pods start from.
type Runtime struct {
	Config        string // the file that Prepare writes
	Root          string // images and snapshots
	State         string // what runs; worthless after a restart
	Socket        string
	NetworkConfig string // the directory of the pod network's configuration
	SandboxImage  string
	Snapshotter   string
}

// Program is where Debian has it.
const Program = "/usr/bin/containerd"

// podAddresses is what the pod network's address plugin, host-local, gave to pods.
const podAddresses = "/var/lib/cni/networks"

const config = `version = 2
root = %q
state = %q

[grpc]
  address = %q

[plugins."io.containerd.internal.v1.opt"]
  path = %q

[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = %q
  stream_server_address = "127.0.0.1"
  stream_server_port = "10010"
  restrict_oom_score_adj = true

  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "/usr/lib/cni"
    conf_dir = %q

  [plugins."io.containerd.grpc.v1.cri".containerd]
    snapshotter = %q
    default_runtime_name = "runc"

    [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
      runtime_type = "io.containerd.runc.v2"
`

// Prepare writes the configuration and forgets the pods of an earlier life: they died with the container.
func (r Runtime) Prepare() error {
	os.RemoveAll(r.State)
	os.RemoveAll(podAddresses)
	for _, directory := range []string{r.State, r.NetworkConfig} {
		if err := os.MkdirAll(directory, 0o711); err != nil {
			return err
		}
	}
	text := fmt.Appendf(nil, config,
		r.Root, r.State, r.Socket, r.Root+"/opt", r.SandboxImage, r.NetworkConfig, r.Snapshotter)
	return atomicfile.Write(r.Config, text, 0o600)
}

// Arguments are those of containerd.
func (r Runtime) Arguments() []string { return []string{"--config=" + r.Config} }
