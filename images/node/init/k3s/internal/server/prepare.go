package server

import (
	"context"
	"crypto/x509"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"holdfast.dev/node/internal/kube"
	"holdfast.dev/node/internal/log"
	"holdfast.dev/node/k3s/internal/cli"
	"holdfast.dev/node/k3s/internal/etcd"
	"holdfast.dev/node/k3s/internal/layout"
	"holdfast.dev/node/k3s/internal/nodepassword"
	"holdfast.dev/node/k3s/internal/pki"
	"holdfast.dev/node/k3s/internal/snapshot"
	"holdfast.dev/node/k3s/internal/supervisor"
)

// prepare makes every file that the parts need: from the server to join, from disk, or new.
func (s *server) prepare(ctx context.Context) error {
	o := s.options
	nodePassword, err := nodepassword.EnsureFile(layout.NodePassword)
	if err != nil {
		return fmt.Errorf("node password: %w", err)
	}
	s.nodePassword = nodePassword
	if err := etcd.ForgetRemoved(o.DataDir); err != nil {
		return err
	}
	s.wasReset = os.Remove(o.DataDir.ResetFlag()) == nil
	embedded := o.Datastore.Kind == cli.EmbeddedEtcd
	if err := refuseMigration(o); err != nil {
		return err
	}
	if embedded && o.Server != "" && !o.DataDir.Initialised() {
		if s.joins, err = join(ctx, o); err != nil {
			return fmt.Errorf("failed to bootstrap cluster data: %w", err)
		}
	}
	passwords, err := choosePasswords(o)
	if err != nil {
		return err
	}
	s.password = passwords.Server
	if !embedded {
		if err := s.openDatastore(ctx); err != nil {
			return err
		}
	}
	if err := writePasswords(o.DataDir, passwords); err != nil {
		return err
	}
	authorities, err := pki.Ensure(o.DataDir)
	if err != nil {
		return err
	}
	if s.founding != nil {
		if err := s.publish(ctx); err != nil {
			return err
		}
	}
	if err := authorities.IssueServer(o); err != nil {
		return err
	}
	if s.certificate, err = s.loadPortCertificate(authorities.Server); err != nil {
		return err
	}
	if err := writeTokens(o.DataDir, passwords); err != nil {
		return err
	}
	if err := writeComponentKubeconfigs(o); err != nil {
		return err
	}
	if err := writeAdminKubeconfig(o); err != nil {
		return err
	}
	if embedded {
		if s.member, err = etcd.NewMember(o); err != nil {
			return err
		}
	}
	if s.kube, err = kube.NewClient("https://127.0.0.1:"+o.Port, o.DataDir.TLS("server-ca.crt"), o.DataDir.TLS("client-supervisor")); err != nil {
		return err
	}
	clients := x509.NewCertPool()
	clients.AppendCertsFromPEM(authorities.Client.PEM)
	s.supervisor = &supervisor.Supervisor{
		DataDir:      o.DataDir,
		Control:      o.Control(),
		Passwords:    passwords,
		NodePassword: nodePassword,
		Authorities:  authorities,
		Clients:      clients,
		APIServers:   s.kube.APIServers,
		CheckNode: func(ctx context.Context, node, password string) error {
			return nodepassword.Ensure(ctx, s.kube, node, password)
		},
		Ready:       s.apiWasReady.Load,
		RotateToken: s.rotateToken,
		Certificate: s.certificate.Get,
	}
	if embedded {
		s.snapshots = &snapshot.Store{
			Settings: o.Snapshots, DataDir: o.DataDir, Node: o.NodeName,
			Take: func(ctx context.Context, path string) error { return snapshot.Take(ctx, s.etcd, path) },
		}
		s.supervisor.Bootstrap, s.supervisor.Members, s.supervisor.Snapshots = s.bootstrapData, s.members, s.snapshots
	}
	return nil
}

// admit says which of k3s's services a user of these options will miss.
func admit(o *cli.Options) {
	if len(o.PackagedWanted) > 0 {
		log.Warnf("This stand-in does not deploy %s", strings.Join(o.PackagedWanted, ", "))
	}
	if manifests, _ := filepath.Glob(o.DataDir.Server("manifests", "*")); len(manifests) > 0 {
		log.Warnf("This stand-in does not apply %v", manifests)
	}
}
