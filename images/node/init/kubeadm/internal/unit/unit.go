// Package unit runs the programs of a node as systemd runs its services: what ends is started again, until it is told
// to stop.
package unit

import (
	"os"
	"os/exec"
	"sync"
	"syscall"
	"time"

	"holdfast.dev/node/internal/log"
)

// Timing as in kind's units, and systemd's own.
const (
	restartDelay = time.Second
	stopPatience = 90 * time.Second // between SIGTERM and SIGKILL
)

// Unit is one supervised program. Only it is signalled, never what it started: pods outlive a kubelet and a containerd.
type Unit struct {
	Name        string
	Description string
	// Command is made anew for each start, so that it reads its files anew.
	Command func() (*exec.Cmd, error)
	// Condition is a file without which the unit is not started; empty for none.
	Condition string

	turn sync.Mutex // one start or stop at a time

	mu      sync.Mutex // of what follows
	wanted  bool
	process *process
}

type process struct {
	command *exec.Cmd
	since   time.Time
	ended   chan struct{}
}

// Start starts the program unless it runs, and returns without waiting for it to be ready.
func (u *Unit) Start() error {
	u.turn.Lock()
	defer u.turn.Unlock()
	return u.start()
}

// Stop ends the program and waits for its end.
func (u *Unit) Stop() {
	u.turn.Lock()
	defer u.turn.Unlock()
	u.stop()
}

// Restart is a stop and a start.
func (u *Unit) Restart() error {
	u.turn.Lock()
	defer u.turn.Unlock()
	u.stop()
	return u.start()
}

func (u *Unit) start() error {
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.Condition != "" {
		if _, err := os.Stat(u.Condition); err != nil {
			log.Infof("%s is not started: there is no %s", u.Name, u.Condition)
			return nil
		}
	}
	err := u.launch()
	u.wanted = err == nil
	return err
}

func (u *Unit) stop() {
	u.mu.Lock()
	u.wanted = false
	running := u.process
	u.mu.Unlock()
	if running == nil {
		return
	}
	running.command.Process.Signal(syscall.SIGTERM)
	select {
	case <-running.ended:
	case <-time.After(stopPatience):
		running.command.Process.Kill()
		<-running.ended
	}
}

// launch needs the lock.
func (u *Unit) launch() error {
	if u.process != nil {
		return nil
	}
	command, err := u.Command()
	if err != nil {
		return err
	}
	command.Stdout, command.Stderr = os.Stderr, os.Stderr
	// An own group: a signal to the supervisor's group must not reach it past the supervisor.
	command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	log.Infof("Running %s", u.Name)
	if err := command.Start(); err != nil {
		return err
	}
	u.process = &process{command: command, since: time.Now(), ended: make(chan struct{})}
	go u.watch(u.process)
	return nil
}

// watch starts the program again after its end, as long as it is wanted.
func (u *Unit) watch(running *process) {
	running.command.Wait()
	u.mu.Lock()
	u.process = nil
	wanted := u.wanted
	u.mu.Unlock()
	close(running.ended)
	log.Infof("%s exited: %s", u.Name, running.command.ProcessState)
	if wanted {
		time.AfterFunc(restartDelay, u.again)
	}
}

func (u *Unit) again() {
	u.mu.Lock()
	defer u.mu.Unlock()
	if !u.wanted {
		return
	}
	if err := u.launch(); err != nil {
		log.Errorf("start %s: %v", u.Name, err)
		time.AfterFunc(restartDelay, u.again)
	}
}
