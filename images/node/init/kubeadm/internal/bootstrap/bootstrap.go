// Package bootstrap makes a host a node of its cluster, once, as its owner would with kubeadm.
package bootstrap

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"syscall"

	"holdfast.dev/node/internal/atomicfile"
	"holdfast.dev/node/internal/log"
)

// Host is where kubeadm keeps things on it.
type Host struct {
	Config     string // what kubeadm is told; none when it is left to people
	Kubernetes string // /etc/kubernetes
	Kubeadm    string // the program
}

// Ensure joins the cluster, or founds it, unless that was done in an earlier life. What a try that broke off left behind
// is removed first: kubeadm would refuse to begin beside it.
func (h Host) Ensure(ctx context.Context) error {
	if h.joined() {
		return nil
	}
	config, err := os.ReadFile(h.Config)
	if os.IsNotExist(err) {
		log.Infof("there is no %s: kubeadm is left to you", h.Config)
		return nil
	}
	if err != nil {
		return err
	}
	task, err := taskOf(config)
	if err != nil {
		return fmt.Errorf("%s: %w", h.Config, err)
	}
	if h.hasLeftovers() {
		if err := h.run(ctx, "reset", "--force"); err != nil {
			return err
		}
	}
	if err := h.layAuthority(); err != nil {
		return err
	}
	if err := h.run(ctx, append(task, "--config="+h.Config)...); err != nil {
		return err
	}
	return atomicfile.Write(h.marker(), nil, 0o600)
}

// layAuthority puts the authority that the owner chose for the cluster where kubeadm looks for one before it makes its own.
func (h Host) layAuthority() error {
	chosen, _ := filepath.Glob(filepath.Join(filepath.Dir(h.Config), "pki", "*"))
	for _, path := range chosen {
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		info, err := os.Stat(path)
		if err != nil {
			return err
		}
		laid := filepath.Join(h.Kubernetes, "pki", filepath.Base(path))
		if err := os.MkdirAll(filepath.Dir(laid), 0o755); err != nil {
			return err
		}
		if err := atomicfile.Write(laid, content, info.Mode().Perm()); err != nil {
			return err
		}
	}
	return nil
}

var kind = regexp.MustCompile(`(?m)^kind:\s*["']?(Init|Join)Configuration\b`)

// taskOf is what kubeadm must do with a configuration. Founding prints no secret: the output goes to a log.
func taskOf(config []byte) ([]string, error) {
	switch match := kind.FindSubmatch(config); {
	case match == nil:
		return nil, fmt.Errorf("neither an InitConfiguration nor a JoinConfiguration")
	case string(match[1]) == "Init":
		return []string{"init", "--upload-certs", "--skip-certificate-key-print", "--skip-token-print"}, nil
	default:
		return []string{"join"}, nil
	}
}

func (h Host) marker() string { return filepath.Join(h.Kubernetes, "holdfast-joined") }

// joined is false again after a `kubeadm reset`, which leaves the marker but not the kubelet's identity.
func (h Host) joined() bool {
	for _, path := range []string{h.marker(), filepath.Join(h.Kubernetes, "kubelet.conf")} {
		if _, err := os.Stat(path); err != nil {
			return false
		}
	}
	return true
}

// hasLeftovers looks for what kubeadm writes in its first phases.
func (h Host) hasLeftovers() bool {
	for _, pattern := range []string{"*.conf", "manifests/*.yaml", "pki/ca.crt"} {
		if found, _ := filepath.Glob(filepath.Join(h.Kubernetes, pattern)); len(found) > 0 {
			return true
		}
	}
	return false
}

// run lets kubeadm speak for itself; a stop lets it end by itself.
func (h Host) run(ctx context.Context, arguments ...string) error {
	command := exec.CommandContext(ctx, h.Kubeadm, arguments...)
	command.Stdout, command.Stderr = os.Stderr, os.Stderr
	command.Cancel = func() error { return command.Process.Signal(syscall.SIGTERM) }
	log.Infof("Running kubeadm %s", arguments[0])
	if err := command.Run(); err != nil {
		return fmt.Errorf("kubeadm %s: %w", arguments[0], err)
	}
	log.Infof("kubeadm %s is done", arguments[0])
	return nil
}
