package node

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"holdfast.dev/node/internal/atomicfile"
	"holdfast.dev/node/internal/containerd"
	"holdfast.dev/node/k3s/internal/cli"
	"holdfast.dev/node/k3s/internal/layout"
	"holdfast.dev/node/k3s/internal/process"
)

const crictlConfig = `runtime-endpoint: unix://%s
`

// networkConfigDir is where containerd looks for the pod network.
func networkConfigDir(d layout.DataDir) string { return d.Agent("etc", "cni", "net.d") }

// containerRuntime is the node's containerd, at k3s' places.
func containerRuntime(o *cli.Options) containerd.Runtime {
	return containerd.Runtime{
		Client:          layout.Ctr,
		NetworkPrograms: layout.Plugins,
		Config:          o.DataDir.Agent("etc", "containerd", "config.toml"),
		Root:            o.DataDir.Agent("containerd"),
		State:           layout.ContainerdState,
		Socket:          layout.ContainerdSocket,
		NetworkConfig:   networkConfigDir(o.DataDir),
		SandboxImage:    o.PauseImage,
		Snapshotter:     o.Snapshotter,

		UnprivilegedPorts: true,
	}
}

// prepareRuntime writes what containerd and its tools read, and says how to start it.
func prepareRuntime(o *cli.Options) (process.Spec, error) {
	d, runtime := o.DataDir, containerRuntime(o)
	for _, directory := range []string{d.Agent("images"), d.Agent("pod-manifests")} {
		if err := os.MkdirAll(directory, 0o711); err != nil {
			return process.Spec{}, err
		}
	}
	if err := atomicfile.Write(d.Agent("etc", "crictl.yaml"), fmt.Appendf(nil, crictlConfig, runtime.Socket), 0o644); err != nil {
		return process.Spec{}, err
	}
	if err := runtime.Prepare(); err != nil {
		return process.Spec{}, err
	}
	return process.Spec{Name: "containerd", Path: "containerd", Args: runtime.Arguments()}, nil
}

// importImages loads every archive of the air-gap directory.
func importImages(ctx context.Context, o *cli.Options) error {
	archives, err := filepath.Glob(o.DataDir.Agent("images", "*.tar*"))
	if err != nil {
		return err
	}
	return containerRuntime(o).Import(ctx, archives)
}
