//go:build linux

package initproc

import (
	"os"
	"testing"
)

func TestTheReaperEndsAsItsChildAndWith255AfterAKilledOne(t *testing.T) {
	for script, code := range map[string]int{"exit 0": 0, "exit 3": 3, "kill -9 $$": 255, "kill -15 $$": 255} {
		child, err := os.StartProcess("/bin/sh", []string{"sh", "-c", script}, &os.ProcAttr{})
		if err != nil {
			t.Fatal(err)
		}
		got, err := reapUntil(child.Pid)
		if err != nil || got != code {
			t.Errorf("%s: %d %v, not %d", script, got, err, code)
		}
	}
}
