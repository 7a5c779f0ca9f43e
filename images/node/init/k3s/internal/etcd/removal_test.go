package etcd

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"reflect"
	"testing"

	pb "go.etcd.io/etcd/api/v3/etcdserverpb"

	"holdfast.dev/node/internal/kube"
)

const (
	asked    = `"etcd.k3s.cattle.io/remove":"True"`
	place    = `"etcd.k3s.cattle.io/node-name":"s1-11111111","etcd.k3s.cattle.io/node-address":"192.0.2.1"`
	gone     = `"etcd.k3s.cattle.io/removed-node-name":"s1-11111111"`
	rejoined = `"etcd.k3s.cattle.io/node-name":"s1-22222222"`
)

func nodeOf(annotations, more string) string {
	return `{"items":[{"metadata":{"name":"s1","labels":{"node-role.kubernetes.io/etcd":"true"},` +
		`"finalizers":["wrangler.cattle.io/managed-etcd-controller"],"annotations":{` + annotations + `}` + more + `}}]}`
}

func TestRemoval(t *testing.T) {
	const deleted = `,"deletionTimestamp":"2026-01-01T00:00:00Z"`
	const released = `{"metadata":{"$deleteFromPrimitiveList/finalizers":["wrangler.cattle.io/managed-etcd-controller"]}}`
	noted := `{"metadata":{"annotations":{"etcd.k3s.cattle.io/node-address":null,"etcd.k3s.cattle.io/node-name":null,` + gone + `}}}`
	for name, test := range map[string]struct {
		nodes   string
		removed []string
		patches []string
	}{
		"nobody asks":           {nodeOf(place, ""), nil, nil},
		"asked":                 {nodeOf(asked+","+place, ""), []string{"s1-11111111 192.0.2.1"}, []string{noted}},
		"asked for a false":     {nodeOf(`"etcd.k3s.cattle.io/remove":"false",`+place, ""), nil, nil},
		"asked before":          {nodeOf(asked+","+gone, ""), nil, nil},
		"noted by the leader":   {nodeOf(asked+","+gone+","+place, ""), nil, nil},
		"rejoined":              {nodeOf(asked+","+gone+","+rejoined, ""), nil, []string{`{"metadata":{"annotations":{"etcd.k3s.cattle.io/remove":"false","etcd.k3s.cattle.io/removed-node-name":null}}}`}},
		"deleted":               {nodeOf(place, deleted), []string{"s1-11111111 192.0.2.1"}, []string{released}},
		"asked and deleted":     {nodeOf(asked+","+gone, deleted), nil, []string{released}},
		"another server's Node": {`{"items":[{"metadata":{"name":"a1","annotations":{` + asked + "," + place + `}}}]}`, nil, nil},
	} {
		var removed, patches []string
		api := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Method == http.MethodGet {
				io.WriteString(w, test.nodes)
				return
			}
			body, _ := io.ReadAll(r.Body)
			patches = append(patches, string(body))
			io.WriteString(w, "{}")
		}))
		if err := controller(api, func(_ context.Context, name, address string) error {
			removed = append(removed, name+" "+address)
			return nil
		}).Look(t.Context()); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		api.Close()
		if !reflect.DeepEqual(removed, test.removed) || !reflect.DeepEqual(patches, test.patches) {
			t.Errorf("%s: removed %q, patched %q", name, removed, patches)
		}
	}
}

func TestFailedRemovalHoldsTheNodeBack(t *testing.T) {
	for name, nodes := range map[string]string{
		"no quorum":         nodeOf(place, `,"deletionTimestamp":"2026-01-01T00:00:00Z"`),
		"asked":             nodeOf(asked+","+place, ""),
		"no member known":   nodeOf("", `,"deletionTimestamp":"2026-01-01T00:00:00Z"`),
		"asked, none known": nodeOf(asked, ""),
	} {
		api := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Method != http.MethodGet {
				t.Errorf("%s: %s", name, r.Method)
			}
			io.WriteString(w, nodes)
		}))
		refuse := func(context.Context, string, string) error { return errors.New("unhealthy cluster") }
		if err := controller(api, refuse).Look(t.Context()); err == nil {
			t.Errorf("%s: no error", name)
		}
		api.Close()
	}
}

func controller(api *httptest.Server, remove func(context.Context, string, string) error) kube.NodeController {
	return removal{kube.NewClientOf(api.URL, api.Client()), remove}.controller()
}

func TestRemovalNeedsNameAndAddress(t *testing.T) {
	members := []*pb.Member{member("s1-11111111", "192.0.2.1"), member("s2-22222222", "192.0.2.2")}
	for _, test := range []struct {
		name, address string
		found         bool
	}{
		{"s1-11111111", "192.0.2.1", true},
		{"s1-11111111", "192.0.2.2", false},
		{"s1-99999999", "192.0.2.1", false},
	} {
		if got := memberAt(members, test.name, test.address); (got != nil) != test.found || got != nil && got.Name != test.name {
			t.Errorf("%s at %s: %v", test.name, test.address, got)
		}
	}
}
