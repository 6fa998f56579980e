package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"unicode/utf8"

	"github.com/htmlclean/htmlclean"
)

// A line is a line of a JSONL input.
type line struct {
	file   string
	number int
	data   []byte
	err    error // why there is no whole line
	broken error // why the file cannot be read; then there is no line at all
}

// A doneLine is what became of a line.
type doneLine struct {
	line
	out      []byte
	entry    entry
	htmlIn   int
	htmlOut  int
	replaced int // bytes of the line that are not UTF-8
}

// doLines cleans JSONL. Reading is sequential; decoding, cleaning and encoding
// happen on every processor.
func (c *command) doLines(ctx context.Context) error {
	in := c.newLineReader()
	w := bufio.NewWriterSize(c.stdout, 1<<16)
	emit := func(d doneLine) error {
		if d.broken != nil {
			c.fail(d.file, d.broken)
			return nil
		}
		if d.replaced > 0 {
			fmt.Fprintf(c.stderr, "htmlclean: %s: line %d: %d bytes are not UTF-8 and are now U+FFFD\n", d.file, d.number, d.replaced)
		}
		if d.entry.Error != "" {
			c.failed = true
		}
		c.sum.add(d.htmlIn, d.htmlOut, d.entry.Error != "", d.entry.Report)
		c.stderr.progress(c.sum.articles, in.share(len(d.data)))
		if err := c.tell(d.entry); err != nil {
			return err
		}
		_, err := w.Write(d.out)
		return err
	}
	return inOrder(ctx, in.next, c.doLine, emit, w.Flush)
}

func (c *command) doLine(l line) doneLine {
	d := doneLine{line: l, entry: entry{File: l.file}}
	if l.broken != nil {
		return d
	}
	id, article, err := parseLine(l)
	d.entry.ID = id
	d.replaced = invalidBytes(l.data)
	d.htmlIn = len(article.HTML)
	var res htmlclean.Result
	if err == nil {
		res, err = c.cleaner.Clean(article)
	}
	if err != nil {
		d.entry.Error = fmt.Sprintf("line %d: %s", l.number, reason(err))
		d.out = encodeLine(id, "error", d.entry.Error, nil)
		return d
	}
	d.htmlOut = len(res.HTML)
	d.entry.Report = res.Report
	var report *htmlclean.Report
	if c.withReport {
		report = res.Report
	}
	d.out = encodeLine(id, "html", res.HTML, report)
	return d
}

// parseLine reads the members by their exact names, as [encoding/json] does not
// do for a struct: an extra "ID" or "Html" must not be taken for ours.
func parseLine(l line) (id json.RawMessage, a htmlclean.Article, err error) {
	if l.err != nil {
		return idOf(l.data), a, l.err
	}
	var members map[string]json.RawMessage
	if err := json.Unmarshal(l.data, &members); err != nil {
		return idOf(l.data), a, err
	}
	id = members["id"]
	html, ok := members["html"]
	if !ok || html[0] != '"' {
		return id, a, errors.New(`no "html", or it is not a string`)
	}
	if err := json.Unmarshal(html, &a.HTML); err != nil {
		return id, a, err
	}
	if url, ok := members["url"]; ok {
		if err := json.Unmarshal(url, &a.URL); err != nil {
			return id, a, errors.New(`"url" is not a string`)
		}
	}
	if title, ok := members["title"]; ok && title[0] == '"' {
		if err := json.Unmarshal(title, &a.Title); err != nil {
			return id, a, err
		}
	}
	return id, a, nil
}

// idOf finds the id of a line that is broken further on, nil where it cannot.
func idOf(data []byte) json.RawMessage {
	d := json.NewDecoder(bytes.NewReader(data))
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return nil
	}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return nil
		}
		var value json.RawMessage
		if d.Decode(&value) != nil {
			return nil
		}
		if key == "id" {
			return value
		}
	}
	return nil
}

// encodeLine writes the id as it was read: encoding it again could change its
// white space and the form of its numbers.
func encodeLine(id json.RawMessage, key, text string, report *htmlclean.Report) []byte {
	var b bytes.Buffer
	b.Grow(len(text) + len(text)/8 + 64)
	if len(id) == 0 {
		id = json.RawMessage("null")
	}
	b.WriteString(`{"id":`)
	b.Write(id)
	b.WriteString(`,"` + key + `":`)
	appendJSON(&b, text)
	if report != nil {
		b.WriteString(`,"report":`)
		appendJSON(&b, report)
	}
	b.WriteString("}\n")
	return b.Bytes()
}

