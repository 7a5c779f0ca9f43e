package server

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"holdfast.dev/node/internal/atomicfile"
	"holdfast.dev/node/internal/log"
	"holdfast.dev/node/k3s/internal/bootstrap"
	"holdfast.dev/node/k3s/internal/cli"
	"holdfast.dev/node/k3s/internal/etcd"
	"holdfast.dev/node/k3s/internal/process"
)

// resetTick is how often a reset looks whether its etcd serves, as in k3s.
const resetTick = 5 * time.Second

// Reset makes this server's etcd a cluster of one, of its own data or of a snapshot, and ends. Nothing else of the server runs.
func Reset(parent context.Context, o *cli.Options) error {
	if err := mayReset(o); err != nil {
		return err
	}
	passwords, err := choosePasswords(o)
	if err != nil {
		return err
	}
	if err := writePasswords(o.DataDir, passwords); err != nil {
		return err
	}
	if err := issue(o); err != nil {
		return err
	}
	if err := restore(parent, o); err != nil {
		return err
	}
	member, err := etcd.RenameMember(o)
	if err != nil {
		return err
	}
	if err := atomicfile.Write(o.DataDir.ResetFlag(), nil, 0o600); err != nil {
		return err
	}
	group, ctx := process.NewGroup(parent)
	if err := resetMembership(ctx, group, o, member, passwords.Server); err != nil {
		group.Fail(err)
	} else {
		group.Fail(process.ErrStopped) // etcd ends in order
	}
	group.Stop()
	if cause := context.Cause(ctx); !errors.Is(cause, process.ErrStopped) {
		return cause
	}
	if parent.Err() != nil {
		return context.Cause(parent)
	}
	log.Infof("Managed etcd cluster membership has been reset, restart without --cluster-reset flag now. Backup and delete ${datadir}/server/db on each peer etcd server and rejoin the nodes")
	return nil
}

// mayReset refuses a second reset before the server has run, and one that has nothing to begin with.
func mayReset(o *cli.Options) error {
	if o.RestorePath != "" {
		info, err := os.Stat(o.RestorePath)
		if err != nil {
			return fmt.Errorf("etcd: snapshot path does not exist: %s", o.RestorePath)
		}
		if info.IsDir() {
			return fmt.Errorf("etcd: snapshot path must be a file, not a directory: %s", o.RestorePath)
		}
		return nil
	}
	flag := o.DataDir.ResetFlag()
	if _, err := os.Stat(flag); err == nil {
		return fmt.Errorf("Managed etcd cluster membership was previously reset, please remove the cluster-reset flag and start k3s normally. If you need to perform another cluster reset, you must first manually delete the %s file", flag)
	}
	if !o.DataDir.Initialised() {
		return fmt.Errorf("etcd database not found in %s: there is no cluster to reset", o.DataDir.Server())
	}
	return nil
}

// resetMembership runs etcd until it is alone, and takes from it what makes servers of one cluster.
func resetMembership(ctx context.Context, group *process.Group, o *cli.Options, member *etcd.Member, password string) error {
	config, err := member.WriteResetConfig(o)
	if err != nil {
		return err
	}
	if err := group.Start(etcdServer(config)); err != nil {
		return err
	}
	client, err := datastoreAccess(o).Client(ctx)
	if err != nil {
		return err
	}
	defer client.Close()
	if err := member.WaitAlone(ctx, client, resetTick); err != nil {
		return err
	}
	data, err := bootstrap.Load(ctx, client, password)
	if err != nil {
		return err
	}
	if err := adopt(o, data); err != nil {
		return err
	}
	return forgetServers(ctx, client, o.DataDir)
}
