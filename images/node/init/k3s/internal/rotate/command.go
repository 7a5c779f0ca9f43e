// Package rotate is `k3s token rotate`.
package rotate

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/pflag"

	"holdfast.dev/node/k3s/internal/access"
	"holdfast.dev/node/k3s/internal/layout"
	"holdfast.dev/node/k3s/internal/supervisor"
)

const usage = "usage: k3s token rotate [FLAG ...]\n"

// Command is `k3s token` as far as it does without bootstrap tokens.
func Command(ctx context.Context, args []string, out io.Writer) error {
	flags := pflag.NewFlagSet("k3s token", pflag.ContinueOnError)
	flags.Usage = func() { fmt.Fprint(out, usage, flags.FlagUsages()) }
	server := flags.StringP("server", "s", "https://127.0.0.1:6443", "the server to ask")
	current := flags.StringP("token", "t", os.Getenv("K3S_TOKEN"), "the token that it was started with; that in the data directory when empty")
	next := flags.String("new-token", "", "the new one; a random one when empty")
	dataDir := flags.StringP("data-dir", "d", "/var/lib/rancher/k3s", "where a server's token lies")
	if err := flags.Parse(args); err != nil {
		if errors.Is(err, pflag.ErrHelp) {
			return nil
		}
		return err
	}
	switch operation := flags.Arg(0); operation {
	case "":
		flags.Usage()
		return nil
	case "rotate":
		return rotate(ctx, *server, *current, *next, layout.DataDir(*dataDir), out)
	case "create", "delete", "generate", "list":
		return fmt.Errorf("k3s token %s is not supported by this k3s-compatible stand-in", operation)
	default:
		return fmt.Errorf("No help topic for '%s'", operation)
	}
}

func rotate(ctx context.Context, url, current, next string, dataDir layout.DataDir, out io.Writer) error {
	server, err := access.TrustAsOwner(ctx, url, current, dataDir)
	if err != nil {
		return err
	}
	body, err := json.Marshal(supervisor.RotateRequest{NewToken: next})
	if err != nil {
		return err
	}
	if err := server.Put(ctx, "/v1-k3s/token", server.As("server"), body); err != nil {
		return err
	}
	_, err = fmt.Fprintln(out, "Token rotated, restart k3s nodes with new token")
	return err
}
