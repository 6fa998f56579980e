package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// replaceFile replaces the file at path, which was info when it was read. Path
// is no symbolic link.
func replaceFile(path string, info fs.FileInfo, data []byte) error {
	return writeBeside(path, info, data, func() error {
		now, err := os.Lstat(path)
		if err != nil {
			return err
		}
		if !os.SameFile(now, info) || now.Size() != info.Size() || !now.ModTime().Equal(info.ModTime()) {
			return errors.New("changed while it was being cleaned, and is left alone")
		}
		return nil
	})
}

// writeFile creates or replaces the file at path, and the directories it needs.
func writeFile(path string, info fs.FileInfo, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		return err
	}
	return writeBeside(path, info, data, func() error { return nil })
}

// writeBeside writes a temporary file in the directory of path, with the mode
// and, where the system lets it, the owner of info, and renames it to path when
// it is on the disk and check agrees. Whatever goes wrong, path holds its old or
// its new content and the temporary file is gone.
func writeBeside(path string, info fs.FileInfo, data []byte, check func() error) (err error) {
	tmp, err := os.CreateTemp(filepath.Dir(path), ".htmlclean-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			tmp.Close()
			os.Remove(tmp.Name())
		}
	}()
	if _, err = tmp.Write(data); err != nil {
		return err
	}
	if err = tmp.Chmod(info.Mode().Perm()); err != nil {
		return err
	}
	keepOwner(tmp, info)
	if err = tmp.Sync(); err != nil {
		return err
	}
	if err = tmp.Close(); err != nil {
		return err
	}
	if err = check(); err != nil {
		return err
	}
	return os.Rename(tmp.Name(), path)
}
