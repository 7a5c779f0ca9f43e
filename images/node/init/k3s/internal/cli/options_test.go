package cli

import (
	"encoding/json"
	"net"
	"net/netip"
	"reflect"
	"slices"
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
		"--https-listen-port=api":      "invalid https-listen-port",
		"--service-node-port-range=9":  "invalid port range",
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
	other, _ := options(t, "--disable=traefik,servicelb", "--flannel-backend=host-gw", "--cluster-cidr=10.50.0.0/16")
	want := []string{"cluster-cidr", "disable-service-lb", "flannel-backend"}
	if got := mine.Critical.Mismatches(other.Critical); !reflect.DeepEqual(got, want) {
		t.Errorf("Mismatches = %q", got)
	}
	old := mine.Critical
	old.EgressSelectorMode = ""
	if got := mine.Critical.Mismatches(old); got != nil {
		t.Errorf("an older server: %q", got)
	}
}

func TestEveryCriticalSettingIsCompared(t *testing.T) {
	var empty, other Critical
	fields := reflect.ValueOf(&other).Elem()
	for i := range fields.NumField() {
		flag := fields.Type().Field(i).Tag.Get("cli")
		switch value := fields.Field(i); value.Interface().(type) {
		case bool:
			value.SetBool(true)
		case string:
			value.SetString("other")
		case net.IP:
			value.Set(reflect.ValueOf(net.IPv4(192, 0, 2, 1)))
		case []net.IP:
			value.Set(reflect.ValueOf([]net.IP{{192, 0, 2, 1}}))
		case *net.IPNet:
			value.Set(reflect.ValueOf(network("192.0.2.0/24")))
		case []*net.IPNet:
			value.Set(reflect.ValueOf([]*net.IPNet{network("192.0.2.0/24")}))
		}
		if got := empty.Mismatches(other); !slices.Contains(got, flag) {
			t.Errorf("%s: not among %q", flag, got)
		}
	}
}

// What a joiner and an agent of real k3s read.
func TestControlSpeaksK3sNames(t *testing.T) {
	o, err := options(t, "--disable=traefik", "--https-listen-port=7443", "--token=secret")
	if err != nil {
		t.Fatal(err)
	}
	body, err := json.Marshal(o.Control())
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{
		`"ClusterIPRange":{"IP":"10.42.0.0","Mask":"//8AAA=="}`, `"ClusterDNS":"10.43.0.10"`, `"DisableNPC":false`,
		`"EgressSelectorMode":"agent"`, `"HTTPSPort":7443`, `"APIServerPort":7444`, `"Disables":{"traefik":true}`,
		`"ServiceNodePortRange":{"Base":30000,"Size":2768}`,
	} {
		if !strings.Contains(string(body), part) {
			t.Errorf("%s lacks %s", body, part)
		}
	}
	if strings.Contains(string(body), "secret") {
		t.Errorf("a token in %s", body)
	}
	var received Control
	if err := json.Unmarshal(body, &received); err != nil {
		t.Fatal(err)
	}
	if got := o.Critical.Mismatches(received.Critical); got != nil {
		t.Errorf("differs from itself after a round trip: %q", got)
	}
}

func TestNth(t *testing.T) {
	if got := Nth(netip.MustParsePrefix("10.43.0.0/16"), 10).String(); got != "10.43.0.10" {
		t.Error(got)
	}
}
