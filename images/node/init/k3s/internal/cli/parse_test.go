package cli

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

func parse(t *testing.T, env map[string]string, args ...string) (Values, error) {
	t.Helper()
	return Server.Parse(args, func(name string) string { return env[name] })
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestPrecedence(t *testing.T) {
	config := filepath.Join(t.TempDir(), "config.yaml")
	write(t, config, "token: file\nnode-name: file\ntls-san: [a, b]\ncluster-init: true\nhttps-listen-port: 7443\n")
	env := map[string]string{"K3S_TOKEN": "env", "K3S_NODE_NAME": "env", "K3S_URL": "https://env:6443"}
	values, err := parse(t, env, "-c", config, "--token=line", "--tls-san=c")
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string][]string{
		"token":             {"line"},
		"node-name":         {"file"},
		"server":            {"https://env:6443"},
		"cluster-init":      {"true"},
		"https-listen-port": {"7443"},
		"tls-san":           {"c"},
		"cluster-domain":    {"cluster.local"},
		"node-label":        nil,
	} {
		if got := values[name]; !reflect.DeepEqual(got, want) {
			t.Errorf("%s = %q, want %q", name, got, want)
		}
	}
}

func TestDropInsReplaceOrAppend(t *testing.T) {
	config := filepath.Join(t.TempDir(), "config.yaml")
	write(t, config, "tls-san: [a]\nnode-label: [x=1]\n")
	write(t, config+".d/10.yaml", "tls-san+: [b]\nnode-label: y=2\n")
	write(t, config+".d/20.yaml", "tls-san+: c\n")
	values, err := parse(t, nil, "--config", config)
	if err != nil {
		t.Fatal(err)
	}
	if got := values["tls-san"]; !reflect.DeepEqual(got, []string{"a", "b", "c"}) {
		t.Errorf("tls-san = %q", got)
	}
	if got := values["node-label"]; !reflect.DeepEqual(got, []string{"y=2"}) {
		t.Errorf("node-label = %q", got)
	}
}

func TestRefusals(t *testing.T) {
	for _, test := range []struct{ arg, message string }{
		{"--no-such-flag", "flag provided but not defined: -no-such-flag"},
		{"--kine-tls", "--kine-tls is not supported"},
		{"--embedded-registry", "--embedded-registry is not supported"},
		{"stray", "unexpected argument"},
	} {
		if _, err := parse(t, nil, test.arg); err == nil || !strings.Contains(err.Error(), test.message) {
			t.Errorf("%s: %v", test.arg, err)
		}
	}
	if _, err := parse(t, nil, "--embedded-registry=false", "--datastore-endpoint="); err != nil {
		t.Errorf("a flag that asks for nothing: %v", err)
	}
	if _, err := parse(t, nil, "-c", "/no/such/file"); err != nil {
		t.Errorf("a config file that is not there: %v", err)
	}
}

func TestOnlyAServerSkipsUnknownKeysOfItsFile(t *testing.T) {
	config := filepath.Join(t.TempDir(), "config.yaml")
	write(t, config, "no-such-setting: true\nnode-name: file\n")
	values, err := parse(t, nil, "-c", config)
	if err != nil || values.text("node-name") != "file" {
		t.Errorf("%v %v", values["node-name"], err)
	}
	if _, found := values["no-such-setting"]; found {
		t.Error("an unknown key was not skipped")
	}
	_, err = Agent.Parse([]string{"-c", config}, func(string) string { return "" })
	if err == nil || err.Error() != "flag provided but not defined: -no-such-setting" {
		t.Errorf("an agent: %v", err)
	}
}

func TestAFatalValueOfTheFileIsFatal(t *testing.T) {
	config := filepath.Join(t.TempDir(), "config.yaml")
	write(t, config, "egress-selector-mode: nobody\n")
	values, err := parse(t, nil, "-c", config, "--node-ip=192.0.2.7")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := NewOptions(values); err == nil || err.Error() != "invalid egress-selector-mode nobody" {
		t.Error(err)
	}
}

func TestArgumentsKeepTheirCommas(t *testing.T) {
	values, err := parse(t, nil, "--kubelet-arg=feature-gates=A=true,B=false", "--tls-san=a,b", "--tls-san=c")
	if err != nil {
		t.Fatal(err)
	}
	if got := values["kubelet-arg"]; !reflect.DeepEqual(got, []string{"feature-gates=A=true,B=false"}) {
		t.Errorf("kubelet-arg = %q", got)
	}
	if got := values.split("tls-san"); !reflect.DeepEqual(got, []string{"a", "b", "c"}) {
		t.Errorf("tls-san = %q", got)
	}
}

func TestFlagNamesAreUnique(t *testing.T) {
	seen := map[string]bool{}
	for _, flag := range ServerFlags {
		for _, name := range []string{flag.Name, "-" + flag.Short, "$" + flag.Env} {
			if len(name) > 1 && seen[name] {
				t.Errorf("%s appears twice", name)
			}
			seen[name] = true
		}
	}
}
