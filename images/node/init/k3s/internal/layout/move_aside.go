package layout

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// MoveAside renames a directory to NAME-backup-UNIXTIME, and keeps that many of such directories, the newest.
func MoveAside(directory string, keep int) error {
	prefix := directory + "-backup-"
	if err := os.Rename(directory, fmt.Sprint(prefix, time.Now().Unix())); err != nil {
		return err
	}
	backups, err := filepath.Glob(prefix + "*")
	if err != nil {
		return err
	}
	age := func(path string) int {
		seconds, _ := strconv.Atoi(strings.TrimPrefix(path, prefix))
		return seconds
	}
	slices.SortFunc(backups, func(a, b string) int { return cmp.Compare(age(b), age(a)) })
	for _, old := range backups[min(keep, len(backups)):] {
		if err := os.RemoveAll(old); err != nil {
			return err
		}
	}
	return nil
}
