package kube

import (
	"context"
	"fmt"
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
	return Watch(ctx, c, defaultSlices, kubernetesSlice, func(kind string, slice endpointSlice) {
		if kind != Deleted {
			tell(slice.apiServers())
		}
	})
}
