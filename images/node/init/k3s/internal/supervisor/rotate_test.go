package supervisor

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
)

func TestRotateToken(t *testing.T) {
	s := newSupervisor(t)
	var asked []string
	s.RotateToken = func(_ context.Context, next string) error {
		asked = append(asked, next)
		if next == "taken" {
			return errors.New("bootstrap key already exists")
		}
		return nil
	}
	put := func(body string) *httptest.ResponseRecorder {
		r := httptest.NewRequest(http.MethodPut, "/v1-k3s/token", strings.NewReader(body))
		r.SetBasicAuth("server", "secret")
		w := httptest.NewRecorder()
		s.routes().ServeHTTP(w, r)
		return w
	}
	for _, test := range []struct {
		body string
		code int
	}{
		{`{"newToken":"next"}`, 200},
		{`{}`, 200}, // a random one
		{`{"newToken":"taken"}`, 500},
		{`nonsense`, 400},
	} {
		if w := put(test.body); w.Code != test.code {
			t.Errorf("%s: %d %s", test.body, w.Code, w.Body)
		}
	}
	if !slices.Equal(asked, []string{"next", "", "taken"}) {
		t.Errorf("%q", asked)
	}
	s.Ready = func() bool { return false }
	if w := put(`{}`); w.Code != 503 {
		t.Errorf("%d before the API is ready", w.Code)
	}
}
