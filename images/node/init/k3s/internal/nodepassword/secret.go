package nodepassword

import (
	"context"
	"fmt"
	"net/http"
	"strings"

	"holdfast.dev/node/internal/kube"
)

const secrets = "/api/v1/namespaces/kube-system/secrets"

type secret struct {
	APIVersion string            `json:"apiVersion"`
	Kind       string            `json:"kind"`
	Metadata   metadata          `json:"metadata"`
	Immutable  bool              `json:"immutable"`
	Data       map[string][]byte `json:"data"`
}

type metadata struct {
	Name      string `json:"name"`
	Namespace string `json:"namespace"`
}

func secretName(node string) string { return strings.ToLower(node) + ".node-password.k3s" }

// Ensure checks the password against the node's Secret, and makes the Secret for a node that has none.
// The error is ErrMismatch when the Secret holds another password.
func Ensure(ctx context.Context, client *kube.Client, node, password string) error {
	err := verify(ctx, client, node, password)
	if !kube.IsStatus(err, http.StatusNotFound) {
		return err
	}
	hash, err := Hash(password)
	if err != nil {
		return err
	}
	err = client.Create(ctx, secrets, secret{
		APIVersion: "v1", Kind: "Secret",
		Metadata:  metadata{Name: secretName(node), Namespace: "kube-system"},
		Immutable: true,
		Data:      map[string][]byte{"hash": []byte(hash)},
	}, nil)
	if kube.IsStatus(err, http.StatusConflict) {
		return verify(ctx, client, node, password)
	}
	return err
}

func verify(ctx context.Context, client *kube.Client, node, password string) error {
	var stored secret
	if err := client.Get(ctx, secrets+"/"+secretName(node), &stored); err != nil {
		return err
	}
	if err := Verify(string(stored.Data["hash"]), password); err != nil {
		return fmt.Errorf("unable to verify hash for node '%s': %w", node, err)
	}
	return nil
}

// Forget frees the node's name.
func Forget(ctx context.Context, client *kube.Client, node string) error {
	err := client.Delete(ctx, secrets+"/"+secretName(node))
	if kube.IsStatus(err, http.StatusNotFound) {
		return nil
	}
	return err
}
