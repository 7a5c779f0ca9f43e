package nodepassword

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"holdfast.dev/node/internal/kube"
)

// api keeps Secrets and notes every change.
type api struct {
	secrets map[string][]byte
	changes []string
	nodes   string
}

func (a *api) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	name := r.URL.Path[strings.LastIndex(r.URL.Path, "/")+1:]
	body, _ := io.ReadAll(r.Body)
	if r.Method != http.MethodGet {
		a.changes = append(a.changes, r.Method+" "+r.URL.Path+" "+string(body))
	}
	switch {
	case r.Method == http.MethodPost:
		var object secret
		json.Unmarshal(body, &object)
		// As the API does, with fields that nobody asked for.
		stored := strings.Replace(string(body), `"metadata":{`, `"metadata":{"managedFields":[{"manager":"k3s"}],`, 1)
		a.secrets[object.Metadata.Name] = []byte(stored)
		w.Write(body)
	case r.Method == http.MethodPatch:
		io.WriteString(w, "{}")
	case name == "nodes":
		io.WriteString(w, a.nodes)
	case a.secrets[name] == nil:
		w.WriteHeader(http.StatusNotFound)
	case r.Method == http.MethodDelete:
		delete(a.secrets, name)
		io.WriteString(w, "{}")
	default:
		w.Write(a.secrets[name])
	}
}

func serve(t *testing.T) (*api, *kube.Client) {
	t.Helper()
	a := &api{secrets: map[string][]byte{}}
	server := httptest.NewServer(a)
	t.Cleanup(server.Close)
	return a, kube.NewClientOf(server.URL, server.Client())
}

func TestFirstPasswordOfANameCounts(t *testing.T) {
	a, client := serve(t)
	if err := Ensure(t.Context(), client, "S1", "first"); err != nil {
		t.Fatal(err)
	}
	stored := string(a.secrets["s1.node-password.k3s"])
	if !strings.Contains(stored, `"immutable":true`) || strings.Contains(stored, "first") {
		t.Errorf("%s", stored)
	}
	if err := Ensure(t.Context(), client, "s1", "first"); err != nil {
		t.Error(err)
	}
	err := Ensure(t.Context(), client, "s1", "second")
	if !errors.Is(err, ErrMismatch) || err.Error() != "unable to verify hash for node 's1': hash does not match" {
		t.Errorf("%v", err)
	}
	if len(a.changes) != 1 {
		t.Errorf("%q", a.changes)
	}
}

func TestMismatchOfAServerIsAnEvent(t *testing.T) {
	a, client := serve(t)
	Ensure(t.Context(), client, "s1", "first")
	for password, reason := range map[string]string{
		"first": "NodePasswordValidationComplete", "second": "NodePasswordValidationFailed",
	} {
		if err := Confirm(t.Context(), client, "s1", password); err != nil {
			t.Error(err)
		}
		last := a.changes[len(a.changes)-1]
		if !strings.HasPrefix(last, "POST /api/v1/namespaces/default/events ") || !strings.Contains(last, reason) {
			t.Errorf("%s", last)
		}
	}
}

func TestNameGoesWithItsNode(t *testing.T) {
	a, client := serve(t)
	Ensure(t.Context(), client, "s1", "first")
	a.changes = nil
	for _, step := range []struct {
		node    string
		changes []string
	}{
		{`{"name":"s1"}`, []string{`PATCH /api/v1/nodes/s1 {"metadata":{"finalizers":["wrangler.cattle.io/node"]}}`}},
		{`{"name":"s1","finalizers":["wrangler.cattle.io/node"]}`, nil},
		{`{"name":"s1","finalizers":["other"],"deletionTimestamp":"2026-01-01T00:00:00Z"}`, nil},
		{`{"name":"s1","finalizers":["wrangler.cattle.io/node"],"deletionTimestamp":"2026-01-01T00:00:00Z"}`, []string{
			`DELETE /api/v1/namespaces/kube-system/secrets/s1.node-password.k3s `,
			`PATCH /api/v1/nodes/s1 {"metadata":{"$deleteFromPrimitiveList/finalizers":["wrangler.cattle.io/node"]}}`,
		}},
	} {
		a.nodes, a.changes = `{"items":[{"metadata":`+step.node+`}]}`, nil
		if err := Release(client).Look(t.Context()); err != nil {
			t.Error(err)
		}
		if !slices.Equal(a.changes, step.changes) {
			t.Errorf("%s: %q", step.node, a.changes)
		}
	}
}
