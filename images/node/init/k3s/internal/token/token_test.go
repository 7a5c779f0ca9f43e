package token

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"testing"
)

// A self-signed certificate (P-256).
const authority = `-----BEGIN CERTIFICATE-----
MIIBdjCCAR2gAwIBAgIBADAKBggqhkjOPQQDAjAjMSEwHwYDVQQDDBhrM3Mtc2Vy
dmVyLWNhQDE3OTUzMjk3NTgwHhcNMjYxMTIyMDY0MTM4WhcNMzYxMTE5MDY0MjM4
WjAjMSEwHwYDVQQDDBhrM3Mtc2VydmVyLWNhQDE3OTUzMjk3NTgwWTATBgcqhkjO
PQIBBggqhkjOPQMBBwNCAAS8LPdl3Wm8zFSJOifp5sQF0gBI/4GjpR5HPagJvUJN
/Roeo0KgrLCN8oZ9oTQhibIPzLrG9GUtrY1zoCsvv05Ho0IwQDAOBgNVHQ8BAf8E
BAMCAqQwDwYDVR0TAQH/BAUwAwEB/zAdBgNVHQ4EFgQU3HuqmOKgpYBuBrNUwK3G
8Yv23fowCgYIKoZIzj0EAwIDRwAwRAIgBZqjcyZRaRkGIh+ed6Dc4wg3v0PUOy1c
ucZJKxW0X6gCIGQgh3VU6DJ978si5BZBln8TGnNW3iWgwt+LpHJv8Tz+
-----END CERTIFICATE-----
`

func TestParse(t *testing.T) {
	hash := strings.Repeat("ab", 32)
	for text, want := range map[string]Token{
		"secret":                           {Password: "secret"},
		"K10secret":                        {Password: "K10secret"},
		"K10" + hash + "::server:a:b":      {Hash: hash, User: "server", Password: "a:b"},
		"K10" + hash + "::node:agent-pass": {Hash: hash, User: "node", Password: "agent-pass"},
	} {
		got, err := Parse(text)
		if err != nil || got != want {
			t.Errorf("Parse(%q) = %+v, %v", text, got, err)
		}
	}
	if _, err := Parse("K10abc::server:x"); err == nil || err.Error() != "invalid token CA hash length" {
		t.Errorf("short hash: %v", err)
	}
}

func TestHashOfOneSelfSignedCertificateIsThatOfTheFile(t *testing.T) {
	sum := sha256.Sum256([]byte(authority))
	got, err := HashCA([]byte(authority))
	if err != nil || got != hex.EncodeToString(sum[:]) {
		t.Errorf("HashCA = %s, %v", got, err)
	}
	chain, err := HashCA([]byte(authority + authority))
	if err != nil || chain == got {
		t.Errorf("a chain must hash its root's DER: %s, %v", chain, err)
	}
}

func TestFormatAndCheckAgree(t *testing.T) {
	full, err := Format([]byte(authority), "server", "secret")
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := Parse(full)
	if err != nil || parsed.CheckCA([]byte(authority)) != nil {
		t.Errorf("own token refused: %v", err)
	}
	parsed.Hash = strings.Repeat("0", 64)
	err = parsed.CheckCA([]byte(authority))
	if err == nil || !strings.Contains(err.Error(), "token CA hash does not match the Cluster CA certificate hash") {
		t.Errorf("foreign CA: %v", err)
	}
}
