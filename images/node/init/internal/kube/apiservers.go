package kube

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
)

const (
	defaultSlices   = "/apis/discovery.k8s.io/v1/namespaces/default/endpointslices"
	kubernetesSlice = "kubernetes"
)

type endpointSlice struct {
	Endpoints []struct {
		Addresses []string `json:"addresses"`
	} `json:"endpoints"`
	Ports []struct {
		Port int `json:"port"`
	} `json:"ports"`
}

func (s endpointSlice) apiServers() []string {
	addresses := []string{}
	for _, endpoint := range s.Endpoints {
		for _, address := range endpoint.Addresses {
			for _, port := range s.Ports {
				addresses = append(addresses, fmt.Sprintf("%s:%d", address, port.Port))
			}
		}
	}
	return addresses
}

// APIServers are the addresses behind the Service `kubernetes`: the servers whose apiserver is alive.
func (c *Client) APIServers(ctx context.Context) ([]string, error) {
	var slice endpointSlice
	if err := c.Get(ctx, defaultSlices+"/"+kubernetesSlice, &slice); err != nil {
		return nil, err
	}
	return slice.apiServers(), nil
}

// WatchAPIServers tells the addresses now and after every change, until the watch breaks.
func (c *Client) WatchAPIServers(ctx context.Context, tell func([]string)) error {
	stream, err := c.stream(ctx, defaultSlices+"?watch=true&fieldSelector=metadata.name%3D"+kubernetesSlice)
	if err != nil {
		return err
	}
	defer stream.Close()
	for events := json.NewDecoder(stream); ; {
		var event struct {
			Type   string        `json:"type"`
			Object endpointSlice `json:"object"`
		}
		switch err := events.Decode(&event); {
		case err == io.EOF:
			return io.ErrUnexpectedEOF
		case err != nil:
			return err
		case event.Type == "ERROR":
			return fmt.Errorf("watch of %s ended with an error", defaultSlices)
		case event.Type == "ADDED" || event.Type == "MODIFIED":
			tell(event.Object.apiServers())
		}
	}
}
