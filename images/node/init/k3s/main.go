// Command k3s puts upstream Kubernetes and etcd behind k3s's command line, files and ports.
// It is a stand-in for tests, not k3s.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"syscall"

	"github.com/spf13/pflag"

	"holdfast.dev/node/internal/initproc"
	"holdfast.dev/node/internal/log"
	"holdfast.dev/node/k3s/internal/agent"
	"holdfast.dev/node/k3s/internal/cli"
	"holdfast.dev/node/k3s/internal/process"
	"holdfast.dev/node/k3s/internal/rotate"
	"holdfast.dev/node/k3s/internal/server"
	"holdfast.dev/node/k3s/internal/snapshot"
)

// version is set by the linker.
var version = "v0.0.0+k3s1"

func main() {
	command, args := invocation()
	switch command {
	case "server":
		runNode("server", cli.Server, cli.NewOptions, serve)
	case "agent":
		runNode("agent", cli.Agent, cli.NewAgentOptions, agent.Run)
	case "containerd", "crictl", "ctr", "kubectl":
		runTool(command, args)
	case "etcd-snapshot":
		if err := snapshot.Command(untilSignal(), args, os.Stdout); err != nil {
			log.Fatalf("%v", err)
		}
	case "--version", "-v":
		fmt.Printf("k3s version %s (holdfast stand-in)\ngo version %s\n", version, runtime.Version())
	case "token":
		if err := rotate.Command(untilSignal(), args, os.Stdout); err != nil {
			log.Fatalf("%v", err)
		}
	case "secrets-encrypt", "certificate", "check-config", "completion":
		log.Fatalf("k3s %s is not supported by this k3s-compatible stand-in", command)
	case "", "help", "--help", "-h":
		fmt.Println("usage: k3s server|agent|etcd-snapshot|token|kubectl|ctr|crictl [FLAG ...]\n       k3s --version")
	default:
		log.Fatalf("No help topic for '%s'", command)
	}
}

// invocation is the sub-command and its arguments. A link that is named as a tool is that tool; others, such as k3s-server,
// are k3s.
func invocation() (command string, args []string) {
	if name := filepath.Base(os.Args[0]); toolPaths[name] != "" {
		return name, os.Args[1:]
	}
	if len(os.Args) < 2 {
		return "", nil
	}
	return os.Args[1], os.Args[2:]
}

// serve is the life of a server, or the one task of --cluster-reset.
func serve(ctx context.Context, o *cli.Options) error {
	if o.ClusterReset {
		return server.Reset(ctx, o)
	}
	return server.Run(ctx, o)
}

// runNode is the life of a node, of either kind.
func runNode(
	kind string, command cli.Command, check func(cli.Values) (*cli.Options, error),
	run func(context.Context, *cli.Options) error,
) {
	if initproc.Required() {
		if err := initproc.EvacuateRootCgroup(); err != nil {
			log.Warnf("Failed to evacuate root cgroup: %v", err)
		}
		code, err := initproc.Run(os.Args[0] + " init")
		if err != nil {
			log.Errorf("k3s init: %v", err)
		}
		os.Exit(code)
	}
	values, err := command.Parse(initproc.HideArguments("k3s " + kind)[2:], os.Getenv)
	if errors.Is(err, pflag.ErrHelp) {
		return
	}
	if err != nil {
		log.Fatalf("%v", err)
	}
	if os.Geteuid() != 0 {
		log.Fatalf("must run as root unless --rootless is specified")
	}
	options, err := check(values)
	if err != nil {
		log.Fatalf("%v", err)
	}
	log.Debug = values["debug"] != nil && values["debug"][0] == "true"
	log.Infof("Starting k3s %s %s (holdfast stand-in)", kind, version)
	if err := run(untilSignal(), options); err != nil {
		log.Fatalf("%v", err)
	}
}

// untilSignal ends at the first SIGTERM or SIGINT; the second one ends the process at once.
func untilSignal() context.Context {
	ctx, cancel := context.WithCancelCause(context.Background())
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, syscall.SIGTERM, syscall.SIGINT)
	go func() {
		log.Infof("Received %s, shutting down", <-signals)
		cancel(process.ErrStopped)
		<-signals
		os.Exit(1)
	}()
	return ctx
}
