package portcert

import (
	"crypto/sha1"
	"encoding/pem"
	"fmt"
	"maps"
	"slices"
	"time"

	"holdfast.dev/node/k3s/internal/pki"
)

// issuer signs certificates for the port.
type issuer struct {
	authority *pki.Authority
	now       func() time.Time
}

// issue gives a Secret a new certificate for its names and more. Its key stays.
func (i issuer) issue(secret Secret, more map[string]string) (Secret, error) {
	names := secret.names()
	if names == nil {
		names = map[string]string{}
	}
	maps.Copy(names, more)
	key, err := pki.ParseKey(secret.Data[privateKey])
	if err != nil {
		if key, err = pki.NewKey(); err != nil {
			return Secret{}, err
		}
	}
	keyPEM, err := pki.EncodeKey(key)
	if err != nil {
		return Secret{}, err
	}
	leaf := pki.Leaf{CommonName: "k3s", Organization: []string{"k3s"}, Names: slices.Sorted(maps.Values(names))}
	certificate, err := i.authority.Certify(key.Public(), leaf)
	if err != nil {
		return Secret{}, err
	}
	block, _ := pem.Decode(certificate)
	names[fingerprintAnnotation] = fmt.Sprintf("SHA1=%X", sha1.Sum(block.Bytes))
	secret.Metadata.Annotations = names
	secret.Type = "kubernetes.io/tls"
	secret.Data = map[string][]byte{certificateKey: certificate, privateKey: keyPEM}
	return secret, nil
}

// merge is the certificate that serves for both, and whether that is another than the first. What has all names and lasts
// goes on, the second before the first: so a renewed one wins.
func (i issuer) merge(first, second Secret) (merged Secret, changed bool, err error) {
	if first.isStatic() {
		return first, false, nil
	}
	now := i.now()
	switch {
	case second.has(first.names()) && !second.ends(now):
		return second, true, nil
	case first.has(second.names()) && !first.ends(now):
		return first, false, nil
	}
	merged, err = i.issue(first, second.names())
	return merged, true, err
}
