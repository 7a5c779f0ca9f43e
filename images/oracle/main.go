// Command oracle judges histories of one object with porcupine: a history a line on standard input, an array of
// operations as JSON, and for each a line on standard output, "true" if it is linearizable.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"os"

	"github.com/anishathalye/porcupine"
)

func main() {
	log.SetFlags(0)
	decoder := json.NewDecoder(bufio.NewReader(os.Stdin))
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	for {
		var history []operation
		if err := decoder.Decode(&history); err == io.EOF {
			return
		} else if err != nil {
			log.Fatalf("oracle: not a history: %v", err)
		}
		fmt.Fprintln(out, porcupine.CheckOperations(model, porcupineOperations(history)))
	}
}
