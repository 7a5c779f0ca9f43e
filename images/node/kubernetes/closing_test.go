package main

import (
	"context"
	"net"
	"testing"
	"time"
)

func TestPortClosesAtStopAndAcceptWaitsForClose(t *testing.T) {
	inner, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	listener := closeAtStop(ctx, inner)
	accepted := make(chan error, 1)
	go func() {
		_, err := listener.Accept()
		accepted <- err
	}()
	stop()
	for {
		connection, err := net.Dial("tcp", inner.Addr().String())
		if err != nil {
			break
		}
		connection.Close()
	}
	select {
	case err := <-accepted:
		if err != nil {
			t.Fatalf("Accept ended before Close: %v", err)
		}
		return // the connection of the race above was accepted, which is as good
	case <-time.After(50 * time.Millisecond):
	}
	if err := listener.Close(); err != nil {
		t.Fatal(err)
	}
	if err := <-accepted; err == nil {
		t.Fatal("Accept returned a connection of a closed port")
	}
}
