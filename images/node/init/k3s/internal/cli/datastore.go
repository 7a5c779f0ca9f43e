package cli

import "strings"

// DatastoreKind is what keeps the cluster's objects.
type DatastoreKind int

const (
	EmbeddedEtcd DatastoreKind = iota
	SQLite                     // one server's own file
	SQL                        // a database server, through kine
	ExternalEtcd
)

// Datastore is what keeps the cluster's objects, and how it is reached when it is not embedded.
type Datastore struct {
	Kind                      DatastoreKind
	Endpoint                  string // may hold a password: it must not reach a log or a command line
	CAFile, CertFile, KeyFile string
}

// datastore chooses as k3s does: an etcd on this server's disk first, then the endpoint given, then sqlite unless the
// server founds or joins an etcd cluster.
func datastore(v Values, o *Options) Datastore {
	d := Datastore{
		Endpoint: v.text("datastore-endpoint"),
		CAFile:   v.text("datastore-cafile"),
		CertFile: v.text("datastore-certfile"),
		KeyFile:  v.text("datastore-keyfile"),
	}
	scheme, _, _ := strings.Cut(d.Endpoint, "://")
	switch {
	case o.DataDir.Initialised():
		d.Kind = EmbeddedEtcd
	case scheme == "https" || scheme == "http":
		d.Kind = ExternalEtcd
	case scheme == "sqlite":
		d.Kind = SQLite
	case d.Endpoint != "":
		d.Kind = SQL
	case o.ClusterInit || o.Server != "":
		d.Kind = EmbeddedEtcd
	default:
		d.Kind = SQLite
	}
	return d
}

// Endpoints are those of an external etcd.
func (d Datastore) Endpoints() []string { return strings.Split(d.Endpoint, ",") }

// ElectsLeaders says whether controllers need leases: whoever has sqlite is alone.
func (d Datastore) ElectsLeaders() bool { return d.Kind != SQLite }
