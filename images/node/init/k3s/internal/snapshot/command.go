package snapshot

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"

	"github.com/spf13/pflag"

	"holdfast.dev/node/k3s/internal/layout"
)

const usage = `usage: k3s etcd-snapshot save|ls|delete|prune [FLAG ...] [NAME ...]
`

// Command is `k3s etcd-snapshot`: it asks a running server.
func Command(ctx context.Context, args []string, out io.Writer) error {
	flags := pflag.NewFlagSet("k3s etcd-snapshot", pflag.ContinueOnError)
	flags.Usage = func() { fmt.Fprint(out, usage, flags.FlagUsages()) }
	server := flags.StringP("etcd-server", "s", "https://127.0.0.1:6443", "the server to ask")
	token := flags.StringP("etcd-token", "t", os.Getenv("K3S_TOKEN"), "its token; that in the data directory when empty")
	dataDir := flags.StringP("data-dir", "d", "/var/lib/rancher/k3s", "where a server's token lies")
	name := flags.String("name", "on-demand", "what the names of snapshots begin with")
	directory := flags.String("etcd-snapshot-dir", "", "where snapshots lie; the server's own directory when not given")
	shrink := flags.Bool("etcd-snapshot-compress", false, "compress the snapshot")
	retention := flags.Int("etcd-snapshot-retention", 5, "how many prune leaves")
	format := flags.StringP("output", "o", "table", "json, yaml or table, of ls")
	flags.SetNormalizeFunc(func(_ *pflag.FlagSet, given string) pflag.NormalizedName {
		return pflag.NormalizedName(cmp.Or(otherNames[given], given))
	})
	if err := flags.Parse(args); err != nil {
		if errors.Is(err, pflag.ErrHelp) {
			return nil
		}
		return err
	}
	if !slices.Contains([]string{"json", "yaml", "table"}, *format) {
		return fmt.Errorf("invalid output format: %s", *format)
	}
	request := Request{Name: []string{*name}}
	if flags.Changed("etcd-snapshot-dir") {
		request.Dir = directory
	}
	if flags.Changed("etcd-snapshot-compress") {
		request.Compress = shrink
	}
	c := client{ctx, *server, *token, layout.DataDir(*dataDir)}
	switch operation, names := flags.Arg(0), flags.Args(); operation {
	case "save", "":
		if len(names) > 1 {
			return errors.New("this command does not take any arguments")
		}
		none := 0 // as in k3s, what is taken on demand removes nothing
		request.Operation, request.Retention = "save", &none
		return c.change(request)
	case "prune":
		request.Operation = "prune"
		if flags.Changed("etcd-snapshot-retention") {
			request.Retention = retention
		}
		return c.change(request)
	case "delete":
		if len(names) < 2 {
			return errors.New("no snapshots given for removal")
		}
		request.Operation, request.Name = "delete", names[1:]
		return c.change(request)
	case "ls", "list", "l":
		request.Operation, request.Name = "list", nil
		var objects Objects
		if err := c.ask(request, &objects); err != nil {
			return err
		}
		return objects.print(*format, out)
	default:
		return fmt.Errorf("No help topic for '%s'", operation)
	}
}

// otherNames are flags that k3s knows by two names.
var otherNames = map[string]string{
	"dir":                "etcd-snapshot-dir",
	"snapshot-compress":  "etcd-snapshot-compress",
	"snapshot-retention": "etcd-snapshot-retention",
}
