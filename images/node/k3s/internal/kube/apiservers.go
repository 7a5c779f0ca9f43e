package kube

import (
	"context"
	"fmt"
)

// APIServers are the addresses behind the Service `kubernetes`: the servers whose apiserver is alive.
func (c *Client) APIServers(ctx context.Context) ([]string, error) {
	var slice struct {
		Endpoints []struct {
			Addresses []string `json:"addresses"`
		} `json:"endpoints"`
		Ports []struct {
			Port int `json:"port"`
		} `json:"ports"`
	}
	if err := c.Get(ctx, "/apis/discovery.k8s.io/v1/namespaces/default/endpointslices/kubernetes", &slice); err != nil {
		return nil, err
	}
	addresses := []string{}
	for _, endpoint := range slice.Endpoints {
		for _, address := range endpoint.Addresses {
			for _, port := range slice.Ports {
				addresses = append(addresses, fmt.Sprintf("%s:%d", address, port.Port))
			}
		}
	}
	return addresses, nil
}
