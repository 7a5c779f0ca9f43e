// Package process runs the parts of a node as one failure domain: when any part ends, all of them end. As in k3s a part
// that ends asks for an orderly stop, of which nobody learns by an exit code; only what is fatal ends at once, and fails.
package process

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"syscall"
	"time"

	"holdfast.dev/node/internal/log"
)

// Timing of a stop. Etcd and the port go first: leadership is handed over, and no client comes any more. The rest sees
// its datastore vanish, as in k3s.
const (
	leavePatience     = time.Second     // before the first signal
	controlPlaneDelay = 5 * time.Second // between the signal to the first and to the others
	killDelay         = 2 * time.Second // between that signal and SIGKILL
)

// ErrStopped is the cause of a stop that was asked for, by a signal or by a part's end.
var ErrStopped = errors.New("asked to stop")

// Group is the set of running parts.
type Group struct {
	ctx    context.Context
	cancel context.CancelCauseFunc

	mu       sync.Mutex
	children []*child
}

// Spec says how to start a part.
type Spec struct {
	Name  string
	Path  string
	Args  []string
	Dir   string     // the supervisor's own when empty
	Env   []string   // added to the supervisor's own
	Files []*os.File // inherited from descriptor 3 on
	First bool       // told to stop before all others
	// Leave is what it does for others before it is told to stop; nil for nothing.
	Leave func(context.Context) error
	// Why is what the part itself says of its end; nil for nothing.
	Why func() string
	// Spared says of an end whether the others go on without this part; nil for never.
	Spared func(*os.ProcessState) bool
	// Fatal says of an end whether it is one that within k3s ends the whole process, at once; nil for never.
	Fatal func(*os.ProcessState) bool
}

type child struct {
	Spec
	command *exec.Cmd
	ended   chan struct{}
}

// NewGroup returns a group and the context that ends when it must stop.
func NewGroup(parent context.Context) (*Group, context.Context) {
	ctx, cancel := context.WithCancelCause(parent)
	return &Group{ctx: ctx, cancel: cancel}, ctx
}

// Run starts parts and waits for their end. It returns nil after a stop that was asked for.
func Run(parent context.Context, start func(context.Context, *Group) error) error {
	group, ctx := NewGroup(parent)
	if err := start(ctx, group); err != nil {
		group.Fail(err)
	}
	<-ctx.Done()
	group.Stop()
	if cause := context.Cause(ctx); !errors.Is(cause, ErrStopped) {
		return cause
	}
	return nil
}

// Wait waits for a channel to be closed, or for ctx to end.
func Wait(ctx context.Context, ready <-chan struct{}) error {
	select {
	case <-ctx.Done():
		return context.Cause(ctx)
	case <-ready:
		return nil
	}
}

// Fail ends the group at once, for a reason.
func (g *Group) Fail(err error) { g.cancel(err) }

// requestShutdown stops the group in order, as a signal does.
func (g *Group) requestShutdown(reason string) {
	log.Errorf("Shutdown request received: %q", reason)
	g.cancel(ErrStopped)
}

// Go runs a function as a part; its error stops the group.
func (g *Group) Go(name string, run func(context.Context) error) {
	go func() {
		if err := run(g.ctx); err != nil && g.ctx.Err() == nil {
			g.Fail(fmt.Errorf("%s: %w", name, err))
		}
	}()
}

// Start runs a program as a part. Its end, however clean, stops the group unless it is spared.
func (g *Group) Start(spec Spec) error {
	if g.ctx.Err() != nil {
		return context.Cause(g.ctx)
	}
	command := exec.Command(spec.Path, spec.Args...)
	command.Dir = spec.Dir
	command.Env = append(withoutSecrets(os.Environ()), spec.Env...)
	command.ExtraFiles = spec.Files
	command.Stdout, command.Stderr = os.Stderr, os.Stderr
	// An own group: a signal to the supervisor's group must not reach a part past the supervisor.
	command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	log.Infof("Running %s", spec.Name)
	if err := command.Start(); err != nil {
		return fmt.Errorf("start %s: %w", spec.Name, err)
	}
	c := &child{Spec: spec, command: command, ended: make(chan struct{})}
	g.mu.Lock()
	g.children = append(g.children, c)
	g.mu.Unlock()
	go func() {
		command.Wait()
		close(c.ended)
		switch spared := spec.Spared != nil && spec.Spared(command.ProcessState); {
		case spared || g.ctx.Err() != nil:
		case spec.Fatal != nil && spec.Fatal(command.ProcessState):
			g.Fail(errors.New(spec.epitaph(command.ProcessState)))
		default:
			g.requestShutdown(spec.epitaph(command.ProcessState))
		}
	}()
	return nil
}

// epitaph is how a part ended, in words.
func (s Spec) epitaph(state *os.ProcessState) string {
	text := fmt.Sprintf("%s exited: %s", s.Name, state)
	if s.Why == nil {
		return text
	}
	return strings.TrimSuffix(text+": "+s.Why(), ": ")
}

// Stop ends the parts: in order and in less than ten seconds when it was asked for, after a failure at once.
func (g *Group) Stop() {
	g.mu.Lock()
	defer g.mu.Unlock()
	if !errors.Is(context.Cause(g.ctx), ErrStopped) {
		return // PID 1 ends with the supervisor, and with it every process of the container
	}
	g.leave()
	g.signal(syscall.SIGTERM, func(c *child) bool { return c.First })
	time.Sleep(controlPlaneDelay)
	g.signal(syscall.SIGTERM, func(c *child) bool { return !c.First })
	deadline := time.After(killDelay)
	for _, c := range g.children {
		select {
		case <-c.ended:
		case <-deadline:
			g.signal(syscall.SIGKILL, func(*child) bool { return true })
			return
		}
	}
}

func (g *Group) leave() {
	ctx, cancel := context.WithTimeout(context.Background(), leavePatience)
	defer cancel()
	for _, c := range g.children {
		if c.Leave == nil {
			continue
		}
		if err := c.Leave(ctx); err != nil {
			log.Warnf("%s: %v", c.Name, err)
		}
	}
}

func (g *Group) signal(s syscall.Signal, which func(*child) bool) {
	for _, c := range g.children {
		if which(c) {
			c.command.Process.Signal(s)
		}
	}
}

// withoutSecrets drops k3s's own settings, tokens among them.
func withoutSecrets(environment []string) []string {
	return slices.DeleteFunc(environment, func(variable string) bool { return strings.HasPrefix(variable, "K3S_") })
}
