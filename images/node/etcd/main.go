// Command etcd is the etcd server; with "ctl" as its first argument it is etcdctl.
// The client is no file of its own, because real k3s images have none and nobody should come to rely on it.
package main

import (
	"os"

	"go.etcd.io/etcd/etcdctl/v3/ctlv3"
	"go.etcd.io/etcd/server/v3/etcdmain"
)

func main() {
	if len(os.Args) > 1 && os.Args[1] == "ctl" {
		os.Args = append([]string{"etcdctl"}, os.Args[2:]...)
		ctlv3.MustStart()
		return
	}
	etcdmain.Main(os.Args)
}
