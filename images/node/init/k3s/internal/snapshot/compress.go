package snapshot

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// compress replaces a snapshot by an archive that holds it, and returns the archive's path.
func compress(path string, created time.Time) (string, error) {
	archive := path + compressedExtension
	if err := writeArchive(archive, path, created); err != nil {
		os.Remove(archive)
		return "", fmt.Errorf("failed to compress snapshot: %w", err)
	}
	return archive, os.Remove(path)
}

func writeArchive(archive, path string, created time.Time) (err error) {
	source, err := os.Open(path)
	if err != nil {
		return err
	}
	defer source.Close()
	file, err := os.OpenFile(archive, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	writer := zip.NewWriter(file)
	entry, err := writer.CreateHeader(&zip.FileHeader{Name: filepath.Base(path), Method: zip.Deflate, Modified: created})
	if err != nil {
		return err
	}
	if _, err := io.Copy(entry, source); err != nil {
		return err
	}
	return writer.Close()
}

// Plain is the path of a snapshot that is not compressed: the file itself, or what its archive holds, unpacked beside it.
func Plain(path string) (string, error) {
	base, isArchive := strings.CutSuffix(path, compressedExtension)
	if !isArchive {
		return path, nil
	}
	reader, err := zip.OpenReader(path)
	if err != nil {
		return "", err
	}
	defer reader.Close()
	if len(reader.File) != 1 {
		return "", fmt.Errorf("%s holds %d files, not one snapshot", path, len(reader.File))
	}
	content, err := reader.File[0].Open()
	if err != nil {
		return "", err
	}
	defer content.Close()
	_, err = writeAll(base, content)
	return base, err
}
