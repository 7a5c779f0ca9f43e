package linkimage

import (
	"archive/tar"
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"testing"
)

func filesOf(t *testing.T, archive io.Reader) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	for reader := tar.NewReader(archive); ; {
		header, err := reader.Next()
		if err == io.EOF {
			return files
		}
		if err != nil {
			t.Fatal(err)
		}
		if files[header.Name], err = io.ReadAll(reader); err != nil {
			t.Fatal(err)
		}
	}
}

func TestAnArchiveHoldsImagesOfOneLinkEach(t *testing.T) {
	var archive bytes.Buffer
	images := []Image{
		{"holdfast.local/kube-scheduler:v1.36.3", "usr/local/bin/kube-scheduler", "/opt/kubernetes/v1.36.3/kubernetes"},
		{"holdfast.local/etcd:3.6.8-0", "usr/local/bin/etcd", "/opt/etcd/3.6.8-0/etcd"},
	}
	if err := Write(&archive, images); err != nil {
		t.Fatal(err)
	}
	files := filesOf(t, &archive)
	var manifests []manifest
	if err := json.Unmarshal(files["manifest.json"], &manifests); err != nil || len(manifests) != len(images) {
		t.Fatalf("%v %s", err, files["manifest.json"])
	}
	for i, entry := range manifests {
		var config struct {
			Rootfs struct {
				DiffIDs []string `json:"diff_ids"`
			}
		}
		if err := json.Unmarshal(files[entry.Config], &config); err != nil {
			t.Fatal(err)
		}
		layer := files[entry.Layers[0]]
		if want := fmt.Sprintf("sha256:%x", sha256.Sum256(layer)); config.Rootfs.DiffIDs[0] != want || entry.RepoTags[0] != images[i].Name {
			t.Errorf("%+v %+v", entry, config)
		}
		checkLink(t, layer, images[i])
	}
}

func checkLink(t *testing.T, layer []byte, image Image) {
	t.Helper()
	var last *tar.Header
	for reader := tar.NewReader(bytes.NewReader(layer)); ; {
		header, err := reader.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		last = header
	}
	if last == nil || last.Typeflag != tar.TypeSymlink || last.Name != image.Link || last.Linkname != image.Target {
		t.Errorf("%+v", last)
	}
}
