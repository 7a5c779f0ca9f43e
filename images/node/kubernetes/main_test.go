package main

import (
	"slices"
	"testing"
)

func TestAProgramIsNamedByALinkOrByTheFirstArgument(t *testing.T) {
	for _, given := range []struct {
		arguments []string
		program   string
		own       []string
	}{
		{[]string{"/usr/bin/kubeadm", "init"}, "kubeadm", []string{"/usr/bin/kubeadm", "init"}},
		{[]string{"/usr/libexec/k3s/kubernetes", "kubelet", "--v=2"}, "kubelet", []string{"kubelet", "--v=2"}},
		{[]string{"kubernetes"}, "kubernetes", []string{"kubernetes"}},
	} {
		program, own := invocation(given.arguments)
		if program != given.program || !slices.Equal(own, given.own) {
			t.Errorf("invocation(%q) = %q, %q", given.arguments, program, own)
		}
	}
}
