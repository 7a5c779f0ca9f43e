package cli

import (
	"net/netip"
	"reflect"
	"strings"
	"testing"
)

func options(t *testing.T, args ...string) (*Options, error) {
	t.Helper()
	values, err := parse(t, nil, append([]string{"--node-ip=192.0.2.7", "--data-dir=" + t.TempDir()}, args...)...)
	if err != nil {
		t.Fatal(err)
	}
	return NewOptions(values)
}

func TestDefaults(t *testing.T) {
	o, err := options(t, "--service-cidr=10.99.0.0/16", "--server=https://lb:6443/", "--token=x")
	if err != nil {
		t.Fatal(err)
	}
	if o.ClusterDNS != "10.99.0.10" || o.AdvertiseAddress != "192.0.2.7" || o.Server != "https://lb:6443" {
		t.Errorf("%+v", o)
	}
}

func TestInvalidOptions(t *testing.T) {
	for arg, message := range map[string]string{
		"--server=https://s:6443":      "token is required to join a cluster",
		"--server=http://s:6443":       "only https:// URLs",
		"--egress-selector-mode=maybe": "invalid egress-selector-mode",
		"--cluster-cidr=10.42":         "invalid cluster-cidr",
		"--disable=nginx":              "invalid value for --disable",
		"--cluster-dns=dns":            "invalid cluster-dns",
	} {
		if _, err := options(t, arg); err == nil || !strings.Contains(err.Error(), message) {
			t.Errorf("%s: %v", arg, err)
		}
	}
}

func TestMismatches(t *testing.T) {
	mine, err := options(t)
	if err != nil {
		t.Fatal(err)
	}
	same, _ := options(t, "--disable=traefik", "--disable-kube-proxy")
	if got := mine.Critical.Mismatches(same.Critical); got != nil {
		t.Errorf("differences that do not matter: %q", got)
	}
	other, _ := options(t, "--disable=traefik,servicelb", "--flannel-backend=host-gw")
	want := []string{"disable-servicelb", "flannel-backend"}
	if got := mine.Critical.Mismatches(other.Critical); !reflect.DeepEqual(got, want) {
		t.Errorf("Mismatches = %q", got)
	}
}

func TestNth(t *testing.T) {
	if got := Nth(netip.MustParsePrefix("10.43.0.0/16"), 10).String(); got != "10.43.0.10" {
		t.Error(got)
	}
}
