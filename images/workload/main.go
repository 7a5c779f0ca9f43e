// Command workload is a web server that says which pod answered: one line, "HOSTNAME IP".
package main

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"log"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"
)

// drain is how long requests in flight may take after SIGTERM.
const drain = 2 * time.Second

func main() {
	port := flag.String("port", cmp.Or(os.Getenv("PORT"), "80"), "TCP port; the default comes from PORT")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	server := &http.Server{Addr: ":" + *port, Handler: http.HandlerFunc(answer), ReadHeaderTimeout: 10 * time.Second}
	drained := make(chan struct{})
	go func() {
		<-ctx.Done()
		deadline, cancel := context.WithTimeout(context.Background(), drain)
		defer cancel()
		server.Shutdown(deadline)
		close(drained)
	}()
	if err := server.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
		log.Fatal(err)
	}
	<-drained
}

// answer takes the address from the connection: it is the pod's own, whatever a Service put in front of it.
func answer(w http.ResponseWriter, r *http.Request) {
	hostname, _ := os.Hostname()
	local, _ := r.Context().Value(http.LocalAddrContextKey).(*net.TCPAddr)
	fmt.Fprintf(w, "%s %s\n", hostname, local.IP)
}
