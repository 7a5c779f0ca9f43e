package node

import (
	"context"
	"os"
	"path/filepath"

	"holdfast.dev/node/internal/containerd"
	"holdfast.dev/node/kubeadm/internal/linkimage"
)

// pauseArchive holds the sandbox image under kubeadm's name for it.
const (
	pauseArchive = "/usr/share/kubeadm/pause.tar"
	pauseImage   = repository + "pause:3.10.2"
	repository   = "holdfast.local/"
)

// runtime is containerd as a host has it.
var runtime = containerd.Runtime{
	Config:          "/etc/containerd/config.toml",
	Root:            "/var/lib/containerd",
	State:           "/run/containerd",
	Socket:          "/run/containerd/containerd.sock",
	Client:          "/usr/bin/ctr",
	NetworkPrograms: "/usr/lib/cni",
	NetworkConfig:   "/etc/cni/net.d",
	SandboxImage:    pauseImage,
	Snapshotter:     "overlayfs",
}

// componentPrograms are where the image has the programs of static pods, by component: a directory for each version.
var componentPrograms = map[string]string{
	"kube-apiserver":          "/opt/kubernetes/*/kubernetes",
	"kube-controller-manager": "/opt/kubernetes/*/kubernetes",
	"kube-scheduler":          "/opt/kubernetes/*/kubernetes",
	"etcd":                    "/opt/etcd/*/etcd",
}

// importImages gives containerd the images of static pods, of sandboxes, and those that were laid for other pods. Those
// of static pods hold but a link to the node's own program: one file in memory serves all nodes of a machine.
func importImages(ctx context.Context) error {
	components, err := componentImages()
	if err != nil {
		return err
	}
	archive, err := os.CreateTemp("", "components-*.tar")
	if err != nil {
		return err
	}
	defer os.Remove(archive.Name())
	defer archive.Close()
	if err := linkimage.Write(archive, components); err != nil {
		return err
	}
	laid, err := filepath.Glob(imageArchives)
	if err != nil {
		return err
	}
	return runtime.Import(ctx, append([]string{archive.Name(), pauseArchive}, laid...))
}

func componentImages() ([]linkimage.Image, error) {
	var images []linkimage.Image
	for component, pattern := range componentPrograms {
		found, err := filepath.Glob(pattern)
		if err != nil {
			return nil, err
		}
		for _, program := range found {
			version := filepath.Base(filepath.Dir(program))
			images = append(images, linkimage.Image{
				Name: repository + component + ":" + version, Link: "usr/local/bin/" + component, Target: program,
			})
		}
	}
	return images, nil
}
