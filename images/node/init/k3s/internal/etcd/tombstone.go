package etcd

import (
	"os"

	"holdfast.dev/node/internal/atomicfile"
	"holdfast.dev/node/internal/log"
	"holdfast.dev/node/k3s/internal/layout"
)

// maxBackups is how many directories k3s keeps of those that it moved away.
const maxBackups = 5

// WasRemoved reports whether etcd ended because its member was removed from the cluster, and leaves the tombstone then.
// For no other reason does etcd 3.6 end with code 0: a signal kills it, and every failure has a code.
func (m *Member) WasRemoved(end *os.ProcessState) bool {
	if !end.Success() {
		return false
	}
	if err := atomicfile.Write(m.DataDir.Tombstone(), nil, 0o600); err != nil {
		log.Errorf("Failed to write tombstone file to %s: %v", m.DataDir.Tombstone(), err)
		return false
	}
	log.Infof("This node has been removed from the cluster - please restart k3s to rejoin the cluster")
	return true
}

// ForgetRemoved moves the data of a removed member away, so that this server joins anew.
func ForgetRemoved(d layout.DataDir) error {
	if _, err := os.Stat(d.Tombstone()); os.IsNotExist(err) {
		return nil
	}
	log.Infof("tombstone file has been detected, removing data dir to rejoin the cluster")
	return layout.MoveAside(d.Etcd(), maxBackups)
}
