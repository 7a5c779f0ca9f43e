package main

import (
	"context"
	"fmt"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/k3s-io/kine/pkg/app"
	"github.com/k3s-io/kine/pkg/endpoint"
	clientv3 "go.etcd.io/etcd/client/v3"
)

func serve(ctx context.Context, t *testing.T, database string) *clientv3.Client {
	t.Helper()
	config := app.Config(nil)
	config.WaitGroup = &sync.WaitGroup{}
	config.Endpoint = "sqlite://" + database + "?_journal=WAL&cache=shared&_busy_timeout=30000"
	config.Listener = "unix://" + filepath.Join(t.TempDir(), "kine.sock")
	served, err := endpoint.Listen(ctx, config)
	if err != nil {
		t.Fatal(err)
	}
	client, err := clientv3.New(clientv3.Config{Endpoints: served.Endpoints, DialTimeout: 5 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	return client
}

// startedBeside starts a kine while another one writes, and returns the last revision that was written and the one that
// the new one tells 2.5 s after all writing ended: more than twice its poll's interval.
func startedBeside(ctx context.Context, t *testing.T, other *clientv3.Client, database string, own bool) (int64, int64) {
	t.Helper()
	writing, stop := context.WithCancel(ctx)
	written := make(chan int64)
	go func() {
		var last int64
		for n := 0; writing.Err() == nil; n++ {
			key := fmt.Sprintf("/other/%d/%d", time.Now().UnixNano(), n)
			done, err := other.Txn(ctx).If(clientv3.Compare(clientv3.ModRevision(key), "=", 0)).Then(clientv3.OpPut(key, "")).Else(clientv3.OpGet(key)).Commit()
			if err == nil {
				last = done.Header.Revision
			}
		}
		written <- last
	}()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	started := serve(ctx, t, database)
	if own {
		go writeOwn(ctx, started, "/own")
	}
	time.Sleep(300 * time.Millisecond)
	stop()
	last := <-written
	time.Sleep(2500 * time.Millisecond)
	answer, err := started.Get(ctx, "/nothing/", clientv3.WithPrefix())
	if err != nil {
		t.Fatal(err)
	}
	return last, answer.Header.Revision
}

// Should the first part fail because nothing stands still any more, own writes are no longer needed.
func TestOwnWritesBringARevisionForwardThatStandsStill(t *testing.T) {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	database := filepath.Join(t.TempDir(), "state.db")
	other := serve(ctx, t, database)
	const tries = 5
	stood := 0
	for range tries {
		if last, told := startedBeside(ctx, t, other, database, false); told < last {
			stood++
		}
	}
	if stood == 0 {
		t.Errorf("of %d that started beside a writer the revision of none stood still", tries)
	}
	for range tries {
		if last, told := startedBeside(ctx, t, other, database, true); told < last {
			t.Errorf("%d was written, %d is told", last, told)
		}
	}
}
