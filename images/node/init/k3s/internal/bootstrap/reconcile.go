package bootstrap

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"time"

	"holdfast.dev/node/k3s/internal/layout"
)

// clockSkew is how much newer than the datastore's copy a file on disk may be.
const clockSkew = 3 * time.Second

// Reconcile makes the disk agree with the datastore, but for the passwords: those of this server are known already, and
// the agents' is each server's own setting. It refuses when the disk is newer: which of the two the cluster lives by is not
// for one server to say.
func Reconcile(d layout.DataDir, stored []byte) error {
	var files map[string]file
	if err := json.Unmarshal(stored, &files); err != nil {
		return err
	}
	delete(files, "PasswdFile")
	var different, newer []string
	for name := range files {
		path, known := shared[name]
		if !known {
			continue // of a version that shares more
		}
		age, same, err := compare(d.Server(path), files[name])
		switch {
		case err != nil:
			return err
		case same:
		case age > clockSkew:
			newer = append(newer, d.Server(path))
		default:
			different = append(different, name)
		}
	}
	if len(newer) > 0 {
		slices.Sort(newer)
		return fmt.Errorf("%s newer than datastore and could cause a cluster outage. Remove the file(s) from disk and restart to be recreated from datastore", strings.Join(newer, ", "))
	}
	for _, name := range different {
		if err := write(d, shared[name], files[name].Content); err != nil {
			return err
		}
	}
	return nil
}

// compare says by how much a file on disk is newer than the datastore's, and whether it is the same; a missing one is older.
func compare(path string, stored file) (newer time.Duration, same bool, err error) {
	content, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return 0, false, nil
	}
	if err != nil {
		return 0, false, err
	}
	info, err := os.Stat(path)
	if err != nil {
		return 0, false, err
	}
	return info.ModTime().Sub(stored.Timestamp), bytes.Equal(content, stored.Content), nil
}
