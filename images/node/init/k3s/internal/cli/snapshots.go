package cli

import (
	"fmt"
	"strconv"
)

// Snapshots are a server's settings for those of its etcd.
type Snapshots struct {
	Disabled  bool   // the scheduled ones
	Schedule  string // as of cron
	Name      string // with which those begin
	Directory string // that of k3s when empty
	Retention int    // how many of a name are kept; less than 1 for all
	Compress  bool
}

func snapshots(v Values) (Snapshots, error) {
	retention, err := strconv.Atoi(v.text("etcd-snapshot-retention"))
	if err != nil {
		return Snapshots{}, fmt.Errorf("invalid etcd-snapshot-retention %q", v.text("etcd-snapshot-retention"))
	}
	return Snapshots{
		Disabled:  v.bool("etcd-disable-snapshots"),
		Schedule:  v.text("etcd-snapshot-schedule-cron"),
		Name:      v.text("etcd-snapshot-name"),
		Directory: v.text("etcd-snapshot-dir"),
		Retention: retention,
		Compress:  v.bool("etcd-snapshot-compress"),
	}, nil
}
