// Package etcd runs this server's member of the embedded etcd cluster: its configuration, join, readiness and promotion.
package etcd

import (
	"crypto/rand"
	"encoding/hex"
	"maps"
	"os"
	"strconv"
	"strings"
	"time"

	"gopkg.in/yaml.v3"

	"holdfast.dev/node/internal/atomicfile"
	"holdfast.dev/node/k3s/internal/cli"
	"holdfast.dev/node/k3s/internal/layout"
)

// Timing and sizes of k3s's embedded etcd. The timers are five times etcd's own defaults.
const (
	heartbeatMillis     = 500
	electionMillis      = 5000
	snapshotCount       = 10000
	watchProgressNotify = 5 * time.Second
)

// Member is this server's place in the cluster.
type Member struct {
	Name    string // NODENAME-8hex
	NodeIP  string
	DataDir layout.DataDir
}

// NewMember loads the member's name, or invents one for a server that has not joined yet.
func NewMember(o *cli.Options) (*Member, error) {
	member := &Member{NodeIP: o.NodeIP, DataDir: o.DataDir}
	path := o.DataDir.Etcd("name")
	content, err := os.ReadFile(path)
	if err == nil {
		member.Name = strings.TrimSpace(string(content))
		return member, nil
	}
	member.Name = newName(o.NodeName)
	return member, atomicfile.Write(path, []byte(member.Name), 0o600)
}

func newName(node string) string {
	suffix := make([]byte, 4)
	rand.Read(suffix)
	return node + "-" + hex.EncodeToString(suffix)
}

// PeerURL is where the other members reach the one of a node.
func PeerURL(nodeIP string) string { return "https://" + nodeIP + ":2380" }

func (m *Member) PeerURL() string   { return PeerURL(m.NodeIP) }
func (m *Member) ClientURL() string { return "https://" + m.NodeIP + ":2379" }

// Founding is the initial-cluster value of a cluster of one.
func (m *Member) Founding() string { return m.Name + "=" + m.PeerURL() }

// WriteConfig writes etcd's config file and returns its path. The cluster and its state count only until etcd has a log of its own.
func (m *Member) WriteConfig(o *cli.Options, cluster, state string) (string, error) {
	return m.writeConfig(o, cluster, state, nil)
}

func (m *Member) writeConfig(o *cli.Options, cluster, state string, more map[string]any) (string, error) {
	metrics := "http://127.0.0.1:2381"
	if o.ExposeEtcdMetrics {
		metrics += ",http://" + m.NodeIP + ":2381"
	}
	d := m.DataDir
	config := map[string]any{
		"name":                           m.Name,
		"data-dir":                       d.Etcd(),
		"listen-client-urls":             "https://127.0.0.1:2379," + m.ClientURL(),
		"listen-client-http-urls":        "https://127.0.0.1:2382",
		"advertise-client-urls":          m.ClientURL(),
		"listen-peer-urls":               "https://127.0.0.1:2380," + m.PeerURL(),
		"initial-advertise-peer-urls":    m.PeerURL(),
		"listen-metrics-urls":            metrics,
		"initial-cluster":                cluster,
		"initial-cluster-state":          state,
		"heartbeat-interval":             heartbeatMillis,
		"election-timeout":               electionMillis,
		"snapshot-count":                 snapshotCount,
		"watch-progress-notify-interval": int64(watchProgressNotify),
		"feature-gates":                  "InitialCorruptCheck=true",
		"logger":                         "zap",
		"log-outputs":                    []string{"stderr"},
		"client-transport-security":      transport(d, "server-client", "server-ca"),
		"peer-transport-security":        transport(d, "peer-server-client", "peer-ca"),
	}
	maps.Copy(config, more)
	for _, argument := range o.EtcdArgs {
		key, value, _ := strings.Cut(strings.TrimLeft(argument, "-"), "=")
		config[key] = typed(value)
	}
	text, err := yaml.Marshal(config)
	if err != nil {
		return "", err
	}
	path := d.Etcd("config")
	return path, atomicfile.Write(path, text, 0o600)
}

func transport(d layout.DataDir, leaf, authority string) map[string]any {
	return map[string]any{
		"cert-file":        d.EtcdTLS(leaf + ".crt"),
		"key-file":         d.EtcdTLS(leaf + ".key"),
		"trusted-ca-file":  d.EtcdTLS(authority + ".crt"),
		"client-cert-auth": true,
	}
}

// typed turns a flag's text into what etcd's config file wants: durations are nanoseconds there.
func typed(text string) any {
	if number, err := strconv.ParseInt(text, 10, 64); err == nil {
		return number
	}
	if boolean, err := strconv.ParseBool(text); err == nil {
		return boolean
	}
	if duration, err := time.ParseDuration(text); err == nil {
		return int64(duration)
	}
	return text
}
