package server

import (
	"context"
	"crypto/x509"
	"path/filepath"
	"strings"

	"holdfast.dev/node/k3s/internal/cli"
	"holdfast.dev/node/k3s/internal/etcd"
	"holdfast.dev/node/k3s/internal/kube"
	"holdfast.dev/node/k3s/internal/log"
	"holdfast.dev/node/k3s/internal/pki"
	"holdfast.dev/node/k3s/internal/supervisor"
)

// prepare makes every file that the parts need: from the server to join, from disk, or new.
func (s *server) prepare(ctx context.Context) error {
	o := s.options
	if err := ensureNodePassword(); err != nil {
		return err
	}
	if o.Server != "" && !o.DataDir.Initialised() {
		h, err := trust(ctx, o)
		if err != nil {
			return err
		}
		if err := h.checkCritical(ctx, o.Critical); err != nil {
			return err
		}
		if err := h.fetchBootstrap(ctx, o); err != nil {
			return err
		}
		s.joins = h
	}
	passwords, err := ensurePasswords(o)
	if err != nil {
		return err
	}
	authorities, err := pki.Ensure(o.DataDir)
	if err != nil {
		return err
	}
	if err := authorities.IssueServer(o); err != nil {
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
	if s.member, err = etcd.NewMember(o); err != nil {
		return err
	}
	if s.kube, err = kube.NewClient(o.DataDir, o.Port); err != nil {
		return err
	}
	clients := x509.NewCertPool()
	clients.AppendCertsFromPEM(authorities.Client.PEM)
	s.supervisor = &supervisor.Supervisor{
		DataDir:    o.DataDir,
		Critical:   o.Critical,
		Passwords:  passwords,
		Clients:    clients,
		Bootstrap:  func() ([]byte, error) { return supervisor.ReadBootstrap(o.DataDir) },
		Members:    s.members,
		APIServers: s.kube.APIServers,
		Ready:      s.kube.Ready,
	}
	return nil
}

// admit says which of k3s's services a user of these options will miss.
func admit(o *cli.Options) {
	if len(o.PackagedWanted) > 0 {
		log.Warnf("This stand-in does not deploy %s", strings.Join(o.PackagedWanted, ", "))
	}
	if o.SnapshotsWanted {
		log.Warnf("This stand-in takes no scheduled etcd snapshots")
	}
	if manifests, _ := filepath.Glob(o.DataDir.Server("manifests", "*")); len(manifests) > 0 {
		log.Warnf("This stand-in does not apply %v", manifests)
	}
}
