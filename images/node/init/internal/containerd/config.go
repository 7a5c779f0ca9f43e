// Package containerd knows how a node's container runtime is set up, and gives it its images.
package containerd

import (
	"fmt"
	"os"

	"holdfast.dev/node/internal/atomicfile"
)

// Runtime is one containerd: where it keeps things, and what pods start from.
type Runtime struct {
	Config          string // the file that Prepare writes
	Root            string // images and snapshots
	State           string // what runs; worthless after a restart
	Socket          string
	Client          string // the program that speaks to it, ctr
	NetworkPrograms string // the directory of the pod network's plugins
	NetworkConfig   string // and that of its configuration
	SandboxImage    string
	Snapshotter     string
	// UnprivilegedPorts says that any user of a pod may listen on each of its ports, and send its pings.
	UnprivilegedPorts bool
}

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
  enable_unprivileged_ports = %t
  enable_unprivileged_icmp = %t

  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = %q
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
		r.Root, r.State, r.Socket, r.Root+"/opt", r.SandboxImage,
		r.UnprivilegedPorts, r.UnprivilegedPorts, r.NetworkPrograms, r.NetworkConfig, r.Snapshotter)
	return atomicfile.Write(r.Config, text, 0o600)
}

// Arguments are those of containerd.
func (r Runtime) Arguments() []string { return []string{"--config=" + r.Config} }
