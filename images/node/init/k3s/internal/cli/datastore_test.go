package cli

import (
	"os"
	"testing"
)

func TestDatastoreKind(t *testing.T) {
	for _, test := range []struct {
		args []string
		kind DatastoreKind
	}{
		{nil, SQLite},
		{[]string{"--cluster-init"}, EmbeddedEtcd},
		{[]string{"--server=https://s:6443", "--token=x"}, EmbeddedEtcd},
		{[]string{"--datastore-endpoint=postgres://u:p@db/k"}, SQL},
		{[]string{"--datastore-endpoint=mysql://u:p@tcp(db:3306)/k", "--cluster-init"}, SQL},
		{[]string{"--datastore-endpoint=https://a:2379,https://b:2379"}, ExternalEtcd},
		{[]string{"--datastore-endpoint=sqlite://"}, SQLite},
	} {
		o, err := options(t, test.args...)
		if err != nil || o.Datastore.Kind != test.kind {
			t.Errorf("%q: %v %v", test.args, o.Datastore.Kind, err)
		}
	}
}

func TestAnEtcdOnDiskIsTheDatastore(t *testing.T) {
	directory := t.TempDir()
	if err := os.MkdirAll(directory+"/server/db/etcd/member/wal", 0o700); err != nil {
		t.Fatal(err)
	}
	for _, arg := range []string{"--datastore-endpoint=postgres://db", "--debug"} {
		if o, err := options(t, "--data-dir="+directory, arg); err != nil || o.Datastore.Kind != EmbeddedEtcd {
			t.Errorf("%s: %v", arg, err)
		}
	}
}
