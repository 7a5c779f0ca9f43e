package server

import (
	"os"
	"slices"
	"strings"
	"testing"

	"holdfast.dev/node/internal/atomicfile"
	"holdfast.dev/node/k3s/internal/cli"
	"holdfast.dev/node/k3s/internal/layout"
)

func TestKinesPasswordIsNoArgument(t *testing.T) {
	endpoint := "postgres://user:secret@db/k3s"
	spec := kine(&cli.Options{DataDir: "/d", Datastore: cli.Datastore{Kind: cli.SQL, Endpoint: endpoint, CAFile: "/ca"}})
	if strings.Contains(strings.Join(spec.Args, " "), "secret") {
		t.Errorf("arguments %q", spec.Args)
	}
	for _, variable := range []string{"KINE_ENDPOINT=" + endpoint, "KINE_CA_FILE=/ca", "KINE_LISTEN_ADDRESS=unix:///d/server/kine.sock"} {
		if !slices.Contains(spec.Env, variable) {
			t.Errorf("%q lacks %s", spec.Env, variable)
		}
	}
}

func TestApiserverAsksTheDatastore(t *testing.T) {
	external := cli.Datastore{Kind: cli.ExternalEtcd, Endpoint: "https://a:2379,https://b:2379", CAFile: "/ca", CertFile: "/crt", KeyFile: "/key"}
	for _, test := range []struct {
		datastore cli.Datastore
		flags     []string
	}{
		{cli.Datastore{Kind: cli.EmbeddedEtcd}, []string{"--etcd-servers=https://127.0.0.1:2379", "--etcd-cafile=/d/server/tls/etcd/server-ca.crt"}},
		{cli.Datastore{Kind: cli.SQL}, []string{"--etcd-servers=unix:///d/server/kine.sock", "--etcd-cafile="}},
		{external, []string{"--etcd-servers=https://a:2379,https://b:2379", "--etcd-cafile=/ca", "--etcd-certfile=/crt", "--etcd-keyfile=/key"}},
	} {
		got := apiserver(&cli.Options{DataDir: "/d", Datastore: test.datastore}, nil).Args
		for _, flag := range test.flags {
			if !slices.Contains(got, flag) {
				t.Errorf("%+v: %q lacks %s", test.datastore, got, flag)
			}
		}
	}
}

func TestOnlySqliteElectsNobody(t *testing.T) {
	for _, test := range []struct {
		kind cli.DatastoreKind
		flag string
	}{{cli.SQLite, "--leader-elect=false"}, {cli.SQL, "--leader-elect=true"}, {cli.EmbeddedEtcd, "--leader-elect=true"}} {
		o := &cli.Options{Datastore: cli.Datastore{Kind: test.kind}}
		if !slices.Contains(controllerManager(o).Args, test.flag) || !slices.Contains(scheduler(o).Args, test.flag) {
			t.Errorf("%v: no %s", test.kind, test.flag)
		}
	}
}

func TestFoundingBesideSqliteIsRefused(t *testing.T) {
	d := layout.DataDir(t.TempDir())
	o := &cli.Options{DataDir: d, Datastore: cli.Datastore{Kind: cli.EmbeddedEtcd}}
	if err := refuseMigration(o); err != nil {
		t.Error(err)
	}
	if err := atomicfile.Write(d.Server("db", "state.db"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := refuseMigration(o); err == nil {
		t.Error("accepted")
	}
	os.MkdirAll(d.Etcd("member", "wal"), 0o700)
	if err := refuseMigration(o); err != nil {
		t.Errorf("an old file beside a living etcd: %v", err)
	}
}
