package loadbalancer

import (
	"context"
	"io"
	"net"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// backend answers every connection with its name and keeps it open, until it is closed.
func backend(t *testing.T, name string) (address string, stop func()) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	go func() {
		for {
			connection, err := listener.Accept()
			if err != nil {
				return
			}
			connection.Write([]byte(name))
		}
	}()
	return listener.Addr().String(), func() { listener.Close() }
}

func listen(t *testing.T, url, file string) *Balancer {
	t.Helper()
	b, err := Listen("127.0.0.1:0", url, file)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	t.Cleanup(stop)
	go b.Serve(ctx)
	return b
}

// connect returns who answers, and the connection.
func connect(t *testing.T, b *Balancer) (string, net.Conn) {
	t.Helper()
	connection, err := net.Dial("tcp", b.listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { connection.Close() })
	name := make([]byte, 1)
	connection.SetReadDeadline(time.Now().Add(5 * time.Second))
	if _, err := io.ReadFull(connection, name); err != nil {
		return "", connection
	}
	return string(name), connection
}

func eventually(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for deadline := time.Now().Add(5 * time.Second); !holds(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("%s: not within 5 s", what)
		}
	}
}

func stateOf(b *Balancer, address string) State {
	b.mu.Lock()
	defer b.mu.Unlock()
	state, _ := b.pool.State(address)
	return state
}

func healthy() Health { return Good }

func TestAFailedCheckClosesConnectionsAndTheNextDialGoesElsewhere(t *testing.T) {
	a, _ := backend(t, "a")
	b, _ := backend(t, "b")
	balancer := listen(t, "https://"+a, filepath.Join(t.TempDir(), "state"))
	if name, _ := connect(t, balancer); name != "a" {
		t.Fatalf("before anything is known: %q", name)
	}
	health := make(chan Health, 1)
	health <- Good
	balancer.Update([]string{a, b})
	balancer.Check(a, func() Health {
		now := <-health
		health <- now
		return now
	})
	eventually(t, "a is active", func() bool {
		connect(t, balancer)
		return stateOf(balancer, a) == Active
	})
	balancer.Check(b, healthy)
	_, open := connect(t, balancer)
	<-health
	health <- Bad
	open.SetReadDeadline(time.Now().Add(3 * healthInterval))
	if _, err := open.Read(make([]byte, 1)); err != io.EOF {
		t.Errorf("a connection to a failed server: %v", err)
	}
	if name, _ := connect(t, balancer); name != "b" {
		t.Errorf("after the failure: %q", name)
	}
}

func TestADeadServerIsPassedOver(t *testing.T) {
	a, stop := backend(t, "a")
	b, _ := backend(t, "b")
	stop()
	balancer := listen(t, "https://"+a, filepath.Join(t.TempDir(), "state"))
	if name, _ := connect(t, balancer); name != "" {
		t.Errorf("nobody is there, and %q answers", name)
	}
	balancer.Update([]string{a, b})
	if name, _ := connect(t, balancer); name != "b" {
		t.Errorf("%q answers", name)
	}
	if state := stateOf(balancer, a); state != Failed {
		t.Errorf("a is %s", state)
	}
}

func TestServersAreRememberedForTheSameURL(t *testing.T) {
	file := filepath.Join(t.TempDir(), "etc", Name+".json")
	gone, stop := backend(t, "x")
	stop()
	a, _ := backend(t, "a")
	listen(t, "https://"+gone, file).Update([]string{a})
	if name, _ := connect(t, listen(t, "https://"+gone, file)); name != "a" {
		t.Errorf("after a restart %q answers", name)
	}
	if known := listen(t, "https://192.0.2.1", file).Addresses(); len(known) > 0 {
		t.Errorf("joined by another URL, and knows %q", known)
	}
}

func TestAnEmptyListTeachesNothing(t *testing.T) {
	a, _ := backend(t, "a")
	balancer := listen(t, "https://"+a, filepath.Join(t.TempDir(), "state"))
	balancer.Update([]string{a})
	balancer.Update(nil)
	if known := balancer.Addresses(); !slices.Equal(known, []string{a}) {
		t.Errorf("knows %q", known)
	}
}

func TestURLsWithoutAPort(t *testing.T) {
	for url, want := range map[string]string{"https://lb": "lb:443", "https://192.0.2.1:6443": "192.0.2.1:6443", "https://[::1]:1": "[::1]:1"} {
		if got, err := addressOf(url); err != nil || got != want {
			t.Errorf("%s: %q %v", url, got, err)
		}
	}
	if _, err := addressOf("https://"); err == nil {
		t.Error("a URL without a host")
	}
}
