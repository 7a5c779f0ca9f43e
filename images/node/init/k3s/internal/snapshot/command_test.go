package snapshot

import (
	"bytes"
	"encoding/json"
	"encoding/pem"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"holdfast.dev/node/k3s/internal/cli"
)

// serving is a server as the command meets it: its CA, and what it was asked.
func serving(t *testing.T) (url string, asked *[]string) {
	t.Helper()
	s := newStore(t, cli.Snapshots{Name: "etcd-snapshot", Retention: 1})
	put(t, s, "on-demand-s1-1", "on-demand-s1-2")
	asked = &[]string{}
	var server *httptest.Server
	mux := http.NewServeMux()
	mux.HandleFunc("GET /cacerts", func(w http.ResponseWriter, _ *http.Request) {
		pem.Encode(w, &pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw})
	})
	mux.HandleFunc("POST /db/snapshot", func(w http.ResponseWriter, r *http.Request) {
		var request Request
		json.NewDecoder(r.Body).Decode(&request)
		user, password, _ := r.BasicAuth()
		text, _ := json.Marshal(request)
		*asked = append(*asked, user+":"+password+" "+string(text))
		answer, err := s.Serve(r.Context(), request)
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		json.NewEncoder(w).Encode(answer)
	})
	server = httptest.NewTLSServer(mux)
	t.Cleanup(server.Close)
	return server.URL, asked
}

func TestCommandAsksTheServer(t *testing.T) {
	for _, test := range []struct{ command, asks, prints string }{
		{"save", `{"operation":"save","name":["on-demand"],"retention":0}`, ""},
		{"save --name mine --snapshot-compress", `{"operation":"save","name":["mine"],"compress":true,"retention":0}`, ""},
		{"prune --snapshot-retention 1", `{"operation":"prune","name":["on-demand"],"retention":1}`, ""},
		{"delete on-demand-s1-1 other", `{"operation":"delete","name":["on-demand-s1-1","other"]}`, ""},
		{"ls", `{"operation":"list"}`, "on-demand-s1-2"},
		{"list -o json", `{"operation":"list"}`, `"snapshotName": "on-demand-s1-1"`},
		{"ls -o yaml", `{"operation":"list"}`, "snapshotName: on-demand-s1-1"},
	} {
		url, asked := serving(t)
		var out bytes.Buffer
		args := append(strings.Fields(test.command), "--etcd-server="+url, "--etcd-token=secret")
		if err := Command(t.Context(), args, &out); err != nil {
			t.Errorf("%s: %v", test.command, err)
		}
		if len(*asked) != 1 || (*asked)[0] != "server:secret "+test.asks || !strings.Contains(out.String(), test.prints) {
			t.Errorf("%s: asked %q, printed %s", test.command, *asked, out.String())
		}
	}
}

func TestCommandThatIsNone(t *testing.T) {
	for _, command := range []string{"delete", "save stray", "rewind", "ls -o xml", "save --no-such-flag"} {
		url, asked := serving(t)
		args := append(strings.Fields(command), "--etcd-server="+url, "--etcd-token=secret")
		if err := Command(t.Context(), args, os.Stderr); err == nil || len(*asked) > 0 {
			t.Errorf("%s: %v, asked %q", command, err, *asked)
		}
	}
}

func TestScheduleThatNobodyCanReadTakesNothing(t *testing.T) {
	s := newStore(t, cli.Snapshots{Name: "etcd-snapshot", Schedule: "now and then"})
	if err := s.Run(t.Context()); err != nil || len(names(t, s)) != 0 {
		t.Errorf("%v", err)
	}
}
