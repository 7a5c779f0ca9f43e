package containerd

import (
	"context"
	"fmt"
	"os/exec"
	"strings"
	"time"

	"holdfast.dev/node/internal/log"
)

// Wait returns when containerd answers.
func (r Runtime) Wait(ctx context.Context) error {
	for r.ctr(ctx, "version").Run() != nil {
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-time.After(100 * time.Millisecond):
		}
	}
	log.Infof("containerd is now running")
	return nil
}

// Import loads images from archives, and pins all that there are.
func (r Runtime) Import(ctx context.Context, archives []string) error {
	for _, archive := range archives {
		start := time.Now()
		args := []string{"images", "import", "--snapshotter=" + r.Snapshotter, archive}
		if output, err := r.ctr(ctx, args...).CombinedOutput(); err != nil {
			return fmt.Errorf("import %s: %w: %s", archive, err, output)
		}
		log.Infof("Imported images from %s in %s", archive, time.Since(start).Round(time.Millisecond))
	}
	return r.pinImages(ctx)
}

// pinImages keeps the kubelet's garbage collection away from what no registry may bring back.
func (r Runtime) pinImages(ctx context.Context) error {
	list, err := r.ctr(ctx, "images", "list", "--quiet").Output()
	if err != nil {
		return fmt.Errorf("list images: %w", err)
	}
	for _, image := range strings.Fields(string(list)) {
		if output, err := r.ctr(ctx, "images", "label", image, "io.cri-containerd.pinned=pinned").CombinedOutput(); err != nil {
			return fmt.Errorf("pin image %s: %w: %s", image, err, output)
		}
	}
	return nil
}

func (r Runtime) ctr(ctx context.Context, args ...string) *exec.Cmd {
	return exec.CommandContext(ctx, r.Client, append([]string{"--address=" + r.Socket, "--namespace=k8s.io"}, args...)...)
}
