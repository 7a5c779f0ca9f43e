package snapshot

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"holdfast.dev/node/internal/log"
	"holdfast.dev/node/k3s/internal/cli"
	"holdfast.dev/node/k3s/internal/layout"
)

var (
	errBusy = errors.New("snapshot save already in progress")
	errPath = errors.New("invalid snapshot name: path traversal not allowed")
)

// Store is a directory of snapshots.
type Store struct {
	Settings cli.Snapshots
	DataDir  layout.DataDir
	Node     string
	// Take writes a snapshot to a file.
	Take func(ctx context.Context, path string) error

	saving sync.Mutex // one at a time
}

// Result names what came and what went.
type Result struct {
	Created []string `json:"created,omitempty"`
	Deleted []string `json:"deleted,omitempty"`
}

// Save takes a snapshot, and removes old ones of its name.
func (s *Store) Save(ctx context.Context, settings cli.Snapshots) (Result, error) {
	if !s.saving.TryLock() {
		return Result{}, errBusy
	}
	defer s.saving.Unlock()
	directory, err := s.directory(settings)
	if err != nil {
		return Result{}, err
	}
	now := time.Now()
	path := filepath.Join(directory, nameAt(settings.Name, s.Node, now))
	log.Infof("Saving etcd snapshot to %s", path)
	if err := s.Take(ctx, path); err != nil {
		log.Errorf("Failed to take etcd snapshot: %v", err)
		return Result{}, err
	}
	if settings.Compress {
		if path, err = compress(path, now); err != nil {
			return Result{}, err
		}
	}
	pruned, err := s.Prune(settings)
	return Result{Created: []string{filepath.Base(path)}, Deleted: pruned.Deleted}, err
}

// List is what is there, the oldest first.
func (s *Store) List(settings cli.Snapshots) ([]File, error) {
	directory, err := s.directory(settings)
	if err != nil {
		return nil, err
	}
	return list(directory)
}

// Prune removes the oldest snapshots of a name beyond the retention.
func (s *Store) Prune(settings cli.Snapshots) (Result, error) {
	files, err := s.List(settings)
	if err != nil {
		return Result{}, err
	}
	var deleted []string
	for _, file := range excess(files, settings.Name, settings.Retention) {
		log.Infof("Removing local snapshot %s", file.Path)
		if err := os.Remove(file.Path); err != nil {
			return Result{Deleted: deleted}, err
		}
		deleted = append(deleted, file.Name)
	}
	return Result{Deleted: deleted}, nil
}

// Delete removes snapshots by their names; the result lacks those that are not there.
func (s *Store) Delete(settings cli.Snapshots, names []string) (Result, error) {
	if slices.ContainsFunc(names, func(name string) bool { return filepath.Base(name) != name }) {
		return Result{}, errPath
	}
	directory, err := s.directory(settings)
	if err != nil {
		return Result{}, err
	}
	var deleted []string
	for _, name := range names {
		if err := os.Remove(filepath.Join(directory, name)); err != nil {
			log.Infof("Snapshot %s not deleted: %v", name, err)
			continue
		}
		log.Infof("Snapshot %s deleted locally", name)
		deleted = append(deleted, name)
	}
	return Result{Deleted: deleted}, nil
}

// directory makes that of k3s; one of the user's own must be there.
func (s *Store) directory(settings cli.Snapshots) (string, error) {
	usual := s.DataDir.Snapshots()
	directory := settings.Directory
	if directory == "" || directory == usual {
		return usual, os.MkdirAll(usual, 0o700)
	}
	info, err := os.Stat(directory)
	if err != nil {
		return "", fmt.Errorf("failed to get etcd-snapshot-dir: %w", err)
	}
	if !info.IsDir() {
		return "", fmt.Errorf("failed to get etcd-snapshot-dir: %s is not a directory", directory)
	}
	return directory, nil
}