// appendJSON writes v without the new line that an Encoder ends it with.
func appendJSON(b *bytes.Buffer, v any) {
	e := json.NewEncoder(b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic(err) // v is a string or a Report, which have no value that fails
	}
	b.Truncate(b.Len() - 1)
}

// invalidBytes counts what [encoding/json] replaces without a word.
func invalidBytes(data []byte) int {
	if utf8.Valid(data) {
		return 0
	}
	n := 0
	for len(data) > 0 {
		r, size := utf8.DecodeRune(data)
		if r == utf8.RuneError && size == 1 {
			n++
		}
		data = data[size:]
	}
	return n
}

// A lineReader yields the lines of all inputs, blank ones left out.
type lineReader struct {
	stdin io.Reader
	files []string // still to be read
	max   int      // longest line, negative for no limit

	name   string
	file   *os.File // nil for standard input
	r      *bufio.Reader
	number int

	total int64 // bytes of all inputs, 0 where that is unknown
	done  int64 // bytes of the lines that are done; belongs to share
}

func (c *command) newLineReader() *lineReader {
	files := c.files
	if len(files) == 0 {
		files = []string{"-"}
	}
	in := &lineReader{stdin: c.stdin, files: files, max: c.maxBytes()}
	if in.max >= 0 {
		in.max = 2*in.max + 1<<16
	}
	in.total = totalSize(files, c.stdin)
	return in
}

// totalSize returns 0 where one of the inputs is no regular file.
func totalSize(files []string, stdin io.Reader) int64 {
	var total int64
	for _, name := range files {
		info, err := statInput(name, stdin)
		if err != nil || !info.Mode().IsRegular() {
			return 0
		}
		total += info.Size()
	}
	return total
}

func statInput(name string, stdin io.Reader) (os.FileInfo, error) {
	if name != "-" {
		return os.Stat(name)
	}
	if f, ok := stdin.(*os.File); ok {
		return f.Stat()
	}
	return nil, os.ErrInvalid
}

// share counts a line as done, and returns how much of the whole input is.
func (in *lineReader) share(lineBytes int) float64 {
	in.done += int64(lineBytes) + 1
	if in.total == 0 {
		return 0
	}
	return min(1, float64(in.done)/float64(in.total))
}

// next returns the next line that is not blank, or why a file has no more.
func (in *lineReader) next() (l line, size int, ok bool) {
	for in.r != nil || len(in.files) > 0 {
		if in.r == nil {
			if err := in.open(); err != nil {
				return line{file: in.name, broken: err}, 0, true
			}
		}
		data, long, err := readLine(in.r, in.max)
		if len(data) == 0 && err != nil {
			in.close()
			if err != io.EOF {
				return line{file: in.name, broken: err}, 0, true
			}
			continue
		}
		in.number++
		if len(bytes.TrimSpace(data)) == 0 {
			continue
		}
		l = line{file: in.name, number: in.number, data: data}
		if long {
			l.err = fmt.Errorf("longer than %d bytes, see -max-bytes", in.max)
		}
		return l, len(data), true
	}
	return line{}, 0, false
}

// readLine reads to the end of the line but keeps at most max bytes of it, so
// that a line without an end takes no memory. It returns the line without its
// end.
func readLine(r *bufio.Reader, max int) (data []byte, long bool, err error) {
	for {
		part, err := r.ReadSlice('\n')
		if room := max - len(data); max >= 0 && len(part) > room+1 {
			part, long = part[:room], true
		}
		if !long || len(data) < max {
			data = append(data, part...)
		}
		if err == bufio.ErrBufferFull {
			continue
		}
		return bytes.TrimSuffix(data, []byte("\n")), long, err
	}
}

// open begins with the next file.
func (in *lineReader) open() (err error) {
	in.name, in.files, in.number = in.files[0], in.files[1:], 0
	if in.name == "-" {
		in.name, in.r = "stdin", bufio.NewReaderSize(in.stdin, 1<<16)
		return nil
	}
	if in.file, err = os.Open(in.name); err == nil {
		in.r = bufio.NewReaderSize(in.file, 1<<16)
	}
	return err
}

func (in *lineReader) close() {
	if in.file != nil {
		in.file.Close()
	}
	in.file, in.r = nil, nil
}
