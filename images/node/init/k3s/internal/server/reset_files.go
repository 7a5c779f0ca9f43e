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

	"holdfast.dev/node/internal/log"
	"holdfast.dev/node/k3s/internal/bootstrap"
	"holdfast.dev/node/k3s/internal/cli"
	"holdfast.dev/node/k3s/internal/etcd"
	"holdfast.dev/node/k3s/internal/layout"
	"holdfast.dev/node/k3s/internal/pki"
	"holdfast.dev/node/k3s/internal/snapshot"
)

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
