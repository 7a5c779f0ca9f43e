package nodepassword

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestHash(t *testing.T) {
	hash, err := Hash("secret")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(hash, "$1:") || len(strings.Split(hash, ":")) != 6 {
		t.Errorf("not k3s's format: %s", hash)
	}
	if err := Verify(hash, "secret"); err != nil {
		t.Error(err)
	}
	if err := Verify(hash, "Secret"); !errors.Is(err, ErrMismatch) {
		t.Errorf("%v", err)
	}
	if err := Verify("nonsense", "secret"); err == nil || errors.Is(err, ErrMismatch) {
		t.Errorf("%v", err)
	}
	if again, _ := Hash("secret"); again == hash {
		t.Error("no salt")
	}
}

// Made by another implementation of scrypt, in k3s's format.
func TestVerifyForeign(t *testing.T) {
	const hash = "$1:0011223344556677:15:8:1:+0L3GWDwcrgU/k2pmS8ccbH9EcMyRaCxUgKXakLgA4lcZfmnFkqj7Tjo4TTEcnnp8LZkk1oL+Z20qr+HjvfPrQ"
	if err := Verify(hash, "secret"); err != nil {
		t.Error(err)
	}
}

func TestPasswordFileIsMadeOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "node", "password")
	first, err := EnsureFile(path)
	if err != nil || len(first) != 32 {
		t.Fatalf("%q %v", first, err)
	}
	second, err := EnsureFile(path)
	if err != nil || second != first {
		t.Errorf("%q became %q, %v", first, second, err)
	}
	if info, _ := os.Stat(path); info.Mode().Perm() != 0o600 {
		t.Errorf("%s", info.Mode())
	}
}
