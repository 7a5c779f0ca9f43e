package supervisor

import "net/http"

// How many agent requests k3s serves at a time; agents try again.
const (
	maxReads  = 20
	maxWrites = 10
)

// limitInFlight refuses what exceeds the limits, counted over all handlers that it wraps.
func limitInFlight() func(http.HandlerFunc) http.HandlerFunc {
	reads, writes := make(chan struct{}, maxReads), make(chan struct{}, maxWrites)
	return func(next http.HandlerFunc) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			slots := writes
			if r.Method == http.MethodGet || r.Method == http.MethodHead {
				slots = reads
			}
			select {
			case slots <- struct{}{}:
				defer func() { <-slots }()
				next(w, r)
			default:
				w.Header().Set("Retry-After", "1")
				http.Error(w, "Too many requests, please try again later.", http.StatusTooManyRequests)
			}
		}
	}
}
