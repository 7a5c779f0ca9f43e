//go:build linux

// Package initproc is PID 1 of a container: a reaper that runs the program proper as its child.
package initproc

import (
	"errors"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"unsafe"
)

// Required reports whether this process must become the reaper.
func Required() bool { return os.Getpid() == 1 }

// killed is the exit code after a child that a signal ended: Go has -1 for it, of which the kernel keeps a byte.
const killed = 255

// Run starts this program again and ends with the child's exit code. The end of PID 1 ends everything else. It shows
// itself under a title.
func Run(title string) (exitCode int, err error) {
	arguments := HideArguments(title)
	program, err := os.Executable()
	if err != nil {
		return 1, err
	}
	signals := make(chan os.Signal, 16)
	signal.Notify(signals, syscall.SIGTERM, syscall.SIGINT, syscall.SIGQUIT, syscall.SIGHUP, syscall.SIGUSR1, syscall.SIGUSR2)
	child, err := os.StartProcess(program, arguments, &os.ProcAttr{Files: []*os.File{os.Stdin, os.Stdout, os.Stderr}})
	if err != nil {
		return 1, err
	}
	go func() {
		for s := range signals {
			child.Signal(s)
		}
	}()
	return reapUntil(child.Pid)
}

func reapUntil(child int) (exitCode int, err error) {
	for {
		var status syscall.WaitStatus
		pid, err := syscall.Wait4(-1, &status, 0, nil)
		switch {
		case errors.Is(err, syscall.EINTR):
		case err != nil:
			return 1, err
		case pid == child && status.Exited():
			return status.ExitStatus(), nil
		case pid == child && status.Signaled():
			return killed, nil
		}
	}
}

// HideArguments returns a copy of the program's arguments and writes a title over the kernel's own: that is what ps shows,
// and it would keep --token and a database's password readable. Nobody may read os.Args after it.
func HideArguments(title string) []string {
	arguments := make([]string, len(os.Args))
	for i, argument := range os.Args {
		arguments[i] = strings.Clone(argument)
	}
	length := len(os.Args) - 1 // the zero bytes between them
	for _, argument := range os.Args {
		length += len(argument)
	}
	memory := unsafe.Slice(unsafe.StringData(os.Args[0]), length) // the kernel lays them side by side
	clear(memory[copy(memory, title):])
	name, _ := syscall.BytePtrFromString(title)
	syscall.RawSyscall(syscall.SYS_PRCTL, syscall.PR_SET_NAME, uintptr(unsafe.Pointer(name)), 0)
	return arguments
}
