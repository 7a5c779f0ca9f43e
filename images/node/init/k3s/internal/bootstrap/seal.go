package bootstrap

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/pbkdf2"
	"crypto/rand"
	"crypto/sha1"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"strings"
)

// How k3s makes a key of a password.
const (
	saltBytes = 8 // used as hex text
	rounds    = 4096
	keyBytes  = 32 // AES-256
)

// Seal encrypts data as SALT:BASE64(NONCE CIPHERTEXT).
func Seal(password string, data []byte) (string, error) {
	salt := make([]byte, saltBytes)
	rand.Read(salt)
	text := hex.EncodeToString(salt)
	aead, err := newAEAD(password, text)
	if err != nil {
		return "", err
	}
	nonce := make([]byte, aead.NonceSize())
	rand.Read(nonce)
	return text + ":" + base64.StdEncoding.EncodeToString(aead.Seal(nonce, nonce, data, nil)), nil
}

// Open decrypts what Seal made with the same password.
func Open(password, sealed string) ([]byte, error) {
	salt, text, found := strings.Cut(sealed, ":")
	if !found {
		return nil, errors.New("invalid cipher text, not : delimited")
	}
	aead, err := newAEAD(password, salt)
	if err != nil {
		return nil, err
	}
	content, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return nil, err
	}
	if len(content) < aead.NonceSize() {
		return nil, errors.New("invalid cipher text, too short")
	}
	return aead.Open(nil, content[:aead.NonceSize()], content[aead.NonceSize():], nil)
}

func newAEAD(password, salt string) (cipher.AEAD, error) {
	key, err := pbkdf2.Key(sha1.New, password, []byte(salt), rounds, keyBytes)
	if err != nil {
		return nil, err
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}
