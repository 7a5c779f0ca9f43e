package server

import (
	"context"

	"holdfast.dev/node/internal/log"
	"holdfast.dev/node/k3s/internal/bootstrap"
	"holdfast.dev/node/k3s/internal/token"
)

// rotateToken makes another password the cluster's, on this server's disk and in the datastore; a random one for "". As in
// k3s every server that runs, this one too, goes on with the password that it was started with.
func (s *server) rotateToken(ctx context.Context, next string) error {
	d := s.options.DataDir
	passwords, err := readPasswords(d)
	if err != nil {
		return err
	}
	if next == "" {
		next = token.Random()
	}
	old := passwords.Server
	if passwords.Node == old && s.options.AgentToken == "" {
		passwords.Node = next
	}
	passwords.Server = next
	if err := writePasswords(d, passwords); err != nil {
		return err
	}
	if err := writeTokens(d, passwords); err != nil {
		return err
	}
	data, err := bootstrap.Read(d)
	if err != nil {
		return err
	}
	if err := bootstrap.Rotate(ctx, s.etcd, old, next, data); err != nil {
		return err
	}
	log.Infof("Server token was rotated; restart all servers with the new one")
	return nil
}
