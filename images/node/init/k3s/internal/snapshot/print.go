package snapshot

import (
	"encoding/json"
	"fmt"
	"io"
	"text/tabwriter"
	"time"

	"gopkg.in/yaml.v3"
)

// print writes the list as json, yaml or a table.
func (o Objects) print(format string, out io.Writer) error {
	switch format {
	case "json":
		encoder := json.NewEncoder(out)
		encoder.SetIndent("", "    ")
		return encoder.Encode(o)
	case "yaml":
		// By way of JSON, so that the fields have its names.
		text, err := json.Marshal(o)
		if err != nil {
			return err
		}
		var document any
		if err := yaml.Unmarshal(text, &document); err != nil {
			return err
		}
		return yaml.NewEncoder(out).Encode(document)
	}
	table := tabwriter.NewWriter(out, 0, 0, 1, ' ', 0)
	fmt.Fprint(table, "Name\tLocation\tSize\tCreated\n")
	for _, item := range o.Items {
		created := item.Status.CreationTime.Format(time.RFC3339)
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\n", item.Spec.SnapshotName, item.Spec.Location, item.Status.Size, created)
	}
	return table.Flush()
}
