package main

import (
	"io"

	"github.com/sirupsen/logrus"
)

// reasonVariable names the descriptor, 3 or none, to which the program that started this one listens.
const reasonVariable = "HOLDFAST_REASON_FD"

// lastWords tells why this program ends to more than the log.
type lastWords struct{ to io.Writer }

func (lastWords) Levels() []logrus.Level { return []logrus.Level{logrus.FatalLevel} }

func (l lastWords) Fire(entry *logrus.Entry) error {
	_, err := l.to.Write(hidden([]byte(entry.Message)))
	return err
}
