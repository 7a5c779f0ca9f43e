// Package bootstrap carries what makes servers one cluster: over HTTP to a joiner, and encrypted in the datastore.
package bootstrap

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"holdfast.dev/node/internal/atomicfile"
	"holdfast.dev/node/k3s/internal/layout"
)

// shared are the files that make servers one cluster, by k3s's names for them.
var shared = map[string]string{
	"ServerCA":           "tls/server-ca.crt",
	"ServerCAKey":        "tls/server-ca.key",
	"ClientCA":           "tls/client-ca.crt",
	"ClientCAKey":        "tls/client-ca.key",
	"RequestHeaderCA":    "tls/request-header-ca.crt",
	"RequestHeaderCAKey": "tls/request-header-ca.key",
	"ETCDServerCA":       "tls/etcd/server-ca.crt",
	"ETCDServerCAKey":    "tls/etcd/server-ca.key",
	"ETCDPeerCA":         "tls/etcd/peer-ca.crt",
	"ETCDPeerCAKey":      "tls/etcd/peer-ca.key",
	"ServiceKey":         "tls/service.key",
	"PasswdFile":         "cred/passwd",
}

type file struct {
	Timestamp time.Time
	Content   []byte
}

// Read is what this server has on disk: the body of /v1-k3s/server-bootstrap.
func Read(d layout.DataDir) ([]byte, error) {
	files := map[string]file{}
	for name, path := range shared {
		info, err := os.Stat(d.Server(path))
		if err != nil {
			return nil, err
		}
		content, err := os.ReadFile(d.Server(path))
		if err != nil {
			return nil, err
		}
		files[name] = file{info.ModTime(), content}
	}
	return json.Marshal(files)
}

// Write stores what another server sent.
func Write(d layout.DataDir, body []byte) error {
	var files map[string]file
	if err := json.Unmarshal(body, &files); err != nil {
		return err
	}
	for name, path := range shared {
		given, present := files[name]
		if !present {
			return fmt.Errorf("bootstrap data lacks %s", name)
		}
		if err := write(d, path, given.Content); err != nil {
			return err
		}
	}
	return nil
}

func write(d layout.DataDir, path string, content []byte) error {
	mode := os.FileMode(0o600)
	if strings.HasSuffix(path, ".crt") {
		mode = 0o644
	}
	return atomicfile.Write(d.Server(filepath.FromSlash(path)), content, mode)
}
