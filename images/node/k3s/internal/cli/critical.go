package cli

import (
	"reflect"
	"slices"
)

// Critical are the settings that must be equal on all servers. The tag names the flag.
type Critical struct {
	ClusterCIDR               string `json:"cluster-cidr"`
	ServiceCIDR               string `json:"service-cidr"`
	ClusterDNS                string `json:"cluster-dns"`
	ClusterDomain             string `json:"cluster-domain"`
	DisableCloudController    bool   `json:"disable-cloud-controller"`
	DisableHelmController     bool   `json:"disable-helm-controller"`
	DisableNetworkPolicy      bool   `json:"disable-network-policy"`
	DisableServiceLB          bool   `json:"disable-servicelb"`
	EmbeddedRegistry          bool   `json:"embedded-registry"`
	SecretsEncryption         bool   `json:"secrets-encryption"`
	SecretsEncryptionProvider string `json:"secrets-encryption-provider"`
	FlannelBackend            string `json:"flannel-backend"`
	FlannelIPv6Masq           bool   `json:"flannel-ipv6-masq"`
	FlannelExternalIP         bool   `json:"flannel-external-ip"`
	EgressSelectorMode        string `json:"egress-selector-mode"`
	SupervisorMetrics         bool   `json:"supervisor-metrics"`
}

func critical(v Values, o *Options) Critical {
	return Critical{
		ClusterCIDR:               o.ClusterCIDR,
		ServiceCIDR:               o.ServiceCIDR,
		ClusterDNS:                o.ClusterDNS,
		ClusterDomain:             o.ClusterDomain,
		DisableCloudController:    v.bool("disable-cloud-controller"),
		DisableHelmController:     v.bool("disable-helm-controller"),
		DisableNetworkPolicy:      v.bool("disable-network-policy"),
		DisableServiceLB:          slices.Contains(v.split("disable"), "servicelb"),
		EmbeddedRegistry:          v.bool("embedded-registry"),
		SecretsEncryption:         v.bool("secrets-encryption"),
		SecretsEncryptionProvider: v.text("secrets-encryption-provider"),
		FlannelBackend:            v.text("flannel-backend"),
		FlannelIPv6Masq:           v.bool("flannel-ipv6-masq"),
		FlannelExternalIP:         v.bool("flannel-external-ip"),
		EgressSelectorMode:        v.text("egress-selector-mode"),
		SupervisorMetrics:         v.bool("supervisor-metrics"),
	}
}

// Mismatches names the flags that differ.
func (c Critical) Mismatches(other Critical) []string {
	var names []string
	mine, theirs := reflect.ValueOf(c), reflect.ValueOf(other)
	for i := range mine.NumField() {
		if mine.Field(i).Interface() != theirs.Field(i).Interface() {
			names = append(names, mine.Type().Field(i).Tag.Get("json"))
		}
	}
	return names
}
