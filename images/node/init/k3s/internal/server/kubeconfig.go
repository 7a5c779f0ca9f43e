package server

import (
	"fmt"
	"os"
	"strconv"

	"holdfast.dev/node/internal/atomicfile"
	"holdfast.dev/node/k3s/internal/cli"
	"holdfast.dev/node/k3s/internal/kubeconfig"
)

const defaultKubeconfig = "/etc/rancher/k3s/k3s.yaml"

// writeAdminKubeconfig writes the administrator's kubeconfig, with everything in it. Its presence says nothing about readiness.
func writeAdminKubeconfig(o *cli.Options) error {
	d := o.DataDir
	var files [3][]byte
	for i, name := range []string{"server-ca.crt", "client-admin.crt", "client-admin.key"} {
		content, err := os.ReadFile(d.TLS(name))
		if err != nil {
			return err
		}
		files[i] = content
	}
	host := o.BindAddress
	if host == "0.0.0.0" {
		host = "127.0.0.1"
	}
	text := kubeconfig.Embedding(host+":"+o.Port, files[0], files[1], files[2])
	if err := atomicfile.Write(d.Cred("admin.kubeconfig"), text, 0o600); err != nil {
		return err
	}
	mode := uint64(0o600)
	if o.KubeconfigMode != "" {
		parsed, err := strconv.ParseUint(o.KubeconfigMode, 8, 32)
		if err != nil {
			return fmt.Errorf("invalid write-kubeconfig-mode %q", o.KubeconfigMode)
		}
		mode = parsed
	}
	if o.Kubeconfig == "" || o.Kubeconfig == defaultKubeconfig {
		return atomicfile.Write(defaultKubeconfig, text, os.FileMode(mode))
	}
	if err := atomicfile.Write(o.Kubeconfig, text, os.FileMode(mode)); err != nil {
		return err
	}
	os.MkdirAll("/etc/rancher/k3s", 0o755)
	return symlink(o.Kubeconfig, defaultKubeconfig)
}

// writeComponentKubeconfigs writes one kubeconfig for each part of the node that calls the API. As in k3s the control plane
// calls the apiserver's own port, and the node the shared one.
func writeComponentKubeconfigs(o *cli.Options) error {
	d := o.DataDir
	authority := d.TLS("server-ca.crt")
	for name, leaf := range map[string]string{
		"controller":       "client-controller",
		"scheduler":        "client-scheduler",
		"supervisor":       "client-supervisor",
		"api-server":       "client-kube-apiserver",
		"cloud-controller": "client-k3s-cloud-controller",
	} {
		text := kubeconfig.Referring("127.0.0.1:"+o.APIServerPort, authority, d.TLS(leaf))
		if err := atomicfile.Write(d.Cred(name+".kubeconfig"), text, 0o600); err != nil {
			return err
		}
	}
	return kubeconfig.WriteNode(d, "127.0.0.1:"+o.Port, authority)
}
