// Package kubeconfig writes files by which a client finds the API and proves who it is.
package kubeconfig

import (
	"encoding/base64"
	"fmt"

	"holdfast.dev/node/internal/atomicfile"
	"holdfast.dev/node/k3s/internal/layout"
)

const template = `apiVersion: v1
kind: Config
clusters:
- cluster:
    %s
    server: https://%s
  name: default
contexts:
- context:
    cluster: default
    user: default
  name: default
current-context: default
users:
- name: default
  user:
    %s
    %s
`

// Referring names the files of the authority and of the client's certificate and key, LEAF.crt and LEAF.key.
func Referring(address, authority, leaf string) []byte {
	return fmt.Appendf(nil, template,
		"certificate-authority: "+authority, address, "client-certificate: "+leaf+".crt", "client-key: "+leaf+".key")
}

// Embedding holds everything in itself.
func Embedding(address string, authority, certificate, key []byte) []byte {
	inline := func(name string, content []byte) string {
		return name + ": " + base64.StdEncoding.EncodeToString(content)
	}
	return fmt.Appendf(nil, template, inline("certificate-authority-data", authority), address,
		inline("client-certificate-data", certificate), inline("client-key-data", key))
}

// WriteNode writes those of the parts that every node has; they call the API at an address of the node.
func WriteNode(d layout.DataDir, address, authority string) error {
	for file, leaf := range map[string]string{
		"kubelet":       "client-kubelet",
		"kubeproxy":     "client-kube-proxy",
		"k3scontroller": "client-k3s-controller",
	} {
		text := Referring(address, authority, d.Agent(leaf))
		if err := atomicfile.Write(d.Agent(file+".kubeconfig"), text, 0o600); err != nil {
			return err
		}
	}
	return nil
}
