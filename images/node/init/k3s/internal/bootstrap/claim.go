package bootstrap

import (
	"context"
	"errors"
	"time"

	clientv3 "go.etcd.io/etcd/client/v3"

	"holdfast.dev/node/internal/log"
)

// How long a server waits for the one that founds the cluster, before it takes that one's lock away.
const (
	lockPoll     = time.Second
	lockAttempts = 5
)

var errLockLost = errors.New("bootstrap key was locked by another server before the data was saved")

// Founding is the right to make a cluster's data: an empty key in the datastore, as of this revision.
type Founding struct{ revision int64 }

// Claim returns the cluster's data out of an external datastore or, to the one server that is to make them, the right to.
// Any number of servers may come at once.
func Claim(ctx context.Context, client *clientv3.Client, password string) ([]byte, *Founding, error) {
	for attempt := 0; ; attempt++ {
		stored, err := find(ctx, client, password)
		switch {
		case errors.Is(err, errNone):
			if founding, err := lock(ctx, client, password); founding != nil || err != nil {
				return nil, founding, err
			}
		case err != nil:
			return nil, nil, err
		case len(stored.Value) > 0:
			data, err := Open(password, string(stored.Value))
			return data, nil, err
		case attempt >= lockAttempts:
			log.Infof("Bootstrap key lock timed out - deleting lock and retrying")
			if err := unlock(ctx, client, password, stored.ModRevision); err != nil {
				return nil, nil, err
			}
			attempt = -1
			continue
		}
		log.Infof("Bootstrap key already locked - waiting for data to be populated by another server")
		select {
		case <-ctx.Done():
			return nil, nil, context.Cause(ctx)
		case <-time.After(lockPoll):
		}
	}
}

// Publish stores the data for which the key was locked.
func (f *Founding) Publish(ctx context.Context, client *clientv3.Client, password string, data []byte) error {
	ctx, cancel := context.WithTimeout(ctx, saveTimeout)
	defer cancel()
	sealed, err := Seal(password, data)
	if err != nil {
		return err
	}
	return atRevision(ctx, client, password, f.revision, clientv3.OpPut(key(password), sealed))
}

// lock returns nil when another server was first.
func lock(ctx context.Context, client *clientv3.Client, password string) (*Founding, error) {
	ctx, cancel := context.WithTimeout(ctx, saveTimeout)
	defer cancel()
	created, err := create(ctx, client, password, "")
	if err != nil || !created.Succeeded {
		return nil, err
	}
	log.Infof("Bootstrap key locked for initial create")
	return &Founding{created.Header.Revision}, nil
}

func unlock(ctx context.Context, client *clientv3.Client, password string, revision int64) error {
	ctx, cancel := context.WithTimeout(ctx, saveTimeout)
	defer cancel()
	err := atRevision(ctx, client, password, revision, clientv3.OpDelete(key(password)))
	if errors.Is(err, errLockLost) {
		return nil // filled, or deleted by another that waited
	}
	return err
}

// create and atRevision are two of the few forms of a transaction that kine knows.
func create(ctx context.Context, client *clientv3.Client, password, value string) (*clientv3.TxnResponse, error) {
	return client.Txn(ctx).
		If(clientv3.Compare(clientv3.ModRevision(key(password)), "=", 0)).
		Then(clientv3.OpPut(key(password), value)).
		Commit()
}

func atRevision(ctx context.Context, client *clientv3.Client, password string, revision int64, op clientv3.Op) error {
	response, err := client.Txn(ctx).
		If(clientv3.Compare(clientv3.ModRevision(key(password)), "=", revision)).
		Then(op).
		Else(clientv3.OpGet(key(password))).
		Commit()
	if err == nil && !response.Succeeded {
		return errLockLost
	}
	return err
}
