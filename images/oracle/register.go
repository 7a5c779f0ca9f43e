package main

import (
	"math"

	"github.com/anishathalye/porcupine"
)

// operation is what one client did to the object. Versions are positive; 0 stands for none, or one that is not known.
type operation struct {
	Verb    string `json:"verb"`
	Value   string `json:"value"`
	Version int64  `json:"version"`
	Expects int64  `json:"expects"`
	Call    int64  `json:"call"`
	// Return is nil when there was no answer: the operation may take effect at any time after its call, or never.
	Return *int64 `json:"return"`
}

// register is the object: absent, or a value under a version, which may not be known yet. Versions rise: none can be
// as low as floor any more.
type register struct {
	present bool
	value   string
	version int64
	floor   int64
}

func porcupineOperations(history []operation) []porcupine.Operation {
	operations := make([]porcupine.Operation, len(history))
	for i, op := range history {
		end := int64(math.MaxInt64)
		if op.Return != nil {
			end = *op.Return
		}
		operations[i] = porcupine.Operation{ClientId: i, Input: op, Call: op.Call, Return: end}
	}
	return operations
}

// model is a register of which nobody knows whether operations without an answer took effect.
var model = porcupine.Model{
	Init: func() any { return register{} },
	Step: func(state, input, _ any) (bool, any) {
		op := input.(operation)
		before := state.(register)
		after, ok := before.step(op)
		if !ok && op.Return == nil {
			// It never took effect.
			return true, before
		}
		return ok, after
	},
}

// step applies an operation, and says whether it can come next.
func (r register) step(op operation) (register, bool) {
	switch {
	case op.Verb == "get" && op.Version == 0:
		return r, !r.present
	case op.Verb == "get":
		bound, ok := r.bind(op.Version)
		return bound, ok && r.value == op.Value
	case op.Verb == "create":
		if r.present {
			return r, false
		}
	default:
		bound, ok := r.bind(op.Expects)
		if !ok {
			return r, false
		}
		r = bound
	}
	if op.Version != 0 {
		if op.Version <= r.floor {
			return r, false
		}
		r.floor = op.Version
	}
	if op.Verb == "delete" {
		return register{floor: r.floor}, true
	}
	return register{present: true, value: op.Value, version: op.Version, floor: r.floor}, true
}

// bind says whether the object is there under a version. One whose version is not known has it from now on.
func (r register) bind(version int64) (register, bool) {
	if r.present && r.version == 0 && version > r.floor {
		r.version, r.floor = version, version
	}
	return r, r.present && r.version == version
}
