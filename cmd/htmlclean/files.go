package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/htmlclean/htmlclean"
)

// An input is a file to clean.
type input struct {
	name string // as the user knows it, "-" for standard input
	path string // where it is read from and, with -w, written to
	to   string // where -o writes to
	err  error  // why it cannot be read
}

func (in input) label() string {
	if in.name == "-" {
		return "stdin"
	}
	return in.name
}

// A cleaned is what became of an input.
type cleaned struct {
	input
	err    error
	before string // the text that was read, decoded
	front  string // its front matter
	out    string // what is written: front matter and the clean body, or a page
	diff   []byte
	raw    int // bytes read
	dirty  bool
	result htmlclean.Result
}

// doFiles cleans files. Everything but printing happens on every processor.
func (c *command) doFiles(ctx context.Context) (err error) {
	inputs := c.collect()
	w := bufio.NewWriter(c.stdout)
	preview, err := c.newPreview()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, preview.close()) }()

	rest := inputs
	next := func() (in input, size int, ok bool) {
		if len(rest) == 0 {
			return in, 0, false
		}
		in, rest = rest[0], rest[1:]
		if info, err := os.Stat(in.path); err == nil {
			size = int(info.Size())
		}
		return in, size, true
	}
	emit := func(f cleaned) error {
		c.stderr.progress(c.sum.articles+1, float64(c.sum.articles+1)/float64(len(inputs)))
		c.sum.add(f.raw, len(f.out), f.err != nil, f.result.Report)
		e := entry{File: f.label(), Report: f.result.Report}
		if f.err != nil {
			c.fail(f.label(), f.err)
			e.Error = reason(f.err)
		}
		if err := errors.Join(c.tell(e), preview.add(f)); err != nil || f.err != nil {
			return err
		}
		return c.print(w, f)
	}
	return inOrder(ctx, next, c.doFile, emit, w.Flush)
}

// print writes to standard output what the flags ask for.
func (c *command) print(w *bufio.Writer, f cleaned) error {
	if c.list && f.dirty {
		c.failed = true
		fmt.Fprintln(w, f.label())
	}
	w.Write(f.diff)
	if !c.list && !c.diff && !c.write && c.outDir == "" && c.previewTo == "" {
		w.WriteString(f.out)
	}
	return w.Flush()
}

// doFile cleans one file and writes it where the flags say.
func (c *command) doFile(in input) (f cleaned) {
	f.input, f.err = in, in.err
	if f.err != nil {
		return f
	}
	r, closeInput, info, err := c.open(in)
	if err != nil {
		f.err = err
		return f
	}
	data, err := readAll(r, c.maxBytes())
	closeInput()
	if err != nil {
		f.err = err
		return f
	}
	if f.err = c.clean(&f, data); f.err != nil {
		return f
	}
	f.dirty = f.out != string(data)
	switch {
	case c.write && f.dirty:
		f.err = replaceFile(in.path, info, []byte(f.out))
	case in.to != "":
		f.err = writeFile(in.to, info, []byte(f.out))
	}
	if c.diff && f.dirty && f.err == nil {
		f.diff = unifiedDiff(in.label()+".orig", in.label(), f.before, f.out)
	}
	return f
}

// clean fills in f from the bytes of its file.
func (c *command) clean(f *cleaned, data []byte) error {
	f.raw = len(data)
	text, err := c.cleaner.Decode(bytes.NewReader(data))
	if err != nil {
		return err
	}
	front, body := htmlclean.SplitFrontMatter(text)
	if f.result, err = c.cleaner.Clean(htmlclean.Article{HTML: body, URL: c.url, Title: scalar(front, "title")}); err != nil {
		return err
	}
	f.before, f.front = text, c.cleaner.FrontMatter(front)
	reportFrontMatter(f.result.Report, front, f.front)
	if c.pages {
		f.out = page(f.front, f.result, f.label())
	} else {
		f.out = join(f.front, f.result.HTML)
	}
	return nil
}

// join puts a blank line between front matter and body, and ends the file with
// one new line.
func join(front, body string) string {
	body = strings.Trim(body, "\n")
	if body != "" {
		body += "\n"
	}
	if front == "" {
		return body
	}
	if !strings.HasSuffix(front, "\n") {
		front += "\n"
	}
	if body == "" {
		return front
	}
	return front + "\n" + body
}

func (c *command) open(in input) (io.Reader, func() error, os.FileInfo, error) {
	if in.name == "-" {
		return c.stdin, func() error { return nil }, nil, nil
	}
	f, err := os.Open(in.path)
	if err != nil {
		return nil, nil, nil, err
	}
	info, err := f.Stat()
	switch {
	case err != nil:
	case info.IsDir():
		err = errors.New("is a directory, see -r")
	case c.write && !info.Mode().IsRegular():
		err = errors.New("is no regular file, so -w cannot replace it")
	}
	if err != nil {
		f.Close()
		return nil, nil, nil, err
	}
	return f, f.Close, info, nil
}

// readAll reads no more than the library would take.
func readAll(r io.Reader, max int) ([]byte, error) {
	if max < 0 {
		return io.ReadAll(r)
	}
	var b bytes.Buffer
	n, err := b.ReadFrom(io.LimitReader(r, int64(max)+1))
	if err == nil && n > int64(max) {
		err = &htmlclean.LimitError{Limit: "bytes", Max: max, Got: int(n)}
	}
	return b.Bytes(), err
}
