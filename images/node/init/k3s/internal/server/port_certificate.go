package server

import (
	"os"

	"holdfast.dev/node/internal/atomicfile"
	"holdfast.dev/node/k3s/internal/layout"
	"holdfast.dev/node/k3s/internal/pki"
	"holdfast.dev/node/k3s/internal/portcert"
)

// loadPortCertificate takes what the port presented before; that of a server that was reset is not its own any more.
func (s *server) loadPortCertificate(authority *pki.Authority) (*portcert.Certificate, error) {
	file := s.options.DataDir.TLS("dynamic-cert.json")
	if s.wasReset {
		os.Remove(file)
	}
	return portcert.Load(file, authority, pki.ServingNames(s.options), presentOnPort)
}

// presentOnPort hands a certificate to the apiserver, which watches the files. The key first: it knows a pair by its
// certificate.
func presentOnPort(certificate, key []byte) error {
	if err := atomicfile.Write(layout.PortCertificate+".key", key, 0o600); err != nil {
		return err
	}
	return atomicfile.Write(layout.PortCertificate+".crt", certificate, 0o600)
}
