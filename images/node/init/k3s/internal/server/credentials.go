package server

import (
	"encoding/csv"
	"errors"
	"io/fs"
	"os"
	"strings"

	"holdfast.dev/node/internal/atomicfile"
	"holdfast.dev/node/k3s/internal/bootstrap"
	"holdfast.dev/node/k3s/internal/cli"
	"holdfast.dev/node/k3s/internal/layout"
	"holdfast.dev/node/k3s/internal/supervisor"
	"holdfast.dev/node/k3s/internal/token"
)

// choosePasswords loads the cluster's passwords, or founds them on the tokens given. As in k3s the agents' password is
// each server's own setting, so that servers with different agent tokens accept different agents.
func choosePasswords(o *cli.Options) (supervisor.Passwords, error) {
	given, err := givenPasswords(o)
	if err != nil {
		return given, err
	}
	stored, err := readPasswords(o.DataDir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return given, err
	}
	if given.Server == "" {
		given.Server = stored.Server
	}
	if stored.Server != "" && given.Server != stored.Server {
		return given, bootstrap.ErrOtherToken
	}
	if given.Server == "" {
		given.Server = token.Random()
	}
	if given.Node == "" {
		given.Node = given.Server
	}
	return given, nil
}

// givenPasswords takes the password out of short and full tokens.
func givenPasswords(o *cli.Options) (supervisor.Passwords, error) {
	server, err := token.Parse(o.Token)
	if err != nil {
		return supervisor.Passwords{}, err
	}
	agent, err := token.Parse(o.AgentToken)
	return supervisor.Passwords{Server: server.Password, Node: agent.Password}, err
}

func readPasswords(d layout.DataDir) (supervisor.Passwords, error) {
	var passwords supervisor.Passwords
	content, err := os.ReadFile(d.Cred("passwd"))
	if err != nil {
		return passwords, err
	}
	rows, err := csv.NewReader(strings.NewReader(string(content))).ReadAll()
	if err != nil {
		return passwords, err
	}
	for _, row := range rows {
		switch row[1] {
		case "node":
			passwords.Node = row[0]
		case "server":
			passwords.Server = row[0]
		}
	}
	return passwords, nil
}

func writePasswords(d layout.DataDir, p supervisor.Passwords) error {
	var text strings.Builder
	rows := csv.NewWriter(&text)
	rows.WriteAll([][]string{{p.Node, "node", "node", "k3s:agent"}, {p.Server, "server", "server", "k3s:server"}})
	return atomicfile.Write(d.Cred("passwd"), []byte(text.String()), 0o600)
}

// writeTokens writes the full tokens, for people and agents to read.
func writeTokens(d layout.DataDir, p supervisor.Passwords) error {
	authority, err := os.ReadFile(d.TLS("server-ca.crt"))
	if err != nil {
		return err
	}
	full, err := token.Format(authority, "server", p.Server)
	if err != nil {
		return err
	}
	if err := atomicfile.Write(d.Server("token"), []byte(full+"\n"), 0o600); err != nil {
		return err
	}
	if err := symlink("token", d.Server("node-token")); err != nil {
		return err
	}
	if p.Node == p.Server {
		return symlink("token", d.Server("agent-token"))
	}
	agent, err := token.Format(authority, "node", p.Node)
	if err != nil {
		return err
	}
	os.Remove(d.Server("agent-token"))
	return atomicfile.Write(d.Server("agent-token"), []byte(agent+"\n"), 0o600)
}

func symlink(target, path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return os.Symlink(target, path)
}
