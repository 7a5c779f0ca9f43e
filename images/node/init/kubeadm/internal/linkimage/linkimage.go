// Package linkimage writes container images that hold nothing but a link. The program behind it is mounted from the node.
package linkimage

import (
	"archive/tar"
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"path"
	"runtime"
	"strings"
)

// Image is one such image: Link, a path without a leading slash, points to Target.
type Image struct{ Name, Link, Target string }

// Names as `docker save` writes them.
type manifest struct {
	Config   string
	RepoTags []string
	Layers   []string
}

// Write writes an archive of images as `docker save` does.
func Write(w io.Writer, images []Image) error {
	archive := tar.NewWriter(w)
	var manifests []manifest
	for _, image := range images {
		layer, err := layerOf(image)
		if err != nil {
			return err
		}
		digest := fmt.Sprintf("%x", sha256.Sum256(layer))
		config, err := json.Marshal(map[string]any{
			"architecture": runtime.GOARCH, "os": "linux", "config": map[string]any{},
			"rootfs": map[string]any{"type": "layers", "diff_ids": []string{"sha256:" + digest}},
		})
		if err != nil {
			return err
		}
		entry := manifest{
			Config:   fmt.Sprintf("%x.json", sha256.Sum256(config)),
			RepoTags: []string{image.Name},
			Layers:   []string{digest + "/layer.tar"},
		}
		manifests = append(manifests, entry)
		for name, content := range map[string][]byte{entry.Config: config, entry.Layers[0]: layer} {
			if err := writeFile(archive, name, content); err != nil {
				return err
			}
		}
	}
	index, err := json.Marshal(manifests)
	if err != nil {
		return err
	}
	if err := writeFile(archive, "manifest.json", index); err != nil {
		return err
	}
	return archive.Close()
}

// layerOf is a layer of the link and the directories above it.
func layerOf(image Image) ([]byte, error) {
	var layer bytes.Buffer
	archive := tar.NewWriter(&layer)
	directory := ""
	for _, part := range strings.Split(path.Dir(image.Link), "/") {
		directory += part + "/"
		if err := archive.WriteHeader(&tar.Header{Typeflag: tar.TypeDir, Name: directory, Mode: 0o755}); err != nil {
			return nil, err
		}
	}
	link := &tar.Header{Typeflag: tar.TypeSymlink, Name: image.Link, Linkname: image.Target, Mode: 0o777}
	if err := archive.WriteHeader(link); err != nil {
		return nil, err
	}
	err := archive.Close()
	return layer.Bytes(), err
}

func writeFile(archive *tar.Writer, name string, content []byte) error {
	if err := archive.WriteHeader(&tar.Header{Name: name, Mode: 0o644, Size: int64(len(content))}); err != nil {
		return err
	}
	_, err := archive.Write(content)
	return err
}
