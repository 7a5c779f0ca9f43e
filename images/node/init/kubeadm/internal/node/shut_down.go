package node

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"holdfast.dev/node/internal/log"
	"holdfast.dev/node/kubeadm/internal/unit"
)

// shutDownPatience is for all that runs in pods: an etcd hands its leadership over, an apiserver ends its requests. An
// engine kills what is not done after ten seconds.
const (
	shutDownPatience = 6 * time.Second
	shutDownPoll     = 50 * time.Millisecond
)

// shutDown ends the node as a host's shutdown does: first what would start other things again, then all that runs, and
// containerd last, because it writes down what pods say.
func shutDown(containerd *unit.Unit, others ...*unit.Unit) {
	for _, one := range others {
		one.Stop()
	}
	log.Infof("Stopping all processes")
	for _, pid := range processes("/proc") {
		syscall.Kill(pid, syscall.SIGTERM)
	}
	for deadline := time.Now().Add(shutDownPatience); len(processes("/proc")) > 0 && time.Now().Before(deadline); {
		time.Sleep(shutDownPoll)
	}
	containerd.Stop()
}

// processes are all that run in the container but for the init and containerd with its helpers.
func processes(proc string) []int {
	var pids []int
	statuses, _ := filepath.Glob(filepath.Join(proc, "[0-9]*", "comm"))
	for _, path := range statuses {
		pid, err := strconv.Atoi(filepath.Base(filepath.Dir(path)))
		if err != nil || pid == 1 || pid == os.Getpid() {
			continue
		}
		name, err := os.ReadFile(path) // it may have ended
		if err == nil && !strings.HasPrefix(string(name), "containerd") {
			pids = append(pids, pid)
		}
	}
	return pids
}
