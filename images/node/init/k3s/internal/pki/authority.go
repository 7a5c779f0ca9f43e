// Package pki makes the certificates of a cluster: five authorities that all servers share, and each server's own leaves.
package pki

import (
	"crypto/ecdsa"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"math/big"
	"os"
	"time"

	"holdfast.dev/node/internal/atomicfile"
)

// Validity, as in k3s.
const (
	authorityLife = 3650 * 24 * time.Hour
	leafLife      = 365 * 24 * time.Hour
)

// Authority signs leaves.
type Authority struct {
	certificate *x509.Certificate
	key         *ecdsa.PrivateKey
	PEM         []byte
}

// EnsureAuthority loads BASE.crt and BASE.key, or makes them.
func EnsureAuthority(base, name string) (*Authority, error) {
	if _, err := os.Stat(base + ".crt"); err == nil {
		return LoadAuthority(base)
	}
	key, err := NewKey()
	if err != nil {
		return nil, err
	}
	now := time.Now()
	template := &x509.Certificate{
		SerialNumber:          big.NewInt(0),
		Subject:               pkix.Name{CommonName: fmt.Sprintf("%s@%d", name, now.Unix())},
		NotBefore:             now.Add(-time.Minute),
		NotAfter:              now.Add(authorityLife),
		KeyUsage:              x509.KeyUsageKeyEncipherment | x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
		BasicConstraintsValid: true,
		IsCA:                  true,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		return nil, err
	}
	if err := writePair(base, encode("CERTIFICATE", der), key); err != nil {
		return nil, err
	}
	return LoadAuthority(base)
}

// LoadAuthority reads a pair written earlier or received from another server.
func LoadAuthority(base string) (*Authority, error) {
	certificatePEM, err := os.ReadFile(base + ".crt")
	if err != nil {
		return nil, err
	}
	block, _ := pem.Decode(certificatePEM)
	if block == nil {
		return nil, fmt.Errorf("%s.crt: no PEM block", base)
	}
	certificate, err := x509.ParseCertificate(block.Bytes)
	if err != nil {
		return nil, err
	}
	key, err := ReadKey(base + ".key")
	if err != nil {
		return nil, err
	}
	return &Authority{certificate: certificate, key: key, PEM: certificatePEM}, nil
}

// writePair writes the key first: a certificate without its key would look complete after a crash.
func writePair(base string, certificate []byte, key *ecdsa.PrivateKey) error {
	if err := writeKey(base+".key", key); err != nil {
		return err
	}
	return atomicfile.Write(base+".crt", certificate, 0o644)
}

func encode(kind string, der []byte) []byte {
	return pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der})
}
