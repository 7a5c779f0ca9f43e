package main

import (
	"errors"
	"io/fs"
	"os"
	"syscall"

	"holdfast.dev/node/internal/log"
	"holdfast.dev/node/k3s/internal/layout"
)

// toolPaths are the programs that real k3s has inside, which links to it name.
var toolPaths = map[string]string{
	"containerd": layout.Containerd,
	"crictl":     layout.Crictl,
	"ctr":        layout.Ctr,
	"kubectl":    layout.Kubernetes,
}

// toolDefaults point the tools at this node; what the caller has set wins.
var toolDefaults = map[string]string{
	"KUBECONFIG":           "/etc/rancher/k3s/k3s.yaml",
	"CONTAINERD_ADDRESS":   layout.ContainerdSocket,
	"CONTAINERD_NAMESPACE": "k8s.io",
}

// runTool becomes the tool.
func runTool(name string, args []string) {
	for variable, value := range toolDefaults {
		if os.Getenv(variable) == "" {
			os.Setenv(variable, value)
		}
	}
	arguments := []string{name}
	if name == "kubectl" {
		arguments = []string{"kubernetes", name}
	}
	err := syscall.Exec(toolPaths[name], append(arguments, args...), os.Environ())
	if errors.Is(err, fs.ErrNotExist) {
		log.Fatalf("k3s %s is not part of this k3s-compatible stand-in", name)
	}
	log.Fatalf("k3s %s: %v", name, err)
}
