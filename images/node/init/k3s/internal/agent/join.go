package agent

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"

	"holdfast.dev/node/internal/atomicfile"
	"holdfast.dev/node/internal/log"
	"holdfast.dev/node/k3s/internal/access"
	"holdfast.dev/node/k3s/internal/cli"
	"holdfast.dev/node/k3s/internal/layout"
	"holdfast.dev/node/k3s/internal/nodepassword"
	"holdfast.dev/node/k3s/internal/pki"
)

// Pauses between attempts to join, as in k3s.
const (
	trustPause           = 2 * time.Second
	configurationPause   = 5 * time.Second
	configurationLongest = 10 * time.Second
)

// join trusts the cluster and fetches what makes this host one of its nodes. Nothing that a server answers ends it: a
// wrong token or name is for somebody to correct.
func (a *agent) join(ctx context.Context) error {
	err := retry(ctx, every(trustPause), func(ctx context.Context) (err error) {
		if a.server, err = access.Trust(ctx, a.balancer.URL(), a.options.Token, a.certificates()...); err != nil {
			log.Errorf("Failed to validate connection to cluster at %s: %v", a.options.Server, err)
		}
		return err
	})
	if err != nil {
		return err
	}
	return retry(ctx, between(configurationPause, configurationLongest), func(ctx context.Context) error {
		err := a.fetch(ctx)
		if err != nil {
			log.Infof("Waiting to retrieve agent configuration; server is not ready: %v", err)
		}
		return err
	})
}

// certificates are the kubelet's, once this node has joined: then it needs no token.
func (a *agent) certificates() []tls.Certificate {
	leaf := a.options.DataDir.Agent("client-kubelet")
	certificate, err := tls.LoadX509KeyPair(leaf+".crt", leaf+".key")
	if err != nil {
		return nil
	}
	return []tls.Certificate{certificate}
}

func (a *agent) fetch(ctx context.Context) error {
	d := a.options.DataDir
	body, err := a.get(ctx, "config")
	if err != nil {
		return err
	}
	var control cli.Control
	if err := json.Unmarshal(body, &control); err != nil {
		return err
	}
	if err := a.options.Adopt(control); err != nil {
		return err
	}
	for _, name := range []string{"client-ca.crt", "server-ca.crt"} {
		content, err := a.get(ctx, name)
		if err != nil {
			return err
		}
		if err := atomicfile.Write(d.Agent(name), content, 0o644); err != nil {
			return err
		}
	}
	password, err := nodepassword.EnsureFile(a.passwordFile)
	if err != nil {
		return err
	}
	for _, name := range []string{"serving-kubelet", "client-kubelet", "client-kube-proxy", "client-k3s-controller"} {
		if err := a.fetchCertificate(ctx, name, password); err != nil {
			return err
		}
	}
	return nil
}

func (a *agent) get(ctx context.Context, name string) ([]byte, error) {
	return a.server.Get(ctx, "/v1-k3s/"+name, a.server.As("node"), access.Timeout)
}

// fetchCertificate has a server sign a key that never leaves this node.
func (a *agent) fetchCertificate(ctx context.Context, name, password string) error {
	leaf := a.options.DataDir.Agent(name)
	request, err := pki.Request(leaf + ".key")
	if err != nil {
		return err
	}
	certificate, err := a.server.Post(ctx, "/v1-k3s/"+name+".crt", a.server.As("node"), map[string]string{
		"k3s-Node-Name":     a.options.NodeName,
		"k3s-Node-Password": password,
		"k3s-Node-IP":       a.options.NodeIP,
	}, request)
	if status := (*access.StatusError)(nil); errors.As(err, &status) && status.Code == http.StatusForbidden {
		return fmt.Errorf("Node password rejected, duplicate hostname or contents of '%s' may not match server node-passwd entry, try enabling a unique node name with the --with-node-id flag", layout.NodePassword)
	}
	if err != nil {
		return err
	}
	return atomicfile.Write(leaf+".crt", certificate, 0o600)
}
