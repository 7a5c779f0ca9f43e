package main

import (
	"context"
	"strings"
	"testing"

	"github.com/k3s-io/kine/pkg/endpoint"
	"github.com/sirupsen/logrus"
)

func TestNoErrorTellsThePassword(t *testing.T) {
	for _, dsn := range []string{
		"postgres://user:sec@ret@127.0.0.1:x/db",
		"postgres://user:secret%zz@127.0.0.1/db",
		"mysql://user:secret@nowhere(127.0.0.1:1/db",
		"mysql://user:secret@127.0.0.1:x/db",
		"oracle://user:secret@127.0.0.1/db",
	} {
		_, err := endpoint.Listen(context.Background(), endpoint.Config{Endpoint: dsn})
		if err == nil {
			t.Errorf("%s: no error", dsn)
			continue
		}
		entry := logrus.NewEntry(logrus.StandardLogger())
		entry.Message = "building kine: " + err.Error()
		line, err := withoutPassword{&logrus.TextFormatter{DisableColors: true}}.Format(entry)
		if err != nil || strings.Contains(string(line), "sec") || strings.Contains(string(line), "ret@") {
			t.Errorf("%s %v", line, err)
		}
		var told strings.Builder
		if err := (lastWords{&told}).Fire(entry); err != nil || told.Len() == 0 || strings.Contains(told.String(), "sec") {
			t.Errorf("told %q %v", told.String(), err)
		}
		if !strings.Contains(string(line), "building kine: ") {
			t.Errorf("%s says nothing", line)
		}
	}
}
