package main

import (
	"context"
	"net"
	"sync"
)

// closingListener closes its port as soon as a stop begins, as k3s does. Upstream keeps it open until its pre-shutdown
// hooks are done, and those wait for an etcd that is gone; a port closed behind its back it takes for a failure. So
// Accept waits, once the port is closed, for upstream's own Close.
type closingListener struct {
	net.Listener
	stopping context.Context
	closed   chan struct{}
	once     sync.Once
}

func closeAtStop(ctx context.Context, listener net.Listener) net.Listener {
	l := &closingListener{Listener: listener, stopping: ctx, closed: make(chan struct{})}
	context.AfterFunc(ctx, func() { listener.Close() })
	return l
}

func (l *closingListener) Accept() (net.Conn, error) {
	connection, err := l.Listener.Accept()
	if err != nil && l.stopping.Err() != nil {
		<-l.closed
	}
	return connection, err
}

func (l *closingListener) Close() error {
	l.once.Do(func() { close(l.closed) })
	l.Listener.Close() // a second close of the same port is no failure
	return nil
}
