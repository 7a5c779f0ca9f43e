package kube

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"
)

const sliceObject = `{"endpoints":[{"addresses":["192.0.2.1"]},{"addresses":["192.0.2.2"]}],"ports":[{"port":6443}]}`

func clientOf(t *testing.T, handler http.HandlerFunc) *Client {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return NewClientOf(server.URL, &http.Client{Timeout: requestTimeout})
}

func TestAWatchTellsEveryChangeAndThenItsEnd(t *testing.T) {
	client := clientOf(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Query().Get("watch") != "true" || r.URL.Query().Get("fieldSelector") != "metadata.name=kubernetes" {
			t.Errorf("%s", r.URL)
		}
		fmt.Fprintf(w, `{"type":"ADDED","object":%s}`+"\n"+`{"type":"BOOKMARK","object":{}}`+"\n", sliceObject)
		fmt.Fprint(w, `{"type":"MODIFIED","object":{"endpoints":[{"addresses":["192.0.2.3"]}],"ports":[{"port":7443}]}}`)
	})
	var told [][]string
	err := client.WatchAPIServers(t.Context(), func(addresses []string) { told = append(told, addresses) })
	if err == nil {
		t.Error("a watch that ended is no error")
	}
	want := [][]string{{"192.0.2.1:6443", "192.0.2.2:6443"}, {"192.0.2.3:7443"}}
	if !slices.EqualFunc(told, want, slices.Equal) {
		t.Errorf("told %q", told)
	}
}

func TestAWatchThatIsRefused(t *testing.T) {
	for name, answer := range map[string]http.HandlerFunc{
		"by status": func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusForbidden) },
		"by event":  func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, `{"type":"ERROR","object":{"code":410}}`) },
	} {
		err := clientOf(t, answer).WatchAPIServers(t.Context(), func(addresses []string) { t.Errorf("%s: told %q", name, addresses) })
		if err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestTheControllerRoleIsMadeOnce(t *testing.T) {
	var paths []string
	client := clientOf(t, func(w http.ResponseWriter, r *http.Request) {
		paths = append(paths, r.Method+" "+r.URL.Path)
		w.WriteHeader(http.StatusConflict)
	})
	if err := client.EnsureControllerRole(t.Context()); err != nil {
		t.Fatal(err)
	}
	slices.Sort(paths)
	const base = "POST /apis/rbac.authorization.k8s.io/v1/"
	if want := []string{base + "clusterrolebindings", base + "clusterroles"}; !slices.Equal(paths, want) {
		t.Errorf("%q", paths)
	}
}
