package bootstrap

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"time"

	"go.etcd.io/etcd/api/v3/mvccpb"
	clientv3 "go.etcd.io/etcd/client/v3"
)

const (
	prefix      = "/bootstrap/"
	hashDigits  = 12 // of the password's SHA-256, in the key
	loadTimeout = 2 * time.Second
	findTimeout = 20 * time.Second
	saveTimeout = 20 * time.Second
)

// ErrOtherToken refuses a server whose token is not the one that the cluster was founded with.
var ErrOtherToken = errors.New("bootstrap data already found and encrypted with different token")

var (
	errNone     = errors.New("no bootstrap data found")
	errMultiple = errors.New("found multiple bootstrap keys in storage")
)

func key(password string) string {
	sum := sha256.Sum256([]byte(password))
	return prefix + hex.EncodeToString(sum[:])[:hashDigits]
}

// Save stores the data of a founder. For a later server it checks that the data was stored under the same password.
func Save(ctx context.Context, client *clientv3.Client, password string, data []byte) error {
	if _, err := find(ctx, client, password); !errors.Is(err, errNone) {
		return err
	}
	sealed, err := Seal(password, data)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, saveTimeout)
	defer cancel()
	_, err = create(ctx, client, password, sealed)
	return err
}

// Load returns the stored data.
func Load(ctx context.Context, client *clientv3.Client, password string) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, loadTimeout)
	defer cancel()
	own, err := find(ctx, client, password)
	if err != nil {
		return nil, err
	}
	return Open(password, string(own.Value))
}

// find is the cluster's entry, or why there is none for this password.
func find(ctx context.Context, client *clientv3.Client, password string) (*mvccpb.KeyValue, error) {
	ctx, cancel := context.WithTimeout(ctx, findTimeout)
	defer cancel()
	stored, err := client.Get(ctx, prefix, clientv3.WithPrefix())
	if err != nil {
		return nil, err
	}
	return pick(stored.Kvs, password)
}

// pick finds the one entry there may be.
func pick(stored []*mvccpb.KeyValue, password string) (*mvccpb.KeyValue, error) {
	switch {
	case len(stored) == 0:
		return nil, errNone
	case len(stored) > 1:
		return nil, errMultiple
	case string(stored[0].Key) != key(password):
		return nil, ErrOtherToken
	}
	return stored[0], nil
}
