package snapshot

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"holdfast.dev/node/k3s/internal/cli"
)

// Request is the body of a POST to /db/snapshot. What it does not say the server's own settings do.
type Request struct {
	Operation string   `json:"operation"`
	Name      []string `json:"name,omitempty"`
	Dir       *string  `json:"dir,omitempty"`
	Compress  *bool    `json:"compress,omitempty"`
	Retention *int     `json:"retention,omitempty"`
	S3        any      `json:"s3,omitempty"`
}

// Refusal is an error of the one who asks.
type Refusal struct {
	Status int
	Reason error
}

func (r *Refusal) Error() string { return r.Reason.Error() }

// Serve does what a request asks for and returns the body of the answer.
func (s *Store) Serve(ctx context.Context, r Request) (any, error) {
	if r.S3 != nil {
		return nil, &Refusal{http.StatusNotImplemented, errors.New("S3 is not supported by this k3s-compatible stand-in")}
	}
	settings := r.over(s.Settings)
	switch r.Operation {
	case "save":
		return s.Save(ctx, settings)
	case "list":
		files, err := s.List(settings)
		return s.objects(files), err
	case "prune":
		return s.Prune(settings)
	case "delete":
		result, err := s.Delete(settings, r.Name)
		if errors.Is(err, errPath) {
			err = &Refusal{http.StatusBadRequest, err}
		}
		return result, err
	}
	return nil, &Refusal{http.StatusBadRequest, fmt.Errorf("invalid snapshot operation %q", r.Operation)}
}

func (r Request) over(settings cli.Snapshots) cli.Snapshots {
	if len(r.Name) > 0 {
		settings.Name = r.Name[0]
	}
	if r.Dir != nil {
		settings.Directory = *r.Dir
	}
	if r.Compress != nil {
		settings.Compress = *r.Compress
	}
	if r.Retention != nil {
		settings.Retention = *r.Retention
	}
	return settings
}
