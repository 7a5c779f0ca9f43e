// Command init is PID 1 of a node that kubeadm manages, in place of systemd: it runs containerd, kubelet and kube-proxy,
// and lets kubeadm join the cluster at its first start. Called as systemctl it is that command.
package main

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"syscall"

	"holdfast.dev/node/internal/initproc"
	"holdfast.dev/node/internal/log"
	"holdfast.dev/node/kubeadm/internal/node"
	"holdfast.dev/node/kubeadm/internal/systemctl"
)

func main() {
	if filepath.Base(os.Args[0]) == "systemctl" {
		os.Exit(systemctl.Command(systemctl.Socket, os.Args[1:], os.Stdout))
	}
	if initproc.Required() {
		if err := initproc.EvacuateRootCgroup(); err != nil {
			log.Warnf("Failed to evacuate root cgroup: %v", err)
		}
		code, err := initproc.Run("init")
		if err != nil {
			log.Errorf("init: %v", err)
		}
		os.Exit(code)
	}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer stop()
	if err := node.Run(ctx); err != nil && ctx.Err() == nil {
		log.Errorf("%v", err)
		os.Exit(exitCode(err))
	}
}

// exitCode is that of a program that failed for us, such as kubeadm.
func exitCode(err error) int {
	if failed, ok := errors.AsType[*exec.ExitError](err); ok && failed.Exited() {
		return failed.ExitCode()
	}
	return 1
}
