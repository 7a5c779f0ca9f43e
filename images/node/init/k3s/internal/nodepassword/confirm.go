package nodepassword

import (
	"context"
	"errors"
	"time"

	"holdfast.dev/node/internal/kube"
	"holdfast.dev/node/internal/log"
)

// confirmRetry is how long a server waits while its password's Secret cannot be read or written, as in k3s.
const confirmRetry = 5 * time.Second

// Confirm checks a server's own password once the API is up. The node has joined by then, so a refusal is only told.
func Confirm(ctx context.Context, client *kube.Client, node, password string) error {
	for {
		err := Ensure(ctx, client, node, password)
		if err == nil {
			client.NodeEvent(ctx, node, "Normal", "NodePasswordValidationComplete", "Deferred node password secret validation complete")
			return nil
		}
		if ctx.Err() != nil {
			return nil
		}
		message := "Deferred node password secret validation failed: " + err.Error()
		log.Warnf("%s", message)
		client.NodeEvent(ctx, node, "Warning", "NodePasswordValidationFailed", message)
		if errors.Is(err, ErrMismatch) {
			return nil
		}
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(confirmRetry):
		}
	}
}
