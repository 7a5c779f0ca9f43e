package pki

import (
	"crypto"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"math/big"
	"net"
	"time"
)

// Leaf describes a certificate to issue. With Names it can serve, without it is for clients only.
type Leaf struct {
	CommonName   string
	Organization []string
	Names        []string // DNS names and IP addresses
}

// Issue writes BASE.crt and BASE.key. It replaces what is there.
func (a *Authority) Issue(base string, leaf Leaf) error {
	key, err := NewKey()
	if err != nil {
		return err
	}
	certificate, err := a.Certify(key.Public(), leaf)
	if err != nil {
		return err
	}
	return writePair(base, certificate, key)
}

// Certify signs a key and returns the certificate as PEM, followed by the authority's own.
func (a *Authority) Certify(key crypto.PublicKey, leaf Leaf) ([]byte, error) {
	serial, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 63))
	if err != nil {
		return nil, err
	}
	now := time.Now()
	template := &x509.Certificate{
		SerialNumber: serial,
		Subject:      pkix.Name{CommonName: leaf.CommonName, Organization: leaf.Organization},
		NotBefore:    now.Add(-time.Minute),
		NotAfter:     now.Add(leafLife),
		KeyUsage:     x509.KeyUsageKeyEncipherment | x509.KeyUsageDigitalSignature,
		ExtKeyUsage:  []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth},
	}
	if len(leaf.Names) > 0 {
		template.ExtKeyUsage = append(template.ExtKeyUsage, x509.ExtKeyUsageServerAuth)
	}
	template.DNSNames, template.IPAddresses = splitNames(leaf.Names)
	der, err := x509.CreateCertificate(rand.Reader, template, a.certificate, key, a.key)
	if err != nil {
		return nil, err
	}
	return append(encode("CERTIFICATE", der), a.PEM...), nil
}

// splitNames tells addresses from names and drops repetitions.
func splitNames(names []string) (dns []string, addresses []net.IP) {
	seen := map[string]bool{}
	for _, name := range names {
		if name == "" || seen[name] {
			continue
		}
		seen[name] = true
		if address := net.ParseIP(name); address != nil {
			addresses = append(addresses, address)
			continue
		}
		dns = append(dns, name)
	}
	return dns, addresses
}
