package main

import (
	"context"

	"github.com/spf13/cobra"
	utilerrors "k8s.io/apimachinery/pkg/util/errors"
	"k8s.io/apiserver/pkg/server"
	cliflag "k8s.io/component-base/cli/flag"
	"k8s.io/component-base/cli/globalflag"
	"k8s.io/component-base/logs"
	logsapi "k8s.io/component-base/logs/api/v1"
	"k8s.io/kubernetes/cmd/kube-apiserver/app"
	"k8s.io/kubernetes/cmd/kube-apiserver/app/options"
)

// apiserverCommand is upstream's kube-apiserver, except that it can share its port with a supervisor (see supervisor.go).
func apiserverCommand() *cobra.Command {
	opts := options.NewServerRunOptions()
	command := &cobra.Command{
		Use:          "kube-apiserver",
		SilenceUsage: true,
		Args:         cobra.NoArgs,
		RunE: func(command *cobra.Command, _ []string) error {
			return runAPIServer(server.SetupSignalContext(), opts)
		},
	}
	flagSets := opts.Flags()
	globalflag.AddGlobalFlags(flagSets.FlagSet("global"), command.Name(), logs.SkipLoggingConfigurationFlags())
	for _, flags := range flagSets.FlagSets {
		command.Flags().AddFlagSet(flags)
	}
	cliflag.SetUsageAndHelpFunc(command, flagSets, 0)
	return command
}

func runAPIServer(ctx context.Context, opts *options.ServerRunOptions) error {
	if err := opts.GenericServerRunOptions.ComponentGlobalsRegistry.Set(); err != nil {
		return err
	}
	if err := logsapi.ValidateAndApply(opts.Logs, nil); err != nil {
		return err
	}
	supervisor, err := supervisorFromEnvironment()
	if err != nil {
		return err
	}
	own := opts.SecureServing.ServerCert.CertKey
	if supervisor != nil {
		opts.SecureServing.Listener = closeAtStop(ctx, supervisor.listener)
		opts.SecureServing.ServerCert.CertKey = supervisor.certificate
	}
	completed, err := opts.Complete(ctx)
	if err != nil {
		return err
	}
	if errs := completed.Validate(); len(errs) != 0 {
		return utilerrors.NewAggregate(errs)
	}
	config, err := app.NewConfig(completed)
	if err != nil {
		return err
	}
	completedConfig, err := config.Complete()
	if err != nil {
		return err
	}
	chain, err := app.CreateServerChain(completedConfig)
	if err != nil {
		return err
	}
	handler := chain.GenericAPIServer.Handler
	api := handler.FullHandlerChain
	if supervisor != nil {
		handler.FullHandlerChain = supervisor.share(api)
	}
	prepared, err := chain.PrepareRun()
	if err != nil {
		return err
	}
	if supervisor != nil {
		if err := serveLoopback(ctx, supervisor.loopback, own.CertFile, own.KeyFile, api); err != nil {
			return err
		}
		if err := supervisor.takeOver(); err != nil {
			return err
		}
	}
	return prepared.Run(ctx)
}
