// Package nodepassword ties a node's name to the container that used it first, by a password outside every volume.
package nodepassword

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"

	"golang.org/x/crypto/scrypt"
)

// hashFormat is k3s's: version, salt in hex, scrypt's log2 N, r and p, and the key.
const hashFormat = "$%d:%x:%d:%d:%d:%s"

// Parameters of k3s's hashes.
const (
	hashVersion = 1
	logN        = 15
	blockSize   = 8
	parallel    = 1
	saltLength  = 8
	keyLength   = 64
)

// ErrMismatch says that a node's name belongs to another password.
var ErrMismatch = errors.New("hash does not match")

// Hash is what may be stored of a password.
func Hash(password string) (string, error) {
	salt := make([]byte, saltLength)
	rand.Read(salt)
	key, err := scrypt.Key([]byte(password), salt, 1<<logN, blockSize, parallel, keyLength)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf(hashFormat, hashVersion, salt, logN, blockSize, parallel, base64.RawStdEncoding.EncodeToString(key)), nil
}

// Verify returns ErrMismatch unless the hash is that of the password.
func Verify(hash, password string) error {
	var (
		version, n int
		r, p       int
		salt       []byte
		encoded    string
	)
	if _, err := fmt.Sscanf(hash, hashFormat, &version, &salt, &n, &r, &p, &encoded); err != nil {
		return err
	}
	if version != hashVersion {
		return fmt.Errorf("hash version %d does not match package version %d", version, hashVersion)
	}
	key, err := base64.RawStdEncoding.DecodeString(encoded)
	if err != nil {
		return err
	}
	given, err := scrypt.Key([]byte(password), salt, 1<<n, r, p, len(key))
	if err != nil {
		return err
	}
	if subtle.ConstantTimeCompare(key, given) != 1 {
		return ErrMismatch
	}
	return nil
}
