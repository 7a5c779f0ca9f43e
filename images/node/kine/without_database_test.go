package main

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/k3s-io/kine/pkg/endpoint"
	"github.com/sirupsen/logrus"
)

// pings tells each time that kine's own code says that the database did not let it in.
type pings chan string

func (pings) Levels() []logrus.Level { return []logrus.Level{logrus.ErrorLevel} }

func (p pings) Fire(entry *logrus.Entry) error {
	if strings.HasPrefix(entry.Message, "Failed to ping database connection") {
		p <- entry.Message
	}
	return nil
}

func withoutDatabase(url string) endpoint.Config {
	return endpoint.Config{Endpoint: url, WaitGroup: &sync.WaitGroup{}}
}

// The contract's clauses 6-postgres-down-at-start and 6-mysql-down-at-start, of the kine that is pinned here.
func TestStartWithoutPostgresWaits(t *testing.T) {
	told := make(pings)
	logrus.AddHook(told)
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	go endpoint.Listen(ctx, withoutDatabase("postgres://user:secret@127.0.0.1:1/db?sslmode=disable"))
	for range 2 {
		select {
		case message := <-told:
			if strings.Contains(message, "secret") {
				t.Error("the password is in the log")
			}
		case <-time.After(10 * time.Second):
			t.Fatal("it does not try again")
		}
	}
}

func TestStartWithoutMySQLEnds(t *testing.T) {
	_, err := endpoint.Listen(t.Context(), withoutDatabase("mysql://user:secret@tcp(127.0.0.1:1)/db"))
	if err == nil || !strings.Contains(err.Error(), "connection refused") || strings.Contains(err.Error(), "secret") {
		t.Errorf("ended with %v", err)
	}
}
