package main

import (
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"testing"
)

func TestSupervisorPaths(t *testing.T) {
	for path, want := range map[string]bool{
		"/ping": true, "/cacerts": true, "/v1-k3s/config": true, "/db/info": true, "/static/x": true,
		"/takeover": false, "/readyz": false, "/api": false, "/pingpong": false, "/v1-k3s": false,
	} {
		if got := isSupervisorPath(path); got != want {
			t.Errorf("isSupervisorPath(%q) = %v", path, got)
		}
	}
}

func TestClaimedIdentityIsReplaced(t *testing.T) {
	in := httptest.NewRequest(http.MethodGet, "/db/info", nil)
	in.Header.Set(remoteHeader, "127.0.0.1:1")
	in.Header.Set(certificateHeader, "forged")
	in.RemoteAddr = "192.0.2.1:99"
	out := in.Clone(in.Context())
	identify(&httputil.ProxyRequest{In: in, Out: out})
	if got := out.Header.Get(remoteHeader); got != in.RemoteAddr {
		t.Errorf("remote = %q", got)
	}
	if got := out.Header.Get(certificateHeader); got != "" {
		t.Errorf("certificate = %q", got)
	}
}
