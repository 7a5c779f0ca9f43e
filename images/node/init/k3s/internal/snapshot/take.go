package snapshot

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"

	clientv3 "go.etcd.io/etcd/client/v3"
)

// partialExtension marks a snapshot that is not complete.
const partialExtension = ".part"

// pageSize is what etcd's database is a multiple of; the checksum follows it.
const pageSize = 512

// Take streams a snapshot of the client's member to a file, as etcdctl does: with etcd's checksum at its end.
func Take(ctx context.Context, client *clientv3.Client, path string) error {
	status, err := client.Status(ctx, client.Endpoints()[0])
	if err != nil {
		return fmt.Errorf("failed to check etcd status for snapshot: %w", err)
	}
	if status.IsLearner {
		return errors.New("unable to take snapshot: not supported for learner")
	}
	stream, err := client.Snapshot(ctx)
	if err != nil {
		return err
	}
	defer stream.Close()
	partial := path + partialExtension
	defer os.Remove(partial)
	size, err := writeAll(partial, stream)
	if err != nil {
		return err
	}
	if size%pageSize != sha256.Size {
		return fmt.Errorf("sha256 checksum not found in %d bytes", size)
	}
	return os.Rename(partial, path)
}

func writeAll(path string, from io.Reader) (size int64, err error) {
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	if size, err = io.Copy(file, from); err != nil {
		return size, err
	}
	return size, file.Sync()
}
