// Package snapshot takes, lists and removes snapshots of the embedded etcd.
package snapshot

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

const compressedExtension = ".zip"

// File is a snapshot on disk.
type File struct {
	Name    string
	Path    string
	Size    int64
	Created time.Time
}

// nameAt is how k3s names a snapshot.
func nameAt(prefix, node string, now time.Time) string {
	return fmt.Sprintf("%s-%s-%d", prefix, node, now.Unix())
}

// createdAt reads the time in a name; a file of another name is as old as its content.
func createdAt(name string, modified time.Time) time.Time {
	base := strings.TrimSuffix(name, compressedExtension)
	seconds, err := strconv.ParseInt(base[strings.LastIndexByte(base, '-')+1:], 10, 64)
	if err != nil {
		return modified
	}
	return time.Unix(seconds, 0)
}

// list is what lies in a directory, the oldest first.
func list(directory string) ([]File, error) {
	entries, err := os.ReadDir(directory)
	if err != nil {
		return nil, err
	}
	files := []File{}
	for _, entry := range entries {
		info, err := entry.Info()
		if err != nil || info.IsDir() || strings.HasSuffix(info.Name(), partialExtension) {
			continue
		}
		files = append(files, File{
			Name: info.Name(), Path: filepath.Join(directory, info.Name()),
			Size: info.Size(), Created: createdAt(info.Name(), info.ModTime()),
		})
	}
	slices.SortFunc(files, func(a, b File) int {
		if order := a.Created.Compare(b.Created); order != 0 {
			return order
		}
		return strings.Compare(a.Name, b.Name)
	})
	return files, nil
}

// excess are the files beyond the newest ones whose name begins so.
func excess(files []File, prefix string, retention int) []File {
	if retention < 1 {
		return nil
	}
	named := slices.DeleteFunc(slices.Clone(files), func(file File) bool { return !strings.HasPrefix(file.Name, prefix) })
	return named[:max(0, len(named)-retention)]
}
