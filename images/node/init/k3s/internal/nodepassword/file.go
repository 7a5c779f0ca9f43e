package nodepassword

import (
	"os"
	"path/filepath"
	"strings"

	"holdfast.dev/node/internal/atomicfile"
	"holdfast.dev/node/k3s/internal/token"
)

// EnsureFile reads this node's own password, or makes it.
func EnsureFile(path string) (string, error) {
	content, err := os.ReadFile(path)
	if err == nil {
		return strings.TrimSpace(string(content)), nil
	}
	if !os.IsNotExist(err) {
		return "", err
	}
	// Others keep their files beside it: it stays open to all, unlike what atomicfile.Write would create.
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return "", err
	}
	password := token.Random()
	return password, atomicfile.Write(path, []byte(password+"\n"), 0o600)
}
