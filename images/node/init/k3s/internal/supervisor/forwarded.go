package supervisor

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"net/http"
)

// Headers set by the apiserver process on what it forwards; it strips them from what clients send.
const (
	remoteHeader      = "X-Holdfast-Remote"
	certificateHeader = "X-Holdfast-Certificate"
)

// forwarded restores a caller's address and certificate from the apiserver's headers.
func forwarded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.RemoteAddr = r.Header.Get(remoteHeader)
		if text := r.Header.Get(certificateHeader); text != "" {
			der, _ := base64.StdEncoding.DecodeString(text)
			if certificate, err := x509.ParseCertificate(der); err == nil {
				r.TLS = &tls.ConnectionState{PeerCertificates: []*x509.Certificate{certificate}}
			}
		}
		next.ServeHTTP(w, r)
	})
}
