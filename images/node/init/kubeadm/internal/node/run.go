package node

import (
	"context"
	"errors"

	"holdfast.dev/node/internal/log"
	"holdfast.dev/node/kubeadm/internal/bootstrap"
	"holdfast.dev/node/kubeadm/internal/systemctl"
)

// Run is the life of a node, from the start of its container until ctx ends.
func Run(ctx context.Context) error {
	proxy := &proxy{}
	containerd, kubelet, proxyUnit := containerdUnit(), kubeletUnit(), proxy.unit()
	if err := systemctl.Serve(systemctl.Socket, systemctl.Units{containerd, kubelet, proxyUnit}); err != nil {
		return err
	}
	if err := runtime.Prepare(); err != nil {
		return err
	}
	if err := containerd.Start(); err != nil {
		return err
	}
	defer shutDown(containerd, kubelet, proxyUnit)
	if err := runtime.Wait(ctx); err != nil {
		return err
	}
	if err := importImages(ctx); err != nil {
		return err
	}
	host := bootstrap.Host{Config: kubeadmConfig, Kubernetes: kubernetesDir, Kubeadm: programs + "kubeadm"}
	if err := host.Ensure(ctx); err != nil {
		return err
	}
	if err := kubelet.Start(); err != nil {
		return err
	}
	go func() {
		if err := runNetwork(ctx, proxy, proxyUnit); err != nil && !errors.Is(err, context.Canceled) {
			log.Errorf("pod network: %v", err)
		}
	}()
	<-ctx.Done()
	return nil
}
