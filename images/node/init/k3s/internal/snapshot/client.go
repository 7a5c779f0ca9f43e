package snapshot

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"holdfast.dev/node/internal/log"
	"holdfast.dev/node/k3s/internal/access"
	"holdfast.dev/node/k3s/internal/layout"
)

// commandTimeout bounds one command, as in k3s.
const commandTimeout = 2 * time.Minute

// client asks a running server as one who knows the server token.
type client struct {
	ctx     context.Context
	server  string
	token   string
	dataDir layout.DataDir
}

func (c client) ask(request Request, into any) error {
	server, err := access.TrustAsOwner(c.ctx, c.server, c.token, c.dataDir)
	if err != nil {
		return err
	}
	body, err := json.Marshal(request)
	if err != nil {
		return err
	}
	answer, err := server.PostFor(c.ctx, "/db/snapshot", server.As("server"), commandTimeout, body)
	if err != nil {
		return fmt.Errorf("see server log for details: %w", err)
	}
	return json.Unmarshal(answer, into)
}

func (c client) change(request Request) error {
	var result Result
	if err := c.ask(request, &result); err != nil {
		return err
	}
	for _, name := range result.Created {
		log.Infof("Snapshot %s saved.", name)
	}
	for _, name := range result.Deleted {
		log.Infof("Snapshot %s deleted.", name)
	}
	if request.Operation == "delete" {
		for _, name := range request.Name {
			if !slices.Contains(result.Deleted, name) {
				log.Warnf("Snapshot %s not found.", name)
			}
		}
	}
	return nil
}
