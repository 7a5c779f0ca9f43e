package supervisor

import (
	"crypto/x509"
	"errors"
	"net/http"
	"slices"
	"strings"

	"holdfast.dev/node/k3s/internal/nodepassword"
)

// Headers by which a node says who it is.
const (
	nodeNameHeader     = "k3s-Node-Name"
	nodePasswordHeader = "k3s-Node-Password"
	nodeIPHeader       = "k3s-Node-IP"
)

const nodeUserPrefix = "system:node:"

// nodeNameOf is the node that a kubelet's certificate belongs to, or "".
func nodeNameOf(certificate *x509.Certificate) string {
	if !slices.Contains(certificate.Subject.Organization, nodesGroup) {
		return ""
	}
	name, _ := strings.CutPrefix(certificate.Subject.CommonName, nodeUserPrefix)
	return name
}

// nodeOf is the node that asks for a kubelet's certificate, once its password has proved the name; else status and error.
func (s *Supervisor) nodeOf(r *http.Request) (name string, status int, err error) {
	name, password := strings.ToLower(r.Header.Get(nodeNameHeader)), r.Header.Get(nodePasswordHeader)
	switch proved := callerOf(r).nodeName; {
	case name == "":
		return "", http.StatusBadRequest, errors.New("node name not set")
	case password == "":
		return "", http.StatusBadRequest, errors.New("node password not set")
	case proved != "" && proved != name:
		return "", http.StatusBadRequest, errors.New("header node name does not match auth node name")
	case !s.Ready() && name != s.Control.ServerNodeName:
		return "", http.StatusServiceUnavailable, errors.New("runtime core not ready")
	case !s.Ready():
		// This server's own kubelet starts before the API does; the Secret is looked at later.
		if !equal(password, s.NodePassword) {
			return "", http.StatusForbidden, errors.New("unable to verify local node password: hash does not match")
		}
		return name, http.StatusOK, nil
	}
	switch err := s.CheckNode(r.Context(), name, password); {
	case errors.Is(err, nodepassword.ErrMismatch):
		return "", http.StatusForbidden, err
	case err != nil:
		return "", http.StatusInternalServerError, err
	}
	return name, http.StatusOK, nil
}
