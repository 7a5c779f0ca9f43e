// Command kine is etcd's API before a SQL database, set as k3s sets the one inside it. It is configured by kine's own
// environment variables alone, so that a database's password stays out of the process list.
package main

import (
	"os"
	"sync"
	"time"

	"github.com/k3s-io/kine/pkg/app"
	"github.com/k3s-io/kine/pkg/endpoint"
	"github.com/k3s-io/kine/pkg/signals"
	"github.com/sirupsen/logrus"
)

// How k3s has its kine compact; standing alone, kine leaves that to the apiserver.
const (
	compactInterval = 5 * time.Minute
	compactJitter   = 5 // percent
)

func main() {
	logrus.SetFormatter(withoutPassword{&logrus.TextFormatter{DisableColors: true, FullTimestamp: true}})
	logrus.AddHook(firstFailure{})
	if os.Getenv(reasonVariable) == "3" {
		logrus.AddHook(lastWords{os.NewFile(3, "reason")})
	}
	config := app.Config(nil)
	config.CompactInterval = compactInterval
	config.CompactIntervalJitter = compactJitter
	config.WaitGroup = &sync.WaitGroup{}
	// No metrics server: kine's own would listen on every address.
	if _, err := endpoint.Listen(signals.SetupSignalContext(), config); err != nil {
		logrus.Fatalf("creating storage endpoint: building kine: %v", err)
	}
	config.WaitGroup.Wait()
}
