package supervisor

import (
	"encoding/json"
	"io"
	"net/http"
)

// RotateRequest is the body of PUT /v1-k3s/token.
type RotateRequest struct {
	NewToken string `json:"newToken"`
}

func (s *Supervisor) rotate(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodPut {
		writeStatus(w, http.StatusMethodNotAllowed, "method not allowed")
		return
	}
	var request RotateRequest
	if err := json.NewDecoder(io.LimitReader(r.Body, maxRequest)).Decode(&request); err != nil {
		writeStatus(w, http.StatusBadRequest, err.Error())
		return
	}
	if !s.Ready() {
		writeStatus(w, http.StatusServiceUnavailable, "runtime core not ready")
		return
	}
	if err := s.RotateToken(r.Context(), request.NewToken); err != nil {
		fail(w, err)
	}
}
