package supervisor

import (
	"crypto"
	"crypto/x509"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strings"

	"holdfast.dev/node/k3s/internal/pki"
)

// maxRequest bounds a certificate signing request.
const maxRequest = 1 << 20

func (s *Supervisor) kubeletClient(w http.ResponseWriter, r *http.Request) {
	node, status, err := s.nodeOf(r)
	if err != nil {
		writeStatus(w, status, err.Error())
		return
	}
	s.certify(w, r, s.Authorities.Client, "client-kubelet.key", pki.KubeletClient(node))
}

func (s *Supervisor) kubeletServing(w http.ResponseWriter, r *http.Request) {
	node, status, err := s.nodeOf(r)
	if err != nil {
		writeStatus(w, status, err.Error())
		return
	}
	var addresses []string
	if given := r.Header.Get(nodeIPHeader); given != "" {
		addresses = strings.Split(given, ",")
	}
	for _, address := range addresses {
		if net.ParseIP(address) == nil {
			fail(w, fmt.Errorf("invalid node IP address %s", address))
			return
		}
	}
	s.certify(w, r, s.Authorities.Server, "serving-kubelet.key", pki.KubeletServing(node, addresses))
}

func (s *Supervisor) kubeProxyClient(w http.ResponseWriter, r *http.Request) {
	s.certify(w, r, s.Authorities.Client, "client-kube-proxy.key", pki.KubeProxyClient())
}

func (s *Supervisor) controllerClient(w http.ResponseWriter, r *http.Request) {
	s.certify(w, r, s.Authorities.Client, "client-k3s-controller.key", pki.ControllerClient())
}

// certify signs the key of a posted request. Without one it signs this server's key for that purpose, and sends it along.
func (s *Supervisor) certify(w http.ResponseWriter, r *http.Request, authority *pki.Authority, keyFile string, leaf pki.Leaf) {
	key, keyPEM, err := s.keyFor(r, keyFile)
	if err != nil {
		fail(w, err)
		return
	}
	certificate, err := authority.Certify(key, leaf)
	if err != nil {
		fail(w, err)
		return
	}
	w.Write(append(certificate, keyPEM...))
}

func (s *Supervisor) keyFor(r *http.Request, keyFile string) (key crypto.PublicKey, keyPEM []byte, err error) {
	if r.Method == http.MethodPost {
		if body, err := io.ReadAll(io.LimitReader(r.Body, maxRequest)); err == nil {
			if request, err := x509.ParseCertificateRequest(body); err == nil && request.CheckSignature() == nil {
				return request.PublicKey, nil, nil
			}
		}
	}
	private, err := pki.ReadKey(s.DataDir.TLS(keyFile))
	if err != nil {
		return nil, nil, err
	}
	keyPEM, err = os.ReadFile(s.DataDir.TLS(keyFile))
	return private.Public(), keyPEM, err
}
