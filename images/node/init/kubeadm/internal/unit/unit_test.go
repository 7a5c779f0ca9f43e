package unit

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

func sleeper() *Unit {
	return &Unit{Name: "sleeper", Command: func() (*exec.Cmd, error) { return exec.Command("sleep", "60"), nil }}
}

func TestWhatEndsIsStartedAgainUntilItIsStopped(t *testing.T) {
	u := sleeper()
	if err := u.Start(); err != nil {
		t.Fatal(err)
	}
	first := u.Status()
	if first.State != Active {
		t.Fatalf("%+v", first)
	}
	syscall.Kill(first.PID, syscall.SIGKILL)
	eventually(t, func() bool { return u.Status().State == Activating })
	eventually(t, func() bool { return u.Status().State == Active })
	if again := u.Status(); again.PID == first.PID || again.Since.Sub(first.Since) < restartDelay {
		t.Errorf("%+v after %+v", again, first)
	}
	u.Stop()
	if after := u.Status(); after.State != Inactive {
		t.Errorf("%+v", after)
	}
}

func TestAStopBeforeTheNextStartPreventsIt(t *testing.T) {
	u := sleeper()
	u.Command = func() (*exec.Cmd, error) { return exec.Command("false"), nil }
	if err := u.Start(); err != nil {
		t.Fatal(err)
	}
	eventually(t, func() bool { return u.Status().State == Activating })
	u.Stop()
	time.Sleep(restartDelay + 200*time.Millisecond)
	if after := u.Status(); after.State != Inactive {
		t.Errorf("%+v", after)
	}
}

func TestAStartOfWhatRunsStartsNothing(t *testing.T) {
	u := sleeper()
	defer u.Stop()
	for range 2 {
		if err := u.Start(); err != nil {
			t.Fatal(err)
		}
	}
	first := u.Status().PID
	if err := u.Restart(); err != nil {
		t.Fatal(err)
	}
	if u.Status().PID == first {
		t.Error("a restart left the program as it was")
	}
	if syscall.Kill(first, 0) == nil {
		t.Error("the first program still runs")
	}
}

func TestAUnitWaitsForItsFile(t *testing.T) {
	u := sleeper()
	u.Condition = filepath.Join(t.TempDir(), "config.yaml")
	defer u.Stop()
	if err := u.Start(); err != nil || u.Status().State != Inactive {
		t.Fatalf("%v %+v", err, u.Status())
	}
	if err := os.WriteFile(u.Condition, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := u.Start(); err != nil || u.Status().State != Active {
		t.Fatalf("%v %+v", err, u.Status())
	}
}

func TestACommandThatCannotBeMadeIsAnError(t *testing.T) {
	u := sleeper()
	u.Command = func() (*exec.Cmd, error) { return nil, errors.New("no configuration") }
	if err := u.Start(); err == nil {
		t.Error("started")
	}
	u.Stop()
}

func eventually(t *testing.T, holds func() bool) {
	t.Helper()
	for deadline := time.Now().Add(5 * time.Second); !holds(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("not within 5 s")
		}
	}
}
