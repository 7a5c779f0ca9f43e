package server

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"strings"
	"time"

	"holdfast.dev/node/k3s/internal/bootstrap"
	"holdfast.dev/node/k3s/internal/cli"
	"holdfast.dev/node/k3s/internal/etcd"
	"holdfast.dev/node/k3s/internal/layout"
	"holdfast.dev/node/k3s/internal/process"
)

const socketPoll = 20 * time.Millisecond

// datastoreAccess is how this server, and its apiserver, reach the datastore.
func datastoreAccess(o *cli.Options) etcd.Access {
	switch d := o.Datastore; d.Kind {
	case cli.EmbeddedEtcd:
		return etcd.Embedded(o.DataDir)
	case cli.ExternalEtcd:
		return etcd.Access{Endpoints: d.Endpoints(), CAFile: d.CAFile, CertFile: d.CertFile, KeyFile: d.KeyFile}
	default:
		return etcd.Access{Endpoints: []string{"unix://" + o.DataDir.KineSocket()}}
	}
}

// kine puts etcd's API before a SQL database. What it is told may hold a password, so it goes by the environment.
func kine(o *cli.Options) process.Spec {
	d := o.Datastore
	return process.Spec{
		Name: "kine",
		Path: layout.Kine,
		Args: []string{"kine"},
		Dir:  o.DataDir.Server(), // sqlite's default file is ./db/state.db
		Env: []string{
			"KINE_ENDPOINT=" + d.Endpoint,
			"KINE_CA_FILE=" + d.CAFile,
			"KINE_CERT_FILE=" + d.CertFile,
			"KINE_KEY_FILE=" + d.KeyFile,
			"KINE_LISTEN_ADDRESS=unix://" + o.DataDir.KineSocket(),
			"HOLDFAST_REASON_FD=3",
		},
		First: true,
		Fatal: process.Always, // within k3s it is no part: what ends it is an error of the start
	}
}

// refuseMigration keeps a server from founding an empty cluster beside its old one: k3s would move the objects to etcd.
func refuseMigration(o *cli.Options) error {
	if o.Datastore.Kind != cli.EmbeddedEtcd || o.Server != "" || o.DataDir.Initialised() {
		return nil
	}
	if _, err := os.Stat(o.DataDir.Server("db", "state.db")); err == nil {
		return errors.New("moving from sqlite to etcd is not supported by this k3s-compatible stand-in")
	}
	return nil
}

// openDatastore connects to a datastore that is not embedded, and takes the cluster's data from it unless this server is
// to make them.
func (s *server) openDatastore(ctx context.Context) (err error) {
	o := s.options
	if o.Datastore.Kind != cli.ExternalEtcd {
		if err := os.MkdirAll(o.DataDir.Server(), 0o700); err != nil {
			return err
		}
		if err := s.startKine(); err != nil {
			return err
		}
		if err := waitSocket(ctx, o.DataDir.KineSocket()); err != nil {
			return err
		}
	}
	if s.etcd, err = datastoreAccess(o).Client(ctx); err != nil {
		return err
	}
	data, founding, err := bootstrap.Claim(ctx, s.etcd, s.password)
	if err != nil {
		return fmt.Errorf("failed to bootstrap cluster data: %w", err)
	}
	if s.founding = founding; founding != nil {
		return nil
	}
	return bootstrap.Reconcile(o.DataDir, data)
}

// publish stores what this server made, for all that come after it.
func (s *server) publish(ctx context.Context) error {
	data, err := bootstrap.Read(s.options.DataDir)
	if err != nil {
		return err
	}
	return s.founding.Publish(ctx, s.etcd, s.password, data)
}

// startKine lets kine tell why it ended, so that this server's last words do too.
func (s *server) startKine() error {
	reason, told, err := os.Pipe()
	if err != nil {
		return err
	}
	defer told.Close() // kine has it: its end is the end of what it tells
	spec := kine(s.options)
	spec.Files = []*os.File{told}
	spec.Why = func() string {
		text, _ := io.ReadAll(reason)
		return strings.Join(strings.Fields(string(text)), " ")
	}
	return s.group.Start(spec)
}

// waitSocket waits until somebody accepts; a kine that cannot reach its database ends, and the group with it.
func waitSocket(ctx context.Context, path string) error {
	for {
		connection, err := net.Dial("unix", path)
		if err == nil {
			return connection.Close()
		}
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-time.After(socketPoll):
		}
	}
}
