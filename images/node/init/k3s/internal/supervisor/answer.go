package supervisor

import (
	"encoding/json"
	"net/http"
)

func fail(w http.ResponseWriter, err error) {
	writeStatus(w, http.StatusInternalServerError, "Internal error occurred: "+err.Error())
}

func writeJSON(w http.ResponseWriter, value any) {
	w.Header().Set("Content-Type", "application/json")
	json.NewEncoder(w).Encode(value)
}

// reasons are Kubernetes's words for the codes that it words otherwise than HTTP.
var reasons = map[int]string{
	http.StatusBadRequest:          "BadRequest",
	http.StatusInternalServerError: "InternalError",
	http.StatusNotImplemented:      "NotImplemented",
	http.StatusServiceUnavailable:  "ServiceUnavailable",
}

// writeStatus writes a Kubernetes Status object.
func writeStatus(w http.ResponseWriter, code int, message string) {
	reason := reasons[code]
	if reason == "" {
		reason = http.StatusText(code)
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(code)
	json.NewEncoder(w).Encode(map[string]any{
		"kind": "Status", "apiVersion": "v1", "metadata": map[string]any{},
		"status": "Failure", "message": message, "reason": reason, "code": code,
	})
}
