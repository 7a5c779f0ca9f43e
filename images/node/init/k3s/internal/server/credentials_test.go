package server

import (
	"strings"
	"testing"

	"holdfast.dev/node/k3s/internal/cli"
	"holdfast.dev/node/k3s/internal/layout"
	"holdfast.dev/node/k3s/internal/supervisor"
)

func TestPasswordsOverTheLifeOfAServer(t *testing.T) {
	d := layout.DataDir(t.TempDir())
	full := "K10" + strings.Repeat("0", 64) + "::server:secret"
	for _, step := range []struct {
		token, agentToken string
		want              supervisor.Passwords
		message           string
	}{
		{"secret", "", supervisor.Passwords{Server: "secret", Node: "secret"}, ""},
		{"", "", supervisor.Passwords{Server: "secret", Node: "secret"}, ""},
		{full, "agent", supervisor.Passwords{Server: "secret", Node: "agent"}, ""},
		{"other", "", supervisor.Passwords{}, "bootstrap data already found and encrypted with different token"},
		{"secret", "", supervisor.Passwords{Server: "secret", Node: "secret"}, ""},
	} {
		got, err := choosePasswords(&cli.Options{DataDir: d, Token: step.token, AgentToken: step.agentToken})
		if step.message != "" {
			if err == nil || err.Error() != step.message {
				t.Errorf("%+v: %v", step, err)
			}
			continue
		}
		if err := writePasswords(d, got); err != nil {
			t.Fatal(err)
		}
		if err != nil || got != step.want {
			t.Errorf("%+v: %+v %v", step, got, err)
		}
	}
}

func TestFounderWithoutTokenInventsOne(t *testing.T) {
	got, err := choosePasswords(&cli.Options{DataDir: layout.DataDir(t.TempDir())})
	if err != nil || len(got.Server) != 32 || got.Node != got.Server {
		t.Errorf("%+v %v", got, err)
	}
}
