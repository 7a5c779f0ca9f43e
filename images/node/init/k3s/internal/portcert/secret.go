// Package portcert keeps the certificate of port 6443 as k3s does: in a file of this server and a Secret of the cluster, so
// that all servers serve the same one, with the names of all.
package portcert

import (
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"encoding/pem"
	"maps"
	"strings"
	"time"
)

// Annotations of the Secret. Each name of the certificate has one.
const (
	nameAnnotation        = "listener.cattle.io/cn-"
	fingerprintAnnotation = "listener.cattle.io/fingerprint"
	staticAnnotation      = "listener.cattle.io/static" // somebody's own certificate: nobody renews it
)

const (
	certificateKey = "tls.crt"
	privateKey     = "tls.key"
)

// renewBefore is how long before its end a certificate is renewed.
const renewBefore = 120 * 24 * time.Hour

// Secret is the Kubernetes object that holds the certificate; the file holds the same.
type Secret struct {
	APIVersion string            `json:"apiVersion,omitempty"`
	Kind       string            `json:"kind,omitempty"`
	Metadata   Metadata          `json:"metadata"`
	Data       map[string][]byte `json:"data,omitempty"`
	Type       string            `json:"type,omitempty"`
}

// Metadata is what is used of an object's.
type Metadata struct {
	Name            string            `json:"name,omitempty"`
	Namespace       string            `json:"namespace,omitempty"`
	ResourceVersion string            `json:"resourceVersion,omitempty"`
	Annotations     map[string]string `json:"annotations,omitempty"`
}

// isWhole reports whether there is a certificate with its key.
func (s Secret) isWhole() bool { return s.Data[certificateKey] != nil && s.Data[privateKey] != nil }

func (s Secret) isStatic() bool { return s.Metadata.Annotations[staticAnnotation] == "true" }

// ends reports whether the certificate is over, or soon will be.
func (s Secret) ends(now time.Time) bool {
	block, _ := pem.Decode(s.Data[certificateKey])
	if block == nil {
		return false
	}
	leaf, err := x509.ParseCertificate(block.Bytes)
	return err == nil && now.Add(renewBefore).After(leaf.NotAfter)
}

// names are those that the certificate has been given.
func (s Secret) names() map[string]string {
	names := maps.Clone(s.Metadata.Annotations)
	maps.DeleteFunc(names, func(key, _ string) bool { return !strings.HasPrefix(key, nameAnnotation) })
	return names
}

// has reports whether the certificate is for all of these names.
func (s Secret) has(names map[string]string) bool {
	for key := range names {
		if s.Metadata.Annotations[key] == "" {
			return false
		}
	}
	return true
}

// annotated are names under the keys of their annotations, of which a key has room for 63 characters, none a colon.
func annotated(names []string) map[string]string {
	annotations := map[string]string{}
	for _, name := range names {
		if name == "" {
			continue
		}
		key := nameAnnotation + name
		if len(key) > 63 || strings.Contains(key, ":") {
			digest := sha256.Sum256([]byte(key))
			key = strings.ReplaceAll(key, ":", "_")
			key = key[:min(len(key), 56)] + "-" + hex.EncodeToString(digest[:])[:6]
		}
		annotations[key] = name
	}
	return annotations
}
