package bootstrap

import (
	"errors"
	"strings"
	"testing"

	"go.etcd.io/etcd/api/v3/mvccpb"
)

func TestSealRoundTrip(t *testing.T) {
	sealed, err := Seal("secret", []byte("keys"))
	if err != nil {
		t.Fatal(err)
	}
	salt, _, _ := strings.Cut(sealed, ":")
	if len(salt) != 16 || strings.Contains(sealed, "keys") {
		t.Errorf("%s", sealed)
	}
	if got, err := Open("secret", sealed); err != nil || string(got) != "keys" {
		t.Errorf("%q %v", got, err)
	}
	for _, broken := range []string{sealed[1:], "nonsense", "salt:AAAA", strings.Replace(sealed, ":", ":A", 1)} {
		if _, err := Open("secret", broken); err == nil {
			t.Errorf("opened %s", broken)
		}
	}
	if _, err := Open("other", sealed); err == nil {
		t.Error("opened with another password")
	}
}

// Made by another implementation of k3s's parameters: PBKDF2 with SHA-1 and 4096 rounds, AES-256-GCM.
func TestOpenForeign(t *testing.T) {
	got, err := Open("secret", "0011223344556677:AAECAwQFBgcICQoLixNcEGKPyNXm9AaEmuwM7uKmhSg=")
	if err != nil || string(got) != "keys" {
		t.Errorf("%q %v", got, err)
	}
}

func TestKeyIsThatOfK3s(t *testing.T) {
	// printf %s secret | sha256sum
	if got := key("secret"); got != "/bootstrap/2bb80d537b1d" {
		t.Error(got)
	}
}

func TestPick(t *testing.T) {
	mine := &mvccpb.KeyValue{Key: []byte(key("secret"))}
	other := &mvccpb.KeyValue{Key: []byte(key("other"))}
	for _, test := range []struct {
		stored []*mvccpb.KeyValue
		err    error
	}{
		{nil, errNone}, {[]*mvccpb.KeyValue{mine}, nil}, {[]*mvccpb.KeyValue{other}, ErrOtherToken}, {[]*mvccpb.KeyValue{mine, other}, errMultiple},
	} {
		got, err := pick(test.stored, "secret")
		if !errors.Is(err, test.err) || (err == nil) != (got == mine) {
			t.Errorf("%v: %v, %v", test.stored, got, err)
		}
	}
}
