// Command kubernetes is every upstream Kubernetes program in one binary. It runs the one that it is called as, by a link
// of that name, or else the one that its first argument names. One file shared by all processes and all nodes of a host
// keeps their memory small.
package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"
	"k8s.io/component-base/cli"
	_ "k8s.io/component-base/logs/json/register"
	_ "k8s.io/component-base/metrics/prometheus/clientgo"
	_ "k8s.io/component-base/metrics/prometheus/version"
	kubectl "k8s.io/kubectl/pkg/cmd"
	controllermanager "k8s.io/kubernetes/cmd/kube-controller-manager/app"
	kubeproxy "k8s.io/kubernetes/cmd/kube-proxy/app"
	scheduler "k8s.io/kubernetes/cmd/kube-scheduler/app"
	kubeadm "k8s.io/kubernetes/cmd/kubeadm/app"
	kubeadmerrors "k8s.io/kubernetes/cmd/kubeadm/app/util/errors"
	kubelet "k8s.io/kubernetes/cmd/kubelet/app"
)

// programs run by name, each to its end, and answer with an exit code.
var programs = map[string]func() int{
	"kube-apiserver":          component(apiserverCommand),
	"kube-controller-manager": component(controllermanager.NewControllerManagerCommand),
	"kube-scheduler":          component(func() *cobra.Command { return scheduler.NewSchedulerCommand() }),
	"kubelet":                 component(func() *cobra.Command { return kubelet.NewKubeletCommand(context.Background()) }),
	"kube-proxy":              component(kubeproxy.NewProxyCommand),
	"kubectl":                 running(kubectl.NewDefaultKubectlCommand),
	"kubeadm":                 runKubeadm,
}

func main() {
	program, arguments := invocation(os.Args)
	run, known := programs[program]
	if !known {
		fmt.Fprintln(os.Stderr, "usage: kubernetes PROGRAM [FLAG ...]")
		os.Exit(2)
	}
	os.Args = arguments
	os.Exit(run())
}

// invocation is the program that a command line asks for, and its arguments from the program's name on.
func invocation(arguments []string) (program string, own []string) {
	if name := filepath.Base(arguments[0]); programs[name] != nil || len(arguments) < 2 {
		return name, arguments
	}
	return arguments[1], arguments[1:]
}

func running(command func() *cobra.Command) func() int {
	return func() int { return cli.Run(command()) }
}

// returnedError tells the error that a component's command returns from an exit in the midst of its work, which has 1.
const returnedError = 70

func component(command func() *cobra.Command) func() int {
	return func() int {
		if cli.Run(command()) != 0 {
			return returnedError
		}
		return 0
	}
}

// runKubeadm is upstream's main: it prints errors in its own way, and ends with its own codes.
func runKubeadm() int {
	kubeadmerrors.HandleError(kubeadm.Run())
	return 0
}
