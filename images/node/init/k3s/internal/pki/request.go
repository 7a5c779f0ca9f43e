package pki

import (
	"crypto/rand"
	"crypto/x509"
)

// Request asks for a certificate of the key in a file, which it makes unless there is one. Whose certificate it is, the
// one who signs decides.
func Request(keyFile string) ([]byte, error) {
	if err := EnsureKey(keyFile); err != nil {
		return nil, err
	}
	key, err := ReadKey(keyFile)
	if err != nil {
		return nil, err
	}
	return x509.CreateCertificateRequest(rand.Reader, &x509.CertificateRequest{}, key)
}
