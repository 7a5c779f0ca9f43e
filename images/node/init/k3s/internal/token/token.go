// Package token reads and writes k3s's cluster tokens: "PASSWORD", or "K10" HASH "::" USER ":" PASSWORD.
package token

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"encoding/pem"
	"errors"
	"fmt"
	"strings"
)

const (
	prefix     = "K10"
	hashLength = 2 * sha256.Size // hex digits
)

// Token is a parsed token. Hash and User are empty for a short one.
type Token struct{ Hash, User, Password string }

// Parse accepts both forms.
func Parse(text string) (Token, error) {
	rest, isFull := strings.CutPrefix(text, prefix)
	hash, credentials, separated := strings.Cut(rest, "::")
	if !isFull || !separated {
		return Token{Password: text}, nil
	}
	if len(hash) != hashLength {
		return Token{}, errors.New("invalid token CA hash length")
	}
	user, password, found := strings.Cut(credentials, ":")
	if !found {
		return Token{}, errors.New("invalid token format")
	}
	return Token{Hash: hash, User: user, Password: password}, nil
}

// Format is the full form, as written to disk.
func Format(caPEM []byte, user, password string) (string, error) {
	hash, err := HashCA(caPEM)
	if err != nil {
		return "", err
	}
	return prefix + hash + "::" + user + ":" + password, nil
}

// HashCA is the SHA-256 of the file when it is one self-signed certificate, else of the DER of the chain's root.
func HashCA(caPEM []byte) (string, error) {
	var last *x509.Certificate
	count := 0
	for rest := caPEM; ; {
		var block *pem.Block
		if block, rest = pem.Decode(rest); block == nil {
			break
		}
		certificate, err := x509.ParseCertificate(block.Bytes)
		if err != nil {
			return "", err
		}
		last = certificate
		count++
	}
	if last == nil {
		return "", errors.New("no certificate in the CA file")
	}
	hashed := caPEM
	if count > 1 {
		hashed = last.Raw
	}
	sum := sha256.Sum256(hashed)
	return hex.EncodeToString(sum[:]), nil
}

// CheckCA compares a full token's hash with a server's CA; a short token trusts what it is given.
func (t Token) CheckCA(caPEM []byte) error {
	if t.Hash == "" {
		return nil
	}
	hash, err := HashCA(caPEM)
	if err != nil {
		return err
	}
	if hash != t.Hash {
		return fmt.Errorf("token CA hash does not match the Cluster CA certificate hash: %s != %s", t.Hash, hash)
	}
	return nil
}

// Random is a new password: 16 bytes as hex.
func Random() string {
	bytes := make([]byte, 16)
	rand.Read(bytes)
	return hex.EncodeToString(bytes)
}
