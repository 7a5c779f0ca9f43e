// Command etcd is the etcd server; called by a link of that name it is etcdctl, and with "restore" as its first argument it
// unpacks a snapshot. The k3s stand-in has no such link: real k3s images have no etcdctl, and nobody should rely on it.
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"time"

	"go.etcd.io/etcd/etcdctl/v3/ctlv3"
	"go.etcd.io/etcd/server/v3/etcdmain"
)

func main() {
	if filepath.Base(os.Args[0]) == "etcdctl" {
		ctlv3.MustStart()
		return
	}
	if len(os.Args) > 1 && os.Args[1] == "restore" {
		if err := restore(os.Args[2:]); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	// A setting of the stand-in; etcd as it is without it.
	if patience, err := time.ParseDuration(os.Getenv("HOLDFAST_NODE_PUBLISH_PATIENCE")); err == nil {
		go startAgainWhenUnpublished(patience)
	}
	etcdmain.Main(os.Args)
}
