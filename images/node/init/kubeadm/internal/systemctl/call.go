package systemctl

import (
	"fmt"
	"io"
	"net"
	"net/rpc"
	"os"
	"path/filepath"
	"strings"
)

// Socket is where the init answers. It lies in memory, and only root reaches it.
const Socket = "/run/init/systemctl.sock"

// service is the one method that net/rpc serves.
type service struct{ units Units }

func (s service) Call(request Request, answer *Answer) error {
	*answer = s.units.Answer(request)
	return nil
}

// Serve answers on a socket until the process ends.
func Serve(socket string, units Units) error {
	if err := os.MkdirAll(filepath.Dir(socket), 0o700); err != nil {
		return err
	}
	os.Remove(socket)
	listener, err := net.Listen("unix", socket)
	if err != nil {
		return err
	}
	server := rpc.NewServer()
	if err := server.RegisterName("systemctl", service{units}); err != nil {
		return err
	}
	go server.Accept(listener)
	return nil
}

// Command is the command itself: it prints the answers for all units that it is given, and returns the exit code of the
// last one that failed.
func Command(socket string, arguments []string, output io.Writer) int {
	verb, names := parse(arguments)
	if verb == "" {
		fmt.Fprintln(output, "usage: systemctl start|stop|restart|status|is-active|is-enabled UNIT ... | daemon-reload")
		return failed
	}
	client, err := rpc.Dial("unix", socket)
	if err != nil {
		fmt.Fprintf(output, "Failed to connect to the init: %v\n", err)
		return failed
	}
	defer client.Close()
	code := 0
	for _, name := range names {
		var answer Answer
		if err := client.Call("systemctl.Call", Request{verb, name}, &answer); err != nil {
			answer = Answer{fmt.Sprintf("Failed to %s %s: %v\n", verb, name, err), failed}
		}
		fmt.Fprint(output, answer.Output)
		if answer.Code != 0 {
			code = answer.Code
		}
	}
	return code
}

// parse drops options: none of systemctl's changes what is done here. A verb without a unit is one request.
func parse(arguments []string) (verb string, units []string) {
	for _, argument := range arguments {
		switch {
		case strings.HasPrefix(argument, "-"):
		case verb == "":
			verb = argument
		default:
			units = append(units, argument)
		}
	}
	if units == nil {
		units = []string{""}
	}
	return verb, units
}
