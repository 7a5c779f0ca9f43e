package main

import (
	"flag"

	"go.etcd.io/etcd/client/pkg/v3/logutil"
	"go.etcd.io/etcd/etcdutl/v3/snapshot"
	"go.uber.org/zap"
)

// restore makes the data directory of a cluster of one from a snapshot, as etcdutl does.
func restore(args []string) error {
	flags := flag.NewFlagSet("etcd restore", flag.ExitOnError)
	directory := flags.String("data-dir", "", "the directory to make")
	name := flags.String("name", "", "the member's name")
	peerURL := flags.String("peer-url", "", "the member's only peer URL")
	file := flags.String("snapshot", "", "the snapshot's file")
	flags.Parse(args)
	logger, err := logutil.CreateDefaultZapLogger(zap.InfoLevel)
	if err != nil {
		return err
	}
	return snapshot.NewV3(logger).Restore(snapshot.RestoreConfig{
		SnapshotPath:        *file,
		Name:                *name,
		OutputDataDir:       *directory,
		PeerURLs:            []string{*peerURL},
		InitialCluster:      *name + "=" + *peerURL,
		InitialClusterToken: "etcd-cluster",
	})
}
