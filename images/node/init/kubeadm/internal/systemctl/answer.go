// Package systemctl stands in for systemd's command of that name: the verbs that kubeadm calls, with the answers that it
// and people look at.
package systemctl

import (
	"fmt"
	"strings"
	"time"

	"holdfast.dev/node/kubeadm/internal/unit"
)

// Exit codes as systemctl has them.
const (
	failed    = 1
	notActive = 3
	noStatus  = 4
	notFound  = 5
)

// Request is one call of the command for one unit.
type Request struct {
	Verb string
	Unit string // with or without ".service"; empty where the verb takes none
}

// Answer is what the command prints, and its exit code.
type Answer struct {
	Output string
	Code   int
}

// Units are those that there are.
type Units []*unit.Unit

// Answer does what a request asks for.
func (u Units) Answer(r Request) Answer {
	if r.Verb == "daemon-reload" {
		return Answer{} // commands are made anew at every start
	}
	name := strings.TrimSuffix(r.Unit, ".service")
	one := u.find(name)
	switch r.Verb {
	case "start", "restart", "stop":
		if one == nil {
			return Answer{fmt.Sprintf("Failed to %s %s.service: Unit %s.service not found.\n", r.Verb, name, name), notFound}
		}
		return act(one, r.Verb)
	case "status":
		if one == nil {
			return Answer{fmt.Sprintf("Unit %s.service could not be found.\n", name), noStatus}
		}
		return describe(one)
	case "is-active":
		if one == nil {
			return Answer{string(unit.Inactive) + "\n", notActive}
		}
		state := one.Status().State
		return Answer{string(state) + "\n", codeOf(state)}
	case "is-enabled":
		if one == nil {
			return Answer{fmt.Sprintf("Failed to get unit file state for %s.service: No such file or directory\n", name), failed}
		}
		return Answer{"enabled\n", 0}
	}
	return Answer{fmt.Sprintf("Unknown command verb %s.\n", r.Verb), failed}
}

func (u Units) find(name string) *unit.Unit {
	for _, one := range u {
		if one.Name == name {
			return one
		}
	}
	return nil
}

func act(one *unit.Unit, verb string) Answer {
	var err error
	switch verb {
	case "start":
		err = one.Start()
	case "restart":
		err = one.Restart()
	case "stop":
		one.Stop()
	}
	if err != nil {
		return Answer{fmt.Sprintf("Failed to %s %s.service: %v\n", verb, one.Name, err), failed}
	}
	return Answer{}
}

func describe(one *unit.Unit) Answer {
	status := one.Status()
	text := fmt.Sprintf("● %s.service - %s\n     Loaded: loaded (a unit of this container's init; enabled)\n", one.Name, one.Description)
	switch status.State {
	case unit.Active:
		text += fmt.Sprintf("     Active: active (running) since %s; %s ago\n   Main PID: %d (%s)\n",
			status.Since.UTC().Format(time.RFC3339), time.Since(status.Since).Round(time.Second), status.PID, one.Name)
	case unit.Activating:
		text += "     Active: activating (auto-restart)\n"
	default:
		text += "     Active: inactive (dead)\n"
	}
	return Answer{text, codeOf(status.State)}
}

func codeOf(state unit.State) int {
	if state == unit.Active {
		return 0
	}
	return notActive
}
