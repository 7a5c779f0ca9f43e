// Package atomicfile writes files that a crash leaves whole.
package atomicfile

import (
	"os"
	"path/filepath"
)

// Write creates the file's directory and replaces the file in one step, so that a crash leaves the old or the new text.
func Write(path string, content []byte, mode os.FileMode) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	temporary := path + ".tmp"
	if err := os.WriteFile(temporary, content, mode); err != nil {
		return err
	}
	if err := os.Chmod(temporary, mode); err != nil {
		return err
	}
	return os.Rename(temporary, path)
}
