package main

import (
	"strings"

	"github.com/sirupsen/logrus"
)

// failedPing is how kine begins to tell that the database did not let it in. It would then try 300 times, once a second.
const failedPing = "Failed to ping database connection"

// firstFailure ends a start without a database at once, as k3s' contract wants it: the restart policy tries again.
type firstFailure struct{}

func (firstFailure) Levels() []logrus.Level { return []logrus.Level{logrus.ErrorLevel} }

func (firstFailure) Fire(entry *logrus.Entry) error {
	if why, failed := strings.CutPrefix(entry.Message, failedPing); failed {
		entry.Logger.Fatalf("creating storage endpoint: building kine%s", why)
	}
	return nil
}
