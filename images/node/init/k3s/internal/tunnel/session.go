// Package tunnel is the websocket that every agent keeps open to every server. Real k3s carries calls of the apiserver to
// kubelets over it; here it carries nothing, and stands for the server's health as in k3s.
package tunnel

import (
	"bufio"
	"context"
	"errors"
	"net"
	"time"
)

// Path is where servers accept tunnels.
const Path = "/v1-k3s/connect"

// Timing of rancher's remotedialer, which k3s uses: a server that is only silent is given up after waitTime.
const (
	pingInterval = 5 * time.Second
	waitTime     = 60 * time.Second
)

var errClosed = errors.New("websocket: closed by the other side")

// hold keeps an open websocket until it breaks or ctx ends. The client pings, the server answers.
func hold(ctx context.Context, connection net.Conn, reader *bufio.Reader, isClient bool) error {
	defer connection.Close()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	context.AfterFunc(ctx, func() { connection.Close() })
	if isClient {
		go ping(ctx, connection)
	}
	for {
		connection.SetReadDeadline(time.Now().Add(waitTime))
		op, err := readFrame(reader)
		if err != nil {
			return err
		}
		switch op {
		case opClose:
			return errClosed
		case opPing:
			if err := writeFrame(connection, opPong, isClient); err != nil {
				return err
			}
		}
	}
}

func ping(ctx context.Context, connection net.Conn) {
	ticker := time.NewTicker(pingInterval)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			connection.SetWriteDeadline(time.Now().Add(waitTime))
			if writeFrame(connection, opPing, true) != nil {
				return // the reader sees why
			}
		}
	}
}
