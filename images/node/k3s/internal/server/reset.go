package server

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	clientv3 "go.etcd.io/etcd/client/v3"

	"holdfast.dev/node/k3s/internal/bootstrap"
	"holdfast.dev/node/k3s/internal/cli"
	"holdfast.dev/node/k3s/internal/etcd"
	"holdfast.dev/node/k3s/internal/layout"
	"holdfast.dev/node/k3s/internal/log"
	"holdfast.dev/node/k3s/internal/pki"
	"holdfast.dev/node/k3s/internal/process"
	"holdfast.dev/node/k3s/internal/snapshot"
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
	if err := layout.Write(o.DataDir.ResetFlag(), nil, 0o600); err != nil {
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

// issue makes the certificates of this server's disk fit it, or founds them on a disk that has none.
func issue(o *cli.Options) error {
	authorities, err := pki.Ensure(o.DataDir)
	if err != nil {
		return err
	}
	return authorities.IssueServer(o)
}

// restore puts a snapshot in the place of this server's data, which is moved aside.
func restore(ctx context.Context, o *cli.Options) error {
	if o.RestorePath == "" {
		return nil
	}
	path, err := snapshot.Plain(o.RestorePath)
	if err != nil {
		return err
	}
	if path != o.RestorePath {
		defer os.Remove(path)
	}
	data := o.DataDir.Etcd()
	old := fmt.Sprint(data, "-old-", time.Now().Unix())
	if err := os.Rename(data, old); err == nil {
		log.Infof("Pre-restore etcd database moved to %s", old)
	} else if !errors.Is(err, os.ErrNotExist) {
		return err
	}
	command := exec.CommandContext(ctx, layout.Etcd, "restore", "--snapshot="+path, "--data-dir="+data,
		"--name="+o.NodeName, "--peer-url="+etcd.PeerURL(o.NodeIP))
	command.Stdout, command.Stderr = os.Stderr, os.Stderr
	if err := command.Run(); err != nil {
		return fmt.Errorf("etcd: failed to restore snapshot %s: %w", o.RestorePath, err)
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

// adopt takes over the datastore's keys, which are not the disk's after a snapshot of another cluster. The old ones are kept.
func adopt(o *cli.Options, data []byte) error {
	backup := o.DataDir.Server(fmt.Sprint("tls-", time.Now().Unix()))
	if err := os.CopyFS(backup, os.DirFS(o.DataDir.Server("tls"))); err != nil {
		return err
	}
	if err := restrict(backup); err != nil {
		return err
	}
	if err := bootstrap.Write(o.DataDir, data); err != nil {
		return err
	}
	return issue(o)
}

// restrict closes copied keys to others: os.CopyFS opens what it copies to all.
func restrict(directory string) error {
	return filepath.WalkDir(directory, func(path string, entry os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			return os.Chmod(path, 0o700)
		}
		return os.Chmod(path, 0o600)
	})
}

// apiAddresses is where k3s keeps the servers' addresses for agents.
const apiAddresses = "k3s/apiaddresses"

// forgetServers drops what this node and the datastore know of servers that may not come back.
func forgetServers(ctx context.Context, client *clientv3.Client, d layout.DataDir) error {
	if _, err := client.Put(ctx, apiAddresses, ""); err != nil {
		return err
	}
	states, err := filepath.Glob(d.Agent("etc", "*load-balancer.json"))
	for _, state := range states {
		err = errors.Join(err, os.Remove(state))
	}
	return err
}
