package server

import (
	"encoding/base64"
	"fmt"
	"os"
	"strconv"

	"holdfast.dev/node/k3s/internal/cli"
	"holdfast.dev/node/k3s/internal/layout"
)

const defaultKubeconfig = "/etc/rancher/k3s/k3s.yaml"

const kubeconfigTemplate = `apiVersion: v1
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

// writeAdminKubeconfig writes the administrator's kubeconfig, with everything in it. Its presence says nothing about readiness.
func writeAdminKubeconfig(o *cli.Options) error {
	d := o.DataDir
	inline := func(key, path string) (string, error) {
		content, err := os.ReadFile(path)
		return key + ": " + base64.StdEncoding.EncodeToString(content), err
	}
	authority, err := inline("certificate-authority-data", d.TLS("server-ca.crt"))
	if err != nil {
		return err
	}
	certificate, err := inline("client-certificate-data", d.TLS("client-admin.crt"))
	if err != nil {
		return err
	}
	key, err := inline("client-key-data", d.TLS("client-admin.key"))
	if err != nil {
		return err
	}
	host := o.BindAddress
	if host == "0.0.0.0" {
		host = "127.0.0.1"
	}
	text := fmt.Appendf(nil, kubeconfigTemplate, authority, host+":"+o.Port, certificate, key)
	if err := layout.Write(d.Cred("admin.kubeconfig"), text, 0o600); err != nil {
		return err
	}
	mode := uint64(0o600)
	if o.KubeconfigMode != "" {
		if mode, err = strconv.ParseUint(o.KubeconfigMode, 8, 32); err != nil {
			return fmt.Errorf("invalid write-kubeconfig-mode %q", o.KubeconfigMode)
		}
	}
	if o.Kubeconfig == "" || o.Kubeconfig == defaultKubeconfig {
		return layout.Write(defaultKubeconfig, text, os.FileMode(mode))
	}
	if err := layout.Write(o.Kubeconfig, text, os.FileMode(mode)); err != nil {
		return err
	}
	os.MkdirAll("/etc/rancher/k3s", 0o755)
	return symlink(o.Kubeconfig, defaultKubeconfig)
}

// writeComponentKubeconfigs writes one kubeconfig for each part of the node that calls the API. As in k3s the control plane
// calls the apiserver's own port, and the node the shared one.
func writeComponentKubeconfigs(o *cli.Options) error {
	d := o.DataDir
	for _, k := range []struct{ path, leaf, port string }{
		{d.Cred("controller.kubeconfig"), d.TLS("client-controller"), o.APIServerPort},
		{d.Cred("scheduler.kubeconfig"), d.TLS("client-scheduler"), o.APIServerPort},
		{d.Cred("supervisor.kubeconfig"), d.TLS("client-supervisor"), o.APIServerPort},
		{d.Cred("api-server.kubeconfig"), d.TLS("client-kube-apiserver"), o.APIServerPort},
		{d.Cred("cloud-controller.kubeconfig"), d.TLS("client-k3s-cloud-controller"), o.APIServerPort},
		{d.Agent("kubelet.kubeconfig"), d.Agent("client-kubelet"), o.Port},
		{d.Agent("kubeproxy.kubeconfig"), d.Agent("client-kube-proxy"), o.Port},
		{d.Agent("k3scontroller.kubeconfig"), d.Agent("client-k3s-controller"), o.Port},
	} {
		text := fmt.Appendf(nil, kubeconfigTemplate,
			"certificate-authority: "+d.TLS("server-ca.crt"), "127.0.0.1:"+k.port,
			"client-certificate: "+k.leaf+".crt", "client-key: "+k.leaf+".key")
		if err := layout.Write(k.path, text, 0o600); err != nil {
			return err
		}
	}
	return nil
}
