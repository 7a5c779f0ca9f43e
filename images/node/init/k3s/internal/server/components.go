package server

import (
	"os"
	"strconv"
	"strings"

	"holdfast.dev/node/k3s/internal/cli"
	"holdfast.dev/node/k3s/internal/layout"
	"holdfast.dev/node/k3s/internal/node"
	"holdfast.dev/node/k3s/internal/process"
)

// component is an upstream program with k3s's flags.
func component(name string, defaults process.Arguments, user []string) process.Spec {
	return node.Component(name, defaults.Merge(user))
}

func apiserver(o *cli.Options, port *os.File) process.Spec {
	d, store := o.DataDir, datastoreAccess(o)
	arguments := process.Arguments{
		"advertise-address":                  {o.AdvertiseAddress},
		"allow-privileged":                   {"true"},
		"anonymous-auth":                     {"false"},
		"api-audiences":                      {"https://kubernetes.default.svc." + o.ClusterDomain + ",k3s"},
		"authorization-mode":                 {"Node,RBAC"},
		"bind-address":                       {o.BindAddress},
		"client-ca-file":                     {d.TLS("client-ca.crt")},
		"enable-admission-plugins":           {"NodeRestriction"},
		"enable-bootstrap-token-auth":        {"true"},
		"endpoint-reconciler-type":           {"lease"},
		"etcd-servers":                       {strings.Join(store.Endpoints, ",")},
		"etcd-cafile":                        {store.CAFile},
		"etcd-certfile":                      {store.CertFile},
		"etcd-keyfile":                       {store.KeyFile},
		"kubelet-certificate-authority":      {d.TLS("server-ca.crt")},
		"kubelet-client-certificate":         {d.TLS("client-kube-apiserver.crt")},
		"kubelet-client-key":                 {d.TLS("client-kube-apiserver.key")},
		"kubelet-preferred-address-types":    {"InternalIP,ExternalIP,Hostname"},
		"profiling":                          {"false"},
		"proxy-client-cert-file":             {d.TLS("client-auth-proxy.crt")},
		"proxy-client-key-file":              {d.TLS("client-auth-proxy.key")},
		"requestheader-allowed-names":        {"system:auth-proxy"},
		"requestheader-client-ca-file":       {d.TLS("request-header-ca.crt")},
		"requestheader-extra-headers-prefix": {"X-Remote-Extra-"},
		"requestheader-group-headers":        {"X-Remote-Group"},
		"requestheader-username-headers":     {"X-Remote-User"},
		"secure-port":                        {o.Port},
		"service-account-issuer":             {"https://kubernetes.default.svc." + o.ClusterDomain},
		"service-account-key-file":           {d.TLS("service.key")},
		"service-account-signing-key-file":   {d.TLS("service.key")},
		"service-cluster-ip-range":           {o.ServiceCIDR},
		"service-node-port-range":            {o.NodePorts},
		"storage-backend":                    {"etcd3"},
		"tls-cert-file":                      {d.TLS("serving-kube-apiserver.crt")},
		"tls-private-key-file":               {d.TLS("serving-kube-apiserver.key")},
	}
	spec := component("kube-apiserver", arguments, o.APIServerArgs)
	spec.Files = []*os.File{port}
	spec.First = true // k3s stops accepting on its port at once
	spec.Env = []string{
		"HOLDFAST_SUPERVISOR_SOCKET=" + layout.SupervisorSocket,
		"HOLDFAST_PORT_CERTIFICATE=" + layout.PortCertificate,
		"HOLDFAST_LOOPBACK_ADDRESS=127.0.0.1:" + o.APIServerPort,
	}
	return spec
}

func controllerManager(o *cli.Options) process.Spec {
	d := o.DataDir
	arguments := process.Arguments{
		"allocate-node-cidrs":              {"true"},
		"authentication-kubeconfig":        {d.Cred("controller.kubeconfig")},
		"authorization-kubeconfig":         {d.Cred("controller.kubeconfig")},
		"bind-address":                     {"127.0.0.1"},
		"cluster-cidr":                     {o.ClusterCIDR},
		"cluster-signing-cert-file":        {d.TLS("client-ca.crt")},
		"cluster-signing-key-file":         {d.TLS("client-ca.key")},
		"configure-cloud-routes":           {"false"},
		"controllers":                      {"*,tokencleaner"},
		"kube-api-burst":                   {"200"}, // the default throttles the start of the controllers for seconds
		"kube-api-qps":                     {"100"},
		"kubeconfig":                       {d.Cred("controller.kubeconfig")},
		"leader-elect":                     {strconv.FormatBool(o.Datastore.ElectsLeaders())},
		"profiling":                        {"false"},
		"root-ca-file":                     {d.TLS("server-ca.crt")},
		"service-account-private-key-file": {d.TLS("service.key")},
		"service-cluster-ip-range":         {o.ServiceCIDR},
		"use-service-account-credentials":  {"true"},
	}
	return component("kube-controller-manager", arguments, o.ControllerManagerArgs)
}

func scheduler(o *cli.Options) process.Spec {
	kubeconfig := []string{o.DataDir.Cred("scheduler.kubeconfig")}
	arguments := process.Arguments{
		"authentication-kubeconfig": kubeconfig,
		"authorization-kubeconfig":  kubeconfig,
		"bind-address":              {"127.0.0.1"},
		"kubeconfig":                kubeconfig,
		"leader-elect":              {strconv.FormatBool(o.Datastore.ElectsLeaders())},
		"profiling":                 {"false"},
	}
	return component("kube-scheduler", arguments, o.SchedulerArgs)
}

func etcdServer(configFile string) process.Spec {
	return process.Spec{Name: "etcd", Path: layout.Etcd, Args: []string{"--config-file=" + configFile}, First: true, Fatal: process.Always}
}
