package tunnel

import (
	"bufio"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"io"
)

// opcode is the kind of a websocket frame (RFC 6455, section 5.2).
type opcode byte

const (
	opClose opcode = 0x8
	opPing  opcode = 0x9
	opPong  opcode = 0xA
)

const (
	finalBit = 0x80
	maskBit  = 0x80
	// maxPayload bounds what is read of one frame. Control frames, all that is sent here, have at most 125 bytes.
	maxPayload = 8192
)

// writeFrame writes an unfragmented control frame without payload; a client must mask its frames, even empty ones.
func writeFrame(w io.Writer, op opcode, masked bool) error {
	frame := []byte{finalBit | byte(op), 0}
	if masked {
		frame[1] = maskBit
		key := make([]byte, 4)
		rand.Read(key)
		frame = append(frame, key...)
	}
	_, err := w.Write(frame)
	return err
}

// readFrame reads one frame and drops its payload: nothing is carried over this tunnel.
func readFrame(r *bufio.Reader) (opcode, error) {
	var header [2]byte
	if _, err := io.ReadFull(r, header[:]); err != nil {
		return 0, err
	}
	length := uint64(header[1] &^ maskBit)
	extended := map[uint64]int{126: 2, 127: 8}[length]
	if extended > 0 {
		var bytes [8]byte
		if _, err := io.ReadFull(r, bytes[8-extended:]); err != nil {
			return 0, err
		}
		length = binary.BigEndian.Uint64(bytes[:])
	}
	if length > maxPayload {
		return 0, errors.New("websocket: frame too long")
	}
	if header[1]&maskBit != 0 {
		length += 4
	}
	_, err := r.Discard(int(length))
	return opcode(header[0] & 0x0F), err
}
