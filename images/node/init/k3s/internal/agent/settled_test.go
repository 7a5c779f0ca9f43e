package agent

import (
	"context"
	"slices"
	"testing"
	"testing/synctest"
	"time"
)

func TestOnlyWhatStaysIsUsed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, stop := context.WithCancel(t.Context())
		values := make(chan int)
		var used []int
		go settled(ctx, time.Second, values, func(value int) { used = append(used, value) })
		for value, quiet := range []time.Duration{900 * time.Millisecond, 1100 * time.Millisecond, 0, 5 * time.Second} {
			values <- value
			time.Sleep(quiet)
		}
		stop()
		synctest.Wait()
		if !slices.Equal(used, []int{1, 3}) {
			t.Errorf("used %v", used)
		}
	})
}
