package main

import (
	"context"
	"time"

	"github.com/sirupsen/logrus"
	clientv3 "go.etcd.io/etcd/client/v3"
)

const (
	ownWriteInterval = 500 * time.Millisecond
	// By then a server writes enough by itself: its leases, and those of its kubelet.
	ownWritesLast = 2 * time.Minute
)

// writeOwn writes a key whenever the revision that kine tells has stood still for an interval. From its start on it does so
// when another server wrote at that very moment, until a write of its own brings it forward (SQLLog.poll swaps it only where it equals what
// was polled, and SQLLog.Append from any value). An apiserver that starts waits for that revision before it serves, and
// writes nothing before it serves.
func writeOwn(ctx context.Context, client *clientv3.Client, key string) {
	ctx, cancel := context.WithTimeout(ctx, ownWritesLast)
	defer cancel()
	tick := time.NewTicker(ownWriteInterval)
	defer tick.Stop()
	var told int64
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		found, err := client.Get(ctx, key)
		if err == nil && found.Header.Revision == told {
			err = put(ctx, client, key, found)
		}
		if err != nil && ctx.Err() == nil {
			logrus.Warnf("own write: %v", err)
		}
		if found != nil {
			told = found.Header.Revision
		}
	}
}

// put is a create or an update in the forms that kine knows, those of the apiserver.
func put(ctx context.Context, client *clientv3.Client, key string, found *clientv3.GetResponse) error {
	var revision int64
	if len(found.Kvs) > 0 {
		revision = found.Kvs[0].ModRevision
	}
	_, err := client.Txn(ctx).
		If(clientv3.Compare(clientv3.ModRevision(key), "=", revision)).
		Then(clientv3.OpPut(key, "")).
		Else(clientv3.OpGet(key)).
		Commit()
	return err
}
