// Package node runs the parts that every node has: containerd, kubelet, kube-proxy and the pod network.
package node

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"holdfast.dev/node/k3s/internal/cli"
	"holdfast.dev/node/k3s/internal/layout"
	"holdfast.dev/node/k3s/internal/log"
	"holdfast.dev/node/k3s/internal/process"
)

const containerdConfig = `version = 2
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
    bin_dir = %q
    conf_dir = %q

  [plugins."io.containerd.grpc.v1.cri".containerd]
    snapshotter = %q
    default_runtime_name = "runc"

    [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
      runtime_type = "io.containerd.runc.v2"
`

const crictlConfig = `runtime-endpoint: unix://%s
`

// cniConfigDir is where containerd looks for the pod network.
func cniConfigDir(d layout.DataDir) string { return d.Agent("etc", "cni", "net.d") }

// Containerd writes the configuration and forgets the pods of an earlier life: they died with the container.
func Containerd(o *cli.Options) (process.Spec, error) {
	d := o.DataDir
	os.RemoveAll(layout.ContainerdState)
	os.RemoveAll(layout.PodAddresses)
	for _, directory := range []string{layout.ContainerdState, cniConfigDir(d), d.Agent("images"), d.Agent("pod-manifests")} {
		if err := os.MkdirAll(directory, 0o711); err != nil {
			return process.Spec{}, err
		}
	}
	text := fmt.Appendf(nil, containerdConfig,
		d.Agent("containerd"), layout.ContainerdState, layout.ContainerdSocket, d.Agent("containerd", "opt"),
		o.PauseImage, layout.CNIPlugins, cniConfigDir(d), o.Snapshotter)
	path := d.Agent("etc", "containerd", "config.toml")
	if err := layout.Write(path, text, 0o600); err != nil {
		return process.Spec{}, err
	}
	crictl := fmt.Appendf(nil, crictlConfig, layout.ContainerdSocket)
	if err := layout.Write(d.Agent("etc", "crictl.yaml"), crictl, 0o644); err != nil {
		return process.Spec{}, err
	}
	return process.Spec{Name: "containerd", Path: "/usr/bin/containerd", Args: []string{"--config=" + path}}, nil
}

// WaitContainerd returns when containerd answers.
func WaitContainerd(ctx context.Context) error {
	for ctr(ctx, "version").Run() != nil {
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-time.After(100 * time.Millisecond):
		}
	}
	log.Infof("containerd is now running")
	return nil
}

// ImportImages loads the sandbox image and every archive of the air-gap directory.
func ImportImages(ctx context.Context, o *cli.Options) error {
	archives, err := filepath.Glob(o.DataDir.Agent("images", "*.tar*"))
	if err != nil {
		return err
	}
	for _, archive := range append([]string{layout.PauseArchive}, archives...) {
		start := time.Now()
		args := []string{"images", "import", "--snapshotter=" + o.Snapshotter, archive}
		if output, err := ctr(ctx, args...).CombinedOutput(); err != nil {
			return fmt.Errorf("import %s: %w: %s", archive, err, output)
		}
		log.Infof("Imported images from %s in %s", archive, time.Since(start).Round(time.Millisecond))
	}
	return pinImages(ctx)
}

// pinImages keeps the kubelet's garbage collection away from what no registry may bring back.
func pinImages(ctx context.Context) error {
	list, err := ctr(ctx, "images", "list", "--quiet").Output()
	if err != nil {
		return fmt.Errorf("list images: %w", err)
	}
	for _, image := range strings.Fields(string(list)) {
		if output, err := ctr(ctx, "images", "label", image, "io.cri-containerd.pinned=pinned").CombinedOutput(); err != nil {
			return fmt.Errorf("pin image %s: %w: %s", image, err, output)
		}
	}
	return nil
}

func ctr(ctx context.Context, args ...string) *exec.Cmd {
	return exec.CommandContext(ctx, "/usr/bin/ctr", append([]string{"--address=" + layout.ContainerdSocket, "--namespace=k8s.io"}, args...)...)
}
