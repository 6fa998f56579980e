package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"sync"
	"time"

	"github.com/htmlclean/htmlclean"
)

// reason is an error without what its message would say twice: the name of the
// program, and the path of the file that the line already names.
func reason(err error) string {
	if e, ok := errors.AsType[*fs.PathError](err); ok {
		return e.Op + ": " + e.Err.Error()
	}
	return strings.TrimPrefix(err.Error(), "htmlclean: ")
}

// An entry is one article in the file that -report writes.
type entry struct {
	File   string            `json:"file"`
	ID     json.RawMessage   `json:"id,omitzero"`
	Error  string            `json:"error,omitzero"`
	Report *htmlclean.Report `json:"report,omitzero"`
}

// A reportFile is a JSON array that grows article by article, so that a batch
// of any length takes no memory.
type reportFile struct {
	file *os.File
	w    *bufio.Writer
	n    int
}

func createReport(name string) (*reportFile, error) {
	f, err := os.Create(name)
	if err != nil {
		return nil, err
	}
	return &reportFile{file: f, w: bufio.NewWriter(f)}, nil
}

func (r *reportFile) add(e entry) error {
	open := ",\n"
	if r.n == 0 {
		open = "[\n"
	}
	r.n++
	if _, err := r.w.WriteString(open); err != nil {
		return err
	}
	enc := json.NewEncoder(r.w)
	enc.SetEscapeHTML(false)
	return enc.Encode(e)
}

func (r *reportFile) close() error {
	end := "]\n"
	if r.n == 0 {
		end = "[]\n"
	}
	_, err := r.w.WriteString(end)
	return errors.Join(err, r.w.Flush(), r.file.Close())
}

// reportFrontMatter adds the addresses that became others. The front matter
// keeps its lines, so that they are compared one by one.
func reportFrontMatter(r *htmlclean.Report, before, after string) {
	if r == nil || before == after {
		return
	}
	var changes []htmlclean.Change
	was, is := splitLines(before), splitLines(after)
	for i := range was {
		if was[i] != is[i] {
			changes = append(changes, htmlclean.Change{Set: "front-matter", Rule: "proxy", Do: "replace",
				Before: strings.TrimSpace(was[i]), After: strings.TrimSpace(is[i])})
		}
	}
	r.Changes = append(changes, r.Changes...)
}

// tell explains and reports an article as the flags ask.
func (c *command) tell(e entry) error {
	if e.Report != nil && c.explain {
		name := e.File
		if len(e.ID) > 0 {
			name += ": " + string(e.ID)
		}
		fmt.Fprintf(c.stderr, "htmlclean: %s:\n%s", name, e.Report)
	}
	if c.report != nil {
		return c.report.add(e)
	}
	return nil
}

// figures are the summary of a run.
type figures struct {
	articles, failures int
	pictures, proxies  int
	in, out            int64
}

func (f *figures) add(in, out int, failed bool, r *htmlclean.Report) {
	f.articles++
	f.in += int64(in)
	f.out += int64(out)
	if failed {
		f.failures++
	}
	pictures, proxies := recovered(r)
	f.pictures += pictures
	f.proxies += proxies
}

// recovered counts the pictures whose address stood in another attribute than
// src, and the proxies in front of pictures and links.
func recovered(r *htmlclean.Report) (pictures, proxies int) {
	if r == nil {
		return 0, 0
	}
	for _, p := range r.Pictures {
		if p.Attribute != "" && p.Attribute != "src" {
			pictures++
		}
		proxies += len(p.Proxies)
	}
	for _, l := range r.Links {
		proxies += len(l.Proxies)
	}
	return pictures, proxies
}

func (f *figures) String() string {
	return fmt.Sprintf("%d articles, %d failures, %d pictures restored, %d proxies stripped, %s in, %s out",
		f.articles, f.failures, f.pictures, f.proxies, byteSize(f.in), byteSize(f.out))
}

func byteSize(n int64) string {
	switch {
	case n < 10_000:
		return fmt.Sprintf("%d bytes", n)
	case n < 10_000_000:
		return fmt.Sprintf("%.1f kB", float64(n)/1e3)
	}
	return fmt.Sprintf("%.1f MB", float64(n)/1e6)
}

// A console is standard error: lines, and on a terminal a last line that shows
// how far a long run is.
type console struct {
	mu       sync.Mutex
	w        io.Writer
	terminal bool
	begin    time.Time
	shown    time.Time // when the progress line was written last, zero while there is none
}

// Progress is shown when work has taken this long, and this often.
const (
	progressAfter = 2 * time.Second
	progressEvery = 200 * time.Millisecond
)

func newConsole(w io.Writer) *console {
	c := &console{w: w, begin: time.Now()}
	if f, ok := w.(*os.File); ok {
		info, err := f.Stat()
		c.terminal = err == nil && info.Mode()&fs.ModeCharDevice != 0
	}
	return c
}

const eraseLine = "\r\x1b[K"

func (c *console) Write(p []byte) (int, error) {
	c.endProgress()
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.w.Write(p)
}

// progress shows that n articles are done, and with them the share done of all,
// 0 where that is unknown.
func (c *console) progress(n int, share float64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := time.Now()
	if !c.terminal || now.Sub(c.begin) < progressAfter || now.Sub(c.shown) < progressEvery {
		return
	}
	c.shown = now
	io.WriteString(c.w, eraseLine+progressLine(n, share, now.Sub(c.begin)))
}

func progressLine(n int, share float64, elapsed time.Duration) string {
	line := fmt.Sprintf("%d articles, %.0f a second", n, float64(n)/elapsed.Seconds())
	if share > 0 && share <= 1 {
		left := time.Duration(float64(elapsed) * (1 - share) / share)
		line += fmt.Sprintf(", %.0f %%, %s left", 100*share, left.Round(time.Second))
	}
	return line
}

func (c *console) endProgress() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.shown.IsZero() {
		io.WriteString(c.w, eraseLine)
		c.shown = time.Time{}
	}
}
