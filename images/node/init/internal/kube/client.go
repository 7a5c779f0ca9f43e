// Package kube is a small client of the API, for the few objects that a node itself touches.
package kube

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"time"
)

// requestTimeout bounds one call; a lease tries again every few seconds.
const requestTimeout = 5 * time.Second

// Client calls a kube-apiserver at a base URL.
type Client struct {
	base string
	http *http.Client
}

// StatusError is an answer that is no success.
type StatusError struct {
	Code int
	Text string
}

func (e *StatusError) Error() string { return fmt.Sprintf("%d: %s", e.Code, e.Text) }

// IsStatus reports whether err is an answer with this HTTP status.
func IsStatus(err error, code int) bool {
	var status *StatusError
	return errors.As(err, &status) && status.Code == code
}

// NewClient calls as the owner of LEAF.crt and LEAF.key.
func NewClient(base, authorityFile, leaf string) (*Client, error) {
	authority, err := os.ReadFile(authorityFile)
	if err != nil {
		return nil, err
	}
	certificate, err := tls.LoadX509KeyPair(leaf+".crt", leaf+".key")
	if err != nil {
		return nil, err
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(authority)
	return NewClientOf(base, &http.Client{
		Timeout: requestTimeout,
		Transport: &http.Transport{
			TLSClientConfig:   &tls.Config{RootCAs: roots, Certificates: []tls.Certificate{certificate}},
			ForceAttemptHTTP2: true,
		},
	}), nil
}

// NewClientOf calls the API at a base URL by the given means.
func NewClientOf(base string, means *http.Client) *Client { return &Client{base: base, http: means} }

// Ready is nil when /readyz is 200; that includes etcd and the bootstrap roles.
func (c *Client) Ready(ctx context.Context) error { return c.Get(ctx, "/readyz", nil) }

func (c *Client) Get(ctx context.Context, path string, into any) error {
	return c.do(ctx, http.MethodGet, path, "", nil, into)
}

// stream opens an answer that goes on until it is closed.
func (c *Client) stream(ctx context.Context, path string) (io.ReadCloser, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, c.base+path, nil)
	if err != nil {
		return nil, err
	}
	endless := *c.http
	endless.Timeout = 0
	response, err := endless.Do(request)
	if err != nil {
		return nil, err
	}
	if response.StatusCode != http.StatusOK {
		defer response.Body.Close()
		text, _ := io.ReadAll(response.Body)
		return nil, &StatusError{Code: response.StatusCode, Text: string(text)}
	}
	return response.Body, nil
}

func (c *Client) Create(ctx context.Context, path string, object, into any) error {
	return c.do(ctx, http.MethodPost, path, "application/json", object, into)
}

func (c *Client) Update(ctx context.Context, path string, object, into any) error {
	return c.do(ctx, http.MethodPut, path, "application/json", object, into)
}

func (c *Client) Delete(ctx context.Context, path string) error {
	return c.do(ctx, http.MethodDelete, path, "", nil, nil)
}

// Patch is a strategic merge patch: conditions merge by type.
func (c *Client) Patch(ctx context.Context, path string, patch any) error {
	return c.do(ctx, http.MethodPatch, path, "application/strategic-merge-patch+json", patch, nil)
}

func (c *Client) do(ctx context.Context, method, path, contentType string, body, into any) error {
	var payload io.Reader
	if body != nil {
		text, err := json.Marshal(body)
		if err != nil {
			return err
		}
		payload = bytes.NewReader(text)
	}
	request, err := http.NewRequestWithContext(ctx, method, c.base+path, payload)
	if err != nil {
		return err
	}
	request.Header.Set("Accept", "application/json")
	if contentType != "" {
		request.Header.Set("Content-Type", contentType)
	}
	response, err := c.http.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	if err != nil {
		return err
	}
	if response.StatusCode >= 300 {
		return &StatusError{Code: response.StatusCode, Text: string(answer)}
	}
	if into == nil {
		return nil
	}
	return json.Unmarshal(answer, into)
}
