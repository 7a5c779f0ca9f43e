package cli

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// Control is the body of /v1-k3s/config: the part of k3s's structure of that name that this stand-in has, without secrets.
type Control struct {
	Critical
	AdvertiseIP          string
	AdvertisePort        int
	BindAddress          string
	HTTPSPort            int
	SupervisorPort       int
	APIServerPort        int
	ServiceNodePortRange portRange
	DataDir              string
	JoinURL              string
	ClusterInit          bool
	Disables             map[string]bool
	DisableKubeProxy     bool
	DisableScheduler     bool
	SANs                 []string
	ServerNodeName       string
	PrivateIP            string
}

type portRange struct{ Base, Size int }

// Control is what this server tells agents and joiners about itself.
func (o *Options) Control() Control {
	disables := map[string]bool{}
	for _, item := range o.Disabled {
		disables[item] = true
	}
	return Control{
		Critical:             o.Critical,
		AdvertiseIP:          o.AdvertiseAddress,
		AdvertisePort:        number(o.Port),
		BindAddress:          o.BindAddress,
		HTTPSPort:            number(o.Port),
		SupervisorPort:       number(o.Port),
		APIServerPort:        number(o.APIServerPort),
		ServiceNodePortRange: parsePortRange(o.NodePorts),
		DataDir:              o.DataDir.Server(),
		JoinURL:              o.Server,
		ClusterInit:          o.ClusterInit,
		Disables:             disables,
		DisableKubeProxy:     o.DisableKubeProxy,
		DisableScheduler:     o.DisableScheduler,
		SANs:                 o.ExtraSANs,
		ServerNodeName:       o.NodeName,
		PrivateIP:            o.NodeIP,
	}
}

// Adopt takes over what the servers have decided for all nodes.
func (o *Options) Adopt(c Control) error {
	if c.ClusterIPRange == nil || c.ServiceIPRange == nil {
		return errors.New("the server's configuration names no networks")
	}
	o.ClusterCIDR, o.ServiceCIDR = c.ClusterIPRange.String(), c.ServiceIPRange.String()
	o.ClusterDNS, o.ClusterDomain = c.ClusterDNS.String(), c.ClusterDomain
	o.DisableCNI, o.DisableKubeProxy = c.FlannelBackend == "none", c.DisableKubeProxy
	return nil
}

func parsePortRange(text string) portRange {
	first, last, _ := strings.Cut(text, "-")
	return portRange{number(first), number(last) - number(first) + 1}
}

// checkPorts finds the port of the apiserver's own listener, one above the shared one, as in k3s.
func (o *Options) checkPorts() error {
	shared, err := port("https-listen-port", o.Port)
	if err != nil || shared == 65535 {
		return fmt.Errorf("invalid https-listen-port %s", o.Port)
	}
	o.APIServerPort = strconv.Itoa(shared + 1)
	if r := parsePortRange(o.NodePorts); r.Base <= 0 || r.Size <= 0 || r.Base+r.Size > 65536 {
		return fmt.Errorf("invalid port range %s", o.NodePorts)
	}
	return nil
}

func port(flag, text string) (int, error) {
	port, err := strconv.ParseUint(text, 10, 16)
	if err != nil || port == 0 {
		return 0, fmt.Errorf("invalid %s %s", flag, text)
	}
	return int(port), nil
}

func number(text string) int {
	value, _ := strconv.Atoi(text)
	return value
}
