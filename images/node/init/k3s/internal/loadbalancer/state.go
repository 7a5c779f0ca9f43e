package loadbalancer

// State is what a server is worth to an agent; a greater one is dialled first.
type State int

const (
	Failed     State = iota // a dial or a health check failed
	Standby                 // the --server address, once the servers themselves are known
	Unchecked               // just learned
	Recovering              // one good check or dial
	Healthy                 // has been preferred for a while, and was not needed
	Preferred               // two good checks: it has just come back, so that it will not go away soon
	Active                  // carries the connections
)

// String is k3s's word.
func (s State) String() string {
	return [...]string{"FAILED", "STANDBY", "UNCHECKED", "RECOVERING", "HEALTHY", "PREFERRED", "ACTIVE"}[s]
}

// Source is where a good or bad sign of a server comes from.
type Source int

const (
	Dial Source = iota
	HealthCheck
)

func (s Source) String() string { return [...]string{"dial", "health check"}[s] }

// Health is the outcome of a check.
type Health int

const (
	Unknown Health = iota // no check yet: it changes nothing
	Bad
	Good
)
