package main

import (
	"regexp"

	"github.com/sirupsen/logrus"
)

// withoutPassword hides the password of every datastore endpoint in the log: an error about a malformed one quotes it whole.
type withoutPassword struct{ logrus.Formatter }

var credentials = regexp.MustCompile(`(://[^:/\s]*:)\S*@`)

func (f withoutPassword) Format(entry *logrus.Entry) ([]byte, error) {
	line, err := f.Formatter.Format(entry)
	return hidden(line), err
}

func hidden(text []byte) []byte { return credentials.ReplaceAll(text, []byte("${1}xxxxx@")) }
