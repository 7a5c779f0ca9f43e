// Command etcd is the etcd server; with "ctl" as its first argument it is etcdctl, and with "restore" it unpacks a snapshot.
// The client is no file of its own, because real k3s images have none and nobody should come to rely on it.
package main

import (
	"fmt"
	"os"
	"time"

	"go.etcd.io/etcd/etcdctl/v3/ctlv3"
	"go.etcd.io/etcd/server/v3/etcdmain"
)

func main() {
	if len(os.Args) > 1 && os.Args[1] == "ctl" {
		os.Args = append([]string{"etcdctl"}, os.Args[2:]...)
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
