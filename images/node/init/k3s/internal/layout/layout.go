// Package layout knows where k3s keeps its files.
package layout

import (
	"os"
	"path/filepath"
)

// Fixed places outside the data directory.
const (
	RuntimeDir       = "/run/k3s" // sockets and the state of running containers; worthless after a restart
	SupervisorSocket = RuntimeDir + "/supervisor.sock"
	PortCertificate  = RuntimeDir + "/port" // .crt and .key that the apiserver presents on the shared port
	ContainerdState  = RuntimeDir + "/containerd"
	ContainerdSocket = ContainerdState + "/containerd.sock"
	NodePassword     = "/etc/rancher/node/password"
)

// Programs of the image. What real k3s has inside itself is beside PATH.
const (
	programs   = "/usr/libexec/k3s/"
	Kubernetes = programs + "kubernetes"
	Etcd       = programs + "etcd"
	Kine       = programs + "kine"
	Containerd = programs + "containerd"
	Ctr        = programs + "ctr"
	Crictl     = programs + "crictl"
	Plugins    = "/bin" // of pod networks
)

// PauseImage is what a pod's namespaces are kept by, unless --pause-image names another. No node brings it along.
const PauseImage = "rancher/mirrored-pause:3.10"

// DataDir is the directory that --data-dir names.
type DataDir string

func (d DataDir) path(parts ...string) string {
	return filepath.Join(append([]string{string(d)}, parts...)...)
}

func (d DataDir) Server(parts ...string) string { return d.path("server", filepath.Join(parts...)) }
func (d DataDir) Agent(parts ...string) string  { return d.path("agent", filepath.Join(parts...)) }
func (d DataDir) TLS(name string) string        { return d.Server("tls", name) }
func (d DataDir) EtcdTLS(name string) string    { return d.Server("tls", "etcd", name) }
func (d DataDir) Cred(name string) string       { return d.Server("cred", name) }
func (d DataDir) Etcd(parts ...string) string   { return d.Server("db", "etcd", filepath.Join(parts...)) }
func (d DataDir) KineSocket() string            { return d.Server("kine.sock") }

// Snapshots is where k3s puts them unless told otherwise.
func (d DataDir) Snapshots() string { return d.Server("db", "snapshots") }

// ResetFlag lies there from a cluster reset until the next start.
func (d DataDir) ResetFlag() string { return d.Server("db", "reset-flag") }

// Tombstone lies beside the data of a member that was removed from its cluster.
func (d DataDir) Tombstone() string { return d.Etcd("tombstone") }

// Initialised reports whether this server already belongs to an etcd cluster.
func (d DataDir) Initialised() bool { return exists(d.Etcd("member", "wal")) && !exists(d.Tombstone()) }

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}
