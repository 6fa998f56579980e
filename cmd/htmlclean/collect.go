package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/htmlclean/htmlclean"
)

// collect makes the list of inputs from the arguments, directories walked.
// What is wrong with an input is kept with it, in its place.
func (c *command) collect() []input {
	if len(c.files) == 0 {
		return []input{{name: "-"}}
	}
	var list []input
	for _, name := range c.files {
		if info, err := os.Stat(name); c.recursive && err == nil && info.IsDir() {
			list = append(list, c.walk(name)...)
			continue
		}
		list = append(list, c.named(name))
	}
	if c.write {
		list = onceEach(list)
	}
	if c.outDir != "" {
		refuseCollisions(list)
	}
	return list
}

// named makes the input for an argument that is a file. Its link may lead
// anywhere: the user named it.
func (c *command) named(name string) input {
	in := input{name: name, path: name}
	if name == "-" {
		if c.write || c.outDir != "" {
			in.err = errors.New("-w and -o need files")
		}
		return in
	}
	if c.write {
		in.path, in.err = filepath.EvalSymlinks(name)
	}
	if c.outDir != "" {
		in.to = filepath.Join(c.outDir, filepath.Base(name))
	}
	return in
}

// walk finds the articles below dir, in lexical order.
func (c *command) walk(dir string) []input {
	var list []input
	out, _ := os.Stat(c.outDir)
	filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			list = append(list, input{name: path, err: err})
			return nil
		}
		hidden := strings.HasPrefix(e.Name(), ".") && path != dir
		if e.IsDir() {
			info, err := e.Info()
			if hidden || err == nil && out != nil && os.SameFile(info, out) {
				return fs.SkipDir
			}
			return nil
		}
		if !hidden && isArticle(path) {
			list = append(list, c.found(dir, path, e))
		}
		return nil
	})
	return list
}

// found makes the input for a file that -r came upon. Its link is followed
// within dir only when the file is to be replaced: the user asked to have dir
// rewritten, and nothing else.
func (c *command) found(dir, path string, e fs.DirEntry) input {
	in := input{name: path, path: path}
	if c.write && e.Type()&fs.ModeSymlink != 0 {
		in.path, in.err = resolveWithin(dir, path)
	}
	if c.outDir != "" {
		rel, err := filepath.Rel(dir, path)
		in.to, in.err = filepath.Join(c.outDir, rel), errors.Join(in.err, err)
	}
	return in
}

func resolveWithin(dir, path string) (string, error) {
	target, err := filepath.EvalSymlinks(path)
	if err != nil {
		return "", err
	}
	if rel, err := filepath.Rel(absolute(dir), absolute(target)); err != nil || !filepath.IsLocal(rel) {
		return "", fmt.Errorf("the link leads out of %s, to %s", dir, target)
	}
	return target, nil
}

// isArticle tells by its name, and for Markdown by its front matter, whether
// -r takes a file. Markdown without front matter is not HTML.
func isArticle(path string) bool {
	switch strings.ToLower(filepath.Ext(path)) {
	case ".html", ".htm":
		return isFileOrBroken(path)
	case ".md":
		return isFileOrBroken(path) && hasFrontMatter(path)
	}
	return false
}

// isFileOrBroken is false for what is known to be no file, such as a link to a
// directory. A link that leads nowhere is taken, so that its error is seen.
func isFileOrBroken(path string) bool {
	info, err := os.Stat(path)
	return err != nil || info.Mode().IsRegular()
}

// hasFrontMatter is true for what cannot be read, so that its error is seen.
func hasFrontMatter(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return true
	}
	defer f.Close()
	const enough = 1 << 20
	data, err := readAll(f, enough)
	if _, tooLong := errors.AsType[*htmlclean.LimitError](err); err != nil && !tooLong {
		return true
	}
	front, _ := htmlclean.SplitFrontMatter(string(data))
	return front != ""
}

// onceEach leaves out inputs that lead to a file that is already in the list:
// two replacements of one file at the same time could lose one.
func onceEach(list []input) []input {
	seen := map[string]bool{}
	kept := list[:0]
	for _, in := range list {
		if in.err == nil {
			key := absolute(in.path)
			if seen[key] {
				continue
			}
			seen[key] = true
		}
		kept = append(kept, in)
	}
	return kept
}

// refuseCollisions marks inputs whose output would be written over another's
// output, or over an input.
func refuseCollisions(list []input) {
	inputs := map[string]string{}
	for _, in := range list {
		inputs[absolute(in.path)] = in.name
	}
	outputs := map[string]string{}
	for i := range list {
		in := &list[i]
		if in.err != nil {
			continue
		}
		to := absolute(in.to)
		if other, ok := inputs[to]; ok {
			in.err = fmt.Errorf("its output %s is the input %s, see -w", in.to, other)
		} else if other, ok := outputs[to]; ok {
			in.err = fmt.Errorf("its output %s is already that of %s", in.to, other)
		} else {
			outputs[to] = in.name
		}
	}
}

// absolute names a file by one path, as far as it and its directory exist.
func absolute(path string) string {
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real
	} else if dir, err := filepath.EvalSymlinks(filepath.Dir(path)); err == nil {
		path = filepath.Join(dir, filepath.Base(path))
	}
	if abs, err := filepath.Abs(path); err == nil {
		path = abs
	}
	return path
}
