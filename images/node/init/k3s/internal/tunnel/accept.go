package tunnel

import (
	"context"
	"crypto/sha1"
	"encoding/base64"
	"net/http"
	"strings"

	"holdfast.dev/node/internal/log"
)

// websocketGUID is what RFC 6455 adds to a client's key.
const websocketGUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"

func acceptOf(key string) string {
	sum := sha1.Sum([]byte(key + websocketGUID))
	return base64.StdEncoding.EncodeToString(sum[:])
}

// Accept serves one agent's tunnel until it breaks.
func Accept(w http.ResponseWriter, r *http.Request) {
	key := r.Header.Get("Sec-WebSocket-Key")
	if !strings.EqualFold(r.Header.Get("Upgrade"), "websocket") || key == "" {
		http.Error(w, "not a websocket handshake", http.StatusBadRequest)
		return
	}
	connection, buffered, err := http.NewResponseController(w).Hijack()
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	buffered.WriteString("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: " + acceptOf(key) + "\r\n\r\n")
	if err := buffered.Flush(); err != nil {
		connection.Close()
		return
	}
	remote := r.RemoteAddr
	log.Infof("Handling backend connection request [%s]", remote)
	err = hold(context.Background(), connection, buffered.Reader, false)
	log.Debugf("tunnel of %s: %v", remote, err)
}
