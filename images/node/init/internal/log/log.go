// Package log writes k3s' own lines, and those of any other node in the same form: logrus' text on standard error.
// Drivers wait for some of these lines, so their wording belongs to the contract.
package log

import (
	"fmt"
	"os"
	"time"
)

// Debug turns Debugf on.
var Debug bool

func Infof(format string, args ...any)  { write("info", format, args) }
func Warnf(format string, args ...any)  { write("warning", format, args) }
func Errorf(format string, args ...any) { write("error", format, args) }

func Debugf(format string, args ...any) {
	if Debug {
		write("debug", format, args)
	}
}

// Fatalf ends the process with code 1, as k3s does for every start-up error.
func Fatalf(format string, args ...any) {
	write("fatal", format, args)
	os.Exit(1)
}

func write(level, format string, args []any) {
	fmt.Fprintf(os.Stderr, "time=%q level=%s msg=%q\n", time.Now().UTC().Format(time.RFC3339), level, fmt.Sprintf(format, args...))
}
