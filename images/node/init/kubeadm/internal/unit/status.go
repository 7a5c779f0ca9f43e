package unit

import "time"

// State is a unit's state in systemd's words.
type State string

// Of a unit that waits for its next start, systemd says that it is activating.
const (
	Active     State = "active"
	Activating State = "activating"
	Inactive   State = "inactive"
)

// Status is a unit at one moment.
type Status struct {
	State State
	PID   int       // 0 while it does not run
	Since time.Time // of its start
}

// Status tells how the unit is.
func (u *Unit) Status() Status {
	u.mu.Lock()
	defer u.mu.Unlock()
	switch {
	case u.process != nil:
		return Status{State: Active, PID: u.process.command.Process.Pid, Since: u.process.since}
	case u.wanted:
		return Status{State: Activating}
	default:
		return Status{State: Inactive}
	}
}
