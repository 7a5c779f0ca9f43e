package kube

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
)

// Deleted is the kind of a change that tells of an object as it last was.
const Deleted = "DELETED"

// Watch tells one object of a list now and after every change, until the watch breaks.
func Watch[T any](ctx context.Context, c *Client, list, name string, tell func(kind string, object T)) error {
	stream, err := c.stream(ctx, list+"?watch=true&fieldSelector=metadata.name%3D"+name)
	if err != nil {
		return err
	}
	defer stream.Close()
	for events := json.NewDecoder(stream); ; {
		var event struct {
			Type   string          `json:"type"`
			Object json.RawMessage `json:"object"`
		}
		switch err := events.Decode(&event); {
		case err == io.EOF:
			return io.ErrUnexpectedEOF
		case err != nil:
			return err
		case event.Type == "ERROR":
			return fmt.Errorf("watch of %s ended with an error", list)
		case event.Type == "BOOKMARK":
			continue
		}
		var object T
		if err := json.Unmarshal(event.Object, &object); err != nil {
			return err
		}
		tell(event.Type, object)
	}
}
