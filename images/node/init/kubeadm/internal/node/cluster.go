package node

import (
	"context"
	"fmt"
	"net/http"

	"gopkg.in/yaml.v3"

	"holdfast.dev/node/internal/kube"
)

// cluster is the part of kubeadm's ClusterConfiguration that nodes need after they joined.
type cluster struct {
	Endpoint   string `yaml:"controlPlaneEndpoint"`
	Networking struct {
		PodSubnet string `yaml:"podSubnet"`
	}
}

// readCluster asks the API where kubeadm keeps the configuration; every node may read it there.
func readCluster(ctx context.Context, client *kube.Client) (c cluster, err error) {
	var configMap struct {
		Data struct{ ClusterConfiguration string }
	}
	if err := client.Get(ctx, "/api/v1/namespaces/kube-system/configmaps/kubeadm-config", &configMap); err != nil {
		return c, err
	}
	if err := yaml.Unmarshal([]byte(configMap.Data.ClusterConfiguration), &c); err != nil {
		return c, fmt.Errorf("ConfigMap kubeadm-config: %w", err)
	}
	return c, nil
}

// allowNodes lets kubelets' identities do what kube-proxy does: list Nodes, Services and EndpointSlices. kubeadm gives
// that to its add-on's account alone.
func allowNodes(ctx context.Context, administrator *kube.Client) error {
	const rbac = "rbac.authorization.k8s.io"
	binding := map[string]any{
		"metadata": map[string]any{"name": "holdfast:node-proxier"},
		"roleRef":  map[string]any{"apiGroup": rbac, "kind": "ClusterRole", "name": "system:node-proxier"},
		"subjects": []any{map[string]any{"apiGroup": rbac, "kind": "Group", "name": "system:nodes"}},
	}
	err := administrator.Create(ctx, "/apis/"+rbac+"/v1/clusterrolebindings", binding, nil)
	if kube.IsStatus(err, http.StatusConflict) {
		return nil
	}
	return err
}
