package snapshot

import (
	"strconv"
	"time"
)

// Objects is a list of ETCDSnapshotFile, as `k3s etcd-snapshot ls -o json` prints it.
type Objects struct {
	APIVersion string            `json:"apiVersion"`
	Kind       string            `json:"kind"`
	Metadata   map[string]string `json:"metadata"`
	Items      []Object          `json:"items"`
}

// Object is one ETCDSnapshotFile.
type Object struct {
	APIVersion string            `json:"apiVersion"`
	Kind       string            `json:"kind"`
	Metadata   map[string]string `json:"metadata"`
	Spec       objectSpec        `json:"spec"`
	Status     objectStatus      `json:"status"`
}

type objectSpec struct {
	SnapshotName string `json:"snapshotName"`
	NodeName     string `json:"nodeName"`
	Location     string `json:"location"`
}

type objectStatus struct {
	Size         string    `json:"size"` // bytes, as Kubernetes writes quantities
	CreationTime time.Time `json:"creationTime"`
	ReadyToUse   bool      `json:"readyToUse"`
}

func (s *Store) objects(files []File) Objects {
	items := []Object{}
	for _, file := range files {
		items = append(items, Object{
			APIVersion: "k3s.cattle.io/v1", Kind: "ETCDSnapshotFile",
			Metadata: map[string]string{"name": "local-" + file.Name},
			Spec:     objectSpec{file.Name, s.Node, "file://" + file.Path},
			Status:   objectStatus{strconv.FormatInt(file.Size, 10), file.Created.UTC(), true},
		})
	}
	return Objects{APIVersion: "v1", Kind: "List", Metadata: map[string]string{}, Items: items}
}
