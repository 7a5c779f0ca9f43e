package initproc

import (
	"os"
	"path/filepath"
	"strings"
)

const cgroups = "/sys/fs/cgroup"

// EvacuateRootCgroup moves all processes to a child group. Cgroup v2 delegates controllers only from an empty group,
// and the kubelet needs them delegated. Under cgroup v1 there is nothing to do.
func EvacuateRootCgroup() error {
	controllers, err := os.ReadFile(filepath.Join(cgroups, "cgroup.controllers"))
	if os.IsNotExist(err) {
		return nil
	}
	if err != nil {
		return err
	}
	child := filepath.Join(cgroups, "init")
	if err := os.MkdirAll(child, 0o755); err != nil {
		return err
	}
	processes, err := os.ReadFile(filepath.Join(cgroups, "cgroup.procs"))
	if err != nil {
		return err
	}
	for pid := range strings.FieldsSeq(string(processes)) {
		if err := os.WriteFile(filepath.Join(child, "cgroup.procs"), []byte(pid), 0); err != nil {
			return err
		}
	}
	wanted := "+" + strings.Join(strings.Fields(string(controllers)), " +")
	return os.WriteFile(filepath.Join(cgroups, "cgroup.subtree_control"), []byte(wanted), 0)
}
