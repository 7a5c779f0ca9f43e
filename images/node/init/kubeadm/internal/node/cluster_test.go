package node

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"

	"holdfast.dev/node/internal/kube"
)

const clusterConfiguration = `apiServer: {}
controlPlaneEndpoint: 10.0.0.9:6443
kind: ClusterConfiguration
networking:
  dnsDomain: cluster.local
  podSubnet: 10.42.0.0/16
`

func TestKubeProxyIsToldWhatKubeadmWasTold(t *testing.T) {
	api := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		data := map[string]string{"ClusterConfiguration": clusterConfiguration}
		json.NewEncoder(w).Encode(map[string]any{"data": data})
	}))
	defer api.Close()
	c, err := readCluster(t.Context(), kube.NewClientOf(api.URL, api.Client()))
	if err != nil {
		t.Fatal(err)
	}
	arguments := proxyArguments(c)
	for _, want := range []string{"--cluster-cidr=10.42.0.0/16", "--master=https://10.0.0.9:6443"} {
		if !slices.Contains(arguments, want) {
			t.Errorf("no %s in %q", want, arguments)
		}
	}
}

func TestNodesAreAllowedOnce(t *testing.T) {
	made := false
	api := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if made {
			w.WriteHeader(http.StatusConflict)
		}
		made = true
	}))
	defer api.Close()
	for range 2 {
		if err := allowNodes(t.Context(), kube.NewClientOf(api.URL, api.Client())); err != nil {
			t.Fatal(err)
		}
	}
}

func TestKubeProxyDoesNotStartBeforeTheNodeKnowsItsCluster(t *testing.T) {
	if err := new(proxy).unit().Start(); err == nil {
		t.Error("started")
	}
}
