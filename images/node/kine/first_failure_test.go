package main

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"github.com/k3s-io/kine/pkg/endpoint"
	"github.com/sirupsen/logrus"
)

// Kine's own words decide, so its own code says them: a port that nobody listens on.
func TestStartWithoutDatabaseEnds(t *testing.T) {
	var said bytes.Buffer
	ended := make(chan struct{})
	logrus.SetOutput(&said)
	logrus.AddHook(firstFailure{})
	logrus.StandardLogger().ExitFunc = func(int) {
		close(ended)
		select {} // as an exit, it does not return
	}
	go endpoint.Listen(context.Background(), endpoint.Config{Endpoint: "postgres://user:secret@127.0.0.1:1/db?sslmode=disable"})
	<-ended
	if text := said.String(); !strings.Contains(text, "building kine: ") || !strings.Contains(text, "connection refused") {
		t.Errorf("said %q", text)
	} else if strings.Contains(text, "secret") {
		t.Error("the password is in the log")
	}
}
