package kube

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"fmt"
	"net/http"
	"os"
	"time"

	"gopkg.in/yaml.v3"
)

// silence is how long a connection may be quiet before it is asked whether it is alive: behind a load balancer whose
// server lost its power it would stay open, and be used, for a quarter of an hour.
const silence = 10 * time.Second

// kubeconfig is the part of such a file that says where the API is and who calls, each once.
type kubeconfig struct {
	Clusters []struct {
		Cluster struct {
			Server        string
			AuthorityData encoded `yaml:"certificate-authority-data"`
		}
	}
	Users []struct {
		User struct {
			Certificate     string  `yaml:"client-certificate"`
			Key             string  `yaml:"client-key"`
			CertificateData encoded `yaml:"client-certificate-data"`
			KeyData         encoded `yaml:"client-key-data"`
		}
	}
}

type encoded []byte

func (e *encoded) UnmarshalYAML(node *yaml.Node) (err error) {
	*e, err = base64.StdEncoding.DecodeString(node.Value)
	return err
}

// FromKubeconfig calls the API as a kubeconfig of one cluster and one user says. The user's certificate is read for each
// connection, because a kubelet renews it.
func FromKubeconfig(path string) (*Client, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var config kubeconfig
	if err := yaml.Unmarshal(text, &config); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	if len(config.Clusters) != 1 || len(config.Users) != 1 {
		return nil, fmt.Errorf("%s: not one cluster and one user", path)
	}
	cluster, user := config.Clusters[0].Cluster, config.Users[0].User
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(cluster.AuthorityData)
	certificate := func(*tls.CertificateRequestInfo) (*tls.Certificate, error) {
		load := func() (tls.Certificate, error) { return tls.X509KeyPair(user.CertificateData, user.KeyData) }
		if user.Certificate != "" {
			load = func() (tls.Certificate, error) { return tls.LoadX509KeyPair(user.Certificate, user.Key) }
		}
		pair, err := load()
		return &pair, err
	}
	transport := &http.Transport{
		TLSClientConfig:   &tls.Config{RootCAs: roots, GetClientCertificate: certificate},
		ForceAttemptHTTP2: true,
		HTTP2:             &http.HTTP2Config{SendPingTimeout: silence, PingTimeout: requestTimeout},
	}
	return NewClientOf(cluster.Server, &http.Client{Timeout: requestTimeout, Transport: transport}), nil
}
