package loadbalancer

import "time"

// preferredTime is how long a server that came back stays preferred over those that were there all the time.
const preferredTime = time.Minute

// Succeeded notes a dial or a check that came through.
func (p *Pool) Succeeded(address string, source Source, now time.Time) (closing []string) {
	s := p.find(address)
	if s == nil {
		return nil
	}
	switch {
	case s.state == Failed, s.state == Unchecked:
		s.change(Recovering, now)
	case s.state == Recovering && source == HealthCheck && s.connections > 0:
		return p.activate(s, now)
	case s.state == Recovering && source == HealthCheck:
		s.change(Preferred, now)
	case (s.state == Preferred || s.state == Healthy) && source == Dial:
		return p.activate(s, now)
	case s.state == Preferred && now.Sub(s.since) > preferredTime:
		s.change(Healthy, now)
	}
	return nil
}

// Failed notes a dial or a check that did not. A check alone does not condemn a server that has yet to prove itself:
// it may be dialled although its tunnel fails.
func (p *Pool) Failed(address string, source Source, now time.Time) (closing []string) {
	s := p.find(address)
	switch {
	case s == nil:
	case s.state >= Healthy:
		s.change(Failed, now)
		return []string{address}
	case s.state >= Unchecked && source == Dial:
		s.change(Failed, now)
	}
	return nil
}

// activate makes a server carry all connections, unless another one that carries more of them does.
func (p *Pool) activate(chosen *server, now time.Time) (closing []string) {
	for _, s := range p.servers {
		if s != chosen && s.state == Active && s.connections > chosen.connections {
			chosen.change(Preferred, now)
			return []string{chosen.address}
		}
	}
	for _, s := range p.servers {
		switch {
		case s == chosen, s.state == Unchecked, s.state == Preferred:
			continue
		case s.state == Active:
			s.change(Preferred, now)
		}
		closing = append(closing, s.address)
	}
	chosen.change(Active, now)
	return closing
}
