package process

import (
	"reflect"
	"testing"
)

func TestUserArgumentsReplaceDefaults(t *testing.T) {
	arguments := Arguments{"profiling": {"false"}, "v": {"1"}}
	got := arguments.Merge([]string{"v=4", "--vmodule=a=1,b=2", "audit=x", "audit=y", "bare"}).Flags()
	want := []string{"--audit=x", "--audit=y", "--bare=", "--profiling=false", "--v=4", "--vmodule=a=1,b=2"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("Flags = %q", got)
	}
}

func TestChildrenDoNotSeeSecrets(t *testing.T) {
	got := withoutSecrets([]string{"PATH=/bin", "K3S_TOKEN=secret", "HOME=/root"})
	if !reflect.DeepEqual(got, []string{"PATH=/bin", "HOME=/root"}) {
		t.Errorf("%q", got)
	}
}
