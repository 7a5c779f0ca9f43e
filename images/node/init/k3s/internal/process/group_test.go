package process

import (
	"context"
	"errors"
	"os"
	"testing"
	"time"
)

func TestEndOfAPartStopsTheGroupUnlessItIsSpared(t *testing.T) {
	spare := func(end *os.ProcessState) bool { return end.Success() }
	for script, stops := range map[string]bool{"exit 0": false, "exit 1": true} {
		group, ctx := NewGroup(context.Background())
		ended := make(chan struct{})
		spec := Spec{Name: "part", Path: "/bin/sh", Args: []string{"-c", script}, Spared: func(end *os.ProcessState) bool {
			defer close(ended)
			return spare(end)
		}}
		if err := group.Start(spec); err != nil {
			t.Fatal(err)
		}
		<-ended
		select {
		case <-ctx.Done():
		case <-time.After(200 * time.Millisecond):
		}
		if stopped := ctx.Err() != nil; stopped != stops {
			t.Errorf("%s: stopped %v", script, stopped)
		}
		group.Fail(nil)
	}
}

func TestOnlyAFatalEndOfAPartIsAFailure(t *testing.T) {
	for script, fatal := range map[string]bool{"exit 0": false, "exit 1": true, "exit 70": false, "kill -9 $$": false} {
		group, ctx := NewGroup(context.Background())
		if err := group.Start(Spec{Name: "part", Path: "/bin/sh", Args: []string{"-c", script}, Fatal: Exited}); err != nil {
			t.Fatal(err)
		}
		<-ctx.Done()
		cause := context.Cause(ctx)
		if asked := errors.Is(cause, ErrStopped); asked == fatal {
			t.Errorf("%s: %v", script, cause)
		}
	}
}
