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
	clientv3 "go.etcd.io/etcd/client/v3"
)

// How k3s has its kine compact; standing alone, kine leaves that to the apiserver.
const (
	compactInterval = 5 * time.Minute
	compactJitter   = 5 // percent
)

// ownKey is under a name that no other server has and that no apiserver looks at.
func ownKey() string {
	host, err := os.Hostname()
	if err != nil {
		logrus.Fatalf("creating storage endpoint: own name: %v", err)
	}
	return "/kine-own-writes/" + host
}

func main() {
	logrus.SetFormatter(withoutPassword{&logrus.TextFormatter{DisableColors: true, FullTimestamp: true}})
	if os.Getenv(reasonVariable) == "3" {
		logrus.AddHook(lastWords{os.NewFile(3, "reason")})
	}
	config := app.Config(nil)
	config.CompactInterval = compactInterval
	config.CompactIntervalJitter = compactJitter
	config.WaitGroup = &sync.WaitGroup{}
	// No metrics server: kine's own would listen on every address.
	ctx := signals.SetupSignalContext()
	served, err := endpoint.Listen(ctx, config)
	if err != nil {
		logrus.Fatalf("creating storage endpoint: building kine: %v", err)
	}
	client, err := clientv3.New(clientv3.Config{Endpoints: served.Endpoints})
	if err != nil {
		logrus.Fatalf("creating storage endpoint: own client: %v", err)
	}
	go writeOwn(ctx, client, ownKey())
	config.WaitGroup.Wait()
}
