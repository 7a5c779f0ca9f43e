package cli

import (
	"encoding/json"
	"net"
	"reflect"
	"slices"
)

// Critical are the settings that must be equal on all servers. Names are those of k3s's JSON, the tag names the flag.
type Critical struct {
	ClusterIPRange        *net.IPNet   `cli:"cluster-cidr"`
	ClusterIPRanges       []*net.IPNet `cli:"cluster-cidr"`
	ServiceIPRange        *net.IPNet   `cli:"service-cidr"`
	ServiceIPRanges       []*net.IPNet `cli:"service-cidr"`
	ClusterDNS            net.IP       `cli:"cluster-dns"`
	ClusterDNSs           []net.IP     `cli:"cluster-dns"`
	ClusterDomain         string       `cli:"cluster-domain"`
	DisableCCM            bool         `cli:"disable-cloud-controller"`
	DisableHelmController bool         `cli:"disable-helm-controller"`
	DisableNPC            bool         `cli:"disable-network-policy"`
	DisableServiceLB      bool         `cli:"disable-service-lb"`
	EmbeddedRegistry      bool         `cli:"embedded-registry"`
	EncryptSecrets        bool         `cli:"secrets-encryption"`
	EncryptProvider       string       `cli:"secrets-encryption-provider"`
	FlannelBackend        string       `cli:"flannel-backend"`
	FlannelIPv6Masq       bool         `cli:"flannel-ipv6-masq"`
	FlannelExternalIP     bool         `cli:"flannel-external-ip"`
	EgressSelectorMode    string       `cli:"egress-selector-mode"`
	SupervisorMetrics     bool         `cli:"supervisor-metrics"`
}

func critical(v Values, o *Options) Critical {
	pods, services, dns := network(o.ClusterCIDR), network(o.ServiceCIDR), net.ParseIP(o.ClusterDNS)
	return Critical{
		ClusterIPRange:        pods,
		ClusterIPRanges:       []*net.IPNet{pods},
		ServiceIPRange:        services,
		ServiceIPRanges:       []*net.IPNet{services},
		ClusterDNS:            dns,
		ClusterDNSs:           []net.IP{dns},
		ClusterDomain:         o.ClusterDomain,
		DisableCCM:            v.bool("disable-cloud-controller"),
		DisableHelmController: v.bool("disable-helm-controller"),
		DisableNPC:            v.bool("disable-network-policy"),
		DisableServiceLB:      slices.Contains(v.split("disable"), "servicelb"),
		EmbeddedRegistry:      v.bool("embedded-registry"),
		EncryptSecrets:        v.bool("secrets-encryption"),
		EncryptProvider:       v.text("secrets-encryption-provider"),
		FlannelBackend:        v.text("flannel-backend"),
		FlannelIPv6Masq:       v.bool("flannel-ipv6-masq"),
		FlannelExternalIP:     v.bool("flannel-external-ip"),
		EgressSelectorMode:    v.text("egress-selector-mode"),
		SupervisorMetrics:     v.bool("supervisor-metrics"),
	}
}

// network parses a CIDR that is known to be valid.
func network(cidr string) *net.IPNet {
	_, parsed, _ := net.ParseCIDR(cidr)
	return parsed
}

// Mismatches names the flags that differ. A server too old to know its egress mode agrees with any.
func (c Critical) Mismatches(other Critical) []string {
	if other.EgressSelectorMode == "" {
		other.EgressSelectorMode = c.EgressSelectorMode
	}
	var flags []string
	mine, theirs := reflect.ValueOf(c), reflect.ValueOf(other)
	for i := range mine.NumField() {
		flag := mine.Type().Field(i).Tag.Get("cli")
		if text(mine.Field(i)) != text(theirs.Field(i)) && !slices.Contains(flags, flag) {
			flags = append(flags, flag)
		}
	}
	return flags
}

// text is a field as it travels: an address has several forms in memory and one in JSON.
func text(field reflect.Value) string {
	content, _ := json.Marshal(field.Interface())
	return string(content)
}
