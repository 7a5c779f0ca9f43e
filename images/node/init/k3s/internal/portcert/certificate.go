package portcert

import (
	"crypto/tls"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"sync"
	"time"

	"holdfast.dev/node/internal/atomicfile"
	"holdfast.dev/node/internal/log"
	"holdfast.dev/node/k3s/internal/pki"
)

// Certificate is what this server presents on its port.
type Certificate struct {
	file    string
	present func(certificate, key []byte) error
	issuer  issuer

	mu     sync.Mutex
	secret Secret
}

// Load takes the certificate of this server's file, or makes one. It is for these names at least, and lasts, unless
// somebody put a static one there. Whenever there is another it is presented.
func Load(file string, authority *pki.Authority, names []string, present func(certificate, key []byte) error) (*Certificate, error) {
	c := &Certificate{file: file, present: present, issuer: issuer{authority, time.Now}}
	stored, err := read(file)
	if err != nil {
		return nil, err
	}
	wanted := annotated(names)
	if !stored.isStatic() && (!stored.isWhole() || !stored.has(wanted) || stored.ends(time.Now())) {
		if stored, err = c.issuer.issue(stored, wanted); err != nil {
			return nil, err
		}
	}
	return c, c.take(stored)
}

// Get is for a server's TLS configuration.
func (c *Certificate) Get(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	secret := c.held()
	pair, err := tls.X509KeyPair(secret.Data[certificateKey], secret.Data[privateKey])
	return &pair, err
}

func (c *Certificate) held() Secret {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.secret
}

// take makes a Secret this server's own, unless it is.
func (c *Certificate) take(secret Secret) error {
	held := c.held()
	isAnother := held.Metadata.Annotations[fingerprintAnnotation] != secret.Metadata.Annotations[fingerprintAnnotation]
	if !isAnother && held.Metadata.ResourceVersion == secret.Metadata.ResourceVersion && held.isWhole() {
		return nil
	}
	text, err := json.Marshal(secret)
	if err != nil {
		return err
	}
	if err := atomicfile.Write(c.file, append(text, '\n'), 0o600); err != nil {
		return err
	}
	c.mu.Lock()
	c.secret = secret
	c.mu.Unlock()
	log.Infof("Active TLS secret %s/%s (ver=%s) (count %d)",
		secret.Metadata.Namespace, secret.Metadata.Name, secret.Metadata.ResourceVersion, len(secret.names()))
	return c.present(secret.Data[certificateKey], secret.Data[privateKey])
}

func read(file string) (Secret, error) {
	var stored Secret
	text, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) || err == nil && len(text) == 0 {
		return stored, nil
	}
	if err != nil {
		return stored, err
	}
	return stored, json.Unmarshal(text, &stored)
}
