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
	ctx, cancel := context.WithTimeout(ctx, saveTimeout)
	defer cancel()
	sealed, err := Seal(password, data)
	if err != nil {
		return err
	}
	stored, err := client.Get(ctx, prefix, clientv3.WithPrefix(), clientv3.WithKeysOnly())
	if err != nil {
		return err
	}
	if len(stored.Kvs) > 0 {
		_, err := pick(stored.Kvs, password)
		return err
	}
	absent := clientv3.Compare(clientv3.CreateRevision(key(password)), "=", 0)
	_, err = client.Txn(ctx).If(absent).Then(clientv3.OpPut(key(password), sealed)).Commit()
	return err
}

// Load returns the stored data.
func Load(ctx context.Context, client *clientv3.Client, password string) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, loadTimeout)
	defer cancel()
	stored, err := client.Get(ctx, prefix, clientv3.WithPrefix())
	if err != nil {
		return nil, err
	}
	own, err := pick(stored.Kvs, password)
	if err != nil {
		return nil, err
	}
	return Open(password, string(own.Value))
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
