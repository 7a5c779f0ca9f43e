package process

import "os"

// returnedError is the code of a component of Kubernetes after an error that k3s would be told of. Any other is of an exit
// in the midst of its work, as when it has lost its lease.
const returnedError = 70

// Always is for parts whose every end is fatal.
func Always(*os.ProcessState) bool { return true }

// Exited is for components of Kubernetes: within k3s their own exit is k3s'. A signal to one of them, or an error that its
// command returns, is a request to stop.
func Exited(end *os.ProcessState) bool {
	return end.Exited() && end.ExitCode() != 0 && end.ExitCode() != returnedError
}
