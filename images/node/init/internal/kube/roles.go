package kube

import (
	"context"
	"net/http"
	"time"

	"holdfast.dev/node/internal/log"
)

const (
	rbac           = "rbac.authorization.k8s.io"
	controllerRole = "system:k3s-controller" // the role, its binding and the user
	rolesRetry     = time.Second
)

// EnsureControllerRole lets system:k3s-controller, as which agents call, read what it needs: k3s's role of that name. It
// tries until it has succeeded.
func (c *Client) EnsureControllerRole(ctx context.Context) error {
	read := []string{"get", "list", "watch"}
	rules := func(group string, resources ...string) map[string]any {
		return map[string]any{"apiGroups": []string{group}, "resources": resources, "verbs": read}
	}
	metadata := map[string]any{"name": controllerRole}
	for path, object := range map[string]any{
		"clusterroles": map[string]any{
			"apiVersion": rbac + "/v1", "kind": "ClusterRole", "metadata": metadata,
			"rules": []any{
				rules("", "nodes", "namespaces", "pods", "endpoints"),
				rules("discovery.k8s.io", "endpointslices"),
				rules("networking.k8s.io", "networkpolicies"),
			},
		},
		"clusterrolebindings": map[string]any{
			"apiVersion": rbac + "/v1", "kind": "ClusterRoleBinding", "metadata": metadata,
			"roleRef":  map[string]any{"apiGroup": rbac, "kind": "ClusterRole", "name": controllerRole},
			"subjects": []any{map[string]any{"apiGroup": rbac, "kind": "User", "name": controllerRole}},
		},
	} {
		for {
			err := c.Create(ctx, "/apis/"+rbac+"/v1/"+path, object, nil)
			if err == nil || IsStatus(err, http.StatusConflict) {
				break
			}
			log.Debugf("%s %s: %v", path, controllerRole, err)
			select {
			case <-ctx.Done():
				return nil
			case <-time.After(rolesRetry):
			}
		}
	}
	return nil
}
