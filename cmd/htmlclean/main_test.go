package main

import (
	"bytes"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A ran is what one run of the command gave.
type ran struct {
	code           int
	stdout, stderr string
}

func runWith(stdin string, args ...string) ran {
	var out, err bytes.Buffer
	code := run(args, strings.NewReader(stdin), &out, &err)
	return ran{code, out.String(), err.String()}
}

// write makes a file below a temporary directory and returns its path.
func write(t *testing.T, dir, name, content string) string {
	t.Helper()
	path := filepath.Join(dir, name)
	require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o777))
	require.NoError(t, os.WriteFile(path, []byte(content), 0o644))
	return path
}

func read(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	return string(data)
}

const (
	post = "\n---\ntitle: '站台上的灯'\ndate: 2021-11-05\n---\n\n<p>末班车开走以后，灯还亮着。</p>\n"
	tidy = "<p>The ferry leaves at nine.</p>\n"
)

func TestStandardInput(t *testing.T) {
	for _, tt := range []struct {
		name, in, want string
		args           []string
	}{
		{name: "no argument", in: tidy, want: tidy},
		{name: "a dash", in: tidy, want: tidy, args: []string{"-"}},
		{name: "one new line at the end", in: "<p>The ferry leaves at nine.</p>\n\n\n", want: tidy},
		{name: "nothing", in: "", want: ""},
		{name: "front matter is kept", in: post, want: post},
		{name: "a blank line behind front matter", in: "---\na: b\n---\n<p>x</p>", want: "---\na: b\n---\n\n<p>x</p>\n"},
		{name: "front matter alone", in: "---\na: b\n---", want: "---\na: b\n---\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			assert.Equal(t, ran{0, tt.want, ""}, runWith(tt.in, tt.args...))
		})
	}
}

func TestFilesInOrderAndFailuresBetween(t *testing.T) {
	dir := t.TempDir()
	a := write(t, dir, "a.html", "<p>one</p>")
	b := write(t, dir, "b.html", "<p>two</p>")
	missing := filepath.Join(dir, "missing.html")

	got := runWith("", a, missing, dir, b)

	assert.Equal(t, 1, got.code)
	assert.Equal(t, "<p>one</p>\n<p>two</p>\n", got.stdout, "the others are done all the same")
	assert.Equal(t, "htmlclean: "+missing+": open: no such file or directory\n"+
		"htmlclean: "+dir+": is a directory, see -r\n", got.stderr)
}

func TestUsageErrors(t *testing.T) {
	for _, tt := range []struct{ args, want string }{
		{"-nonsense", "flag provided but not defined: -nonsense"},
		{"-max-bytes many", `invalid value "many"`},
		{"-w", "-w needs files"},
		{"-w -o out a.html", "-w does not go with -o"},
		{"-jsonl -w a.html", "-jsonl does not go with"},
		{"-document -d a.html", "-document does not go with"},
		{"-with-report a.html", "-with-report goes with -jsonl"},
		{"-r", "-r needs directories"},
		{"-rules-file missing.json", "missing.json"},
		{`-allow {"elment":"b"}`, `unknown field "elment"`},
	} {
		t.Run(tt.args, func(t *testing.T) {
			got := runWith("", strings.Fields(tt.args)...)
			assert.Equal(t, 2, got.code)
			assert.Empty(t, got.stdout)
			assert.Contains(t, got.stderr, tt.want)
			assert.True(t, strings.HasPrefix(got.stderr, "htmlclean: "), got.stderr)
		})
	}
}

func TestHelpIsOneScreen(t *testing.T) {
	got := runWith("", "-h")
	assert.Equal(t, 0, got.code)
	assert.Empty(t, got.stderr)
	lines := strings.Split(got.stdout, "\n")
	assert.LessOrEqual(t, len(lines), 40)
	for _, l := range lines {
		assert.LessOrEqual(t, len([]rune(l)), 80, l)
	}
}

func TestVersion(t *testing.T) {
	got := runWith("", "-version")
	assert.Equal(t, 0, got.code)
	assert.Regexp(t, `^htmlclean \S+\n$`, got.stdout)
}

func TestMaxBytes(t *testing.T) {
	got := runWith("<p>more than ten</p>", "-max-bytes", "10")
	assert.Equal(t, 1, got.code)
	assert.Empty(t, got.stdout)
	assert.Equal(t, "htmlclean: stdin: input has 11 bytes or more, the limit is 10\n", got.stderr)
}

func TestLines(t *testing.T) {
	for _, tt := range []struct{ name, in, want, why string }{
		{"one", `{"id":1,"html":"<p>x</p>"}`, `{"id":1,"html":"<p>x</p>"}`, ""},
		{"any id", `{"id":{"b": [1.50, null]},"html":"<p>x</p>"}`, `{"id":{"b": [1.50, null]},"html":"<p>x</p>"}`, "as it was, white space and zeros included"},
		{"no id", `{"html":"<p>x</p>"}`, `{"id":null,"html":"<p>x</p>"}`, ""},
		{"others ignored", `{"n":[1],"ID":2,"id":1,"HTML":3,"html":"<p>x</p>","url":null}`, `{"id":1,"html":"<p>x</p>"}`, "names are exact"},
		{"escapes", `{"id":1,"html":"\u003cp\u003e云\u0026amp;\u003c/p\u003e"}`, `{"id":1,"html":"<p>云&amp;</p>"}`, "no HTML escaping out"},
		{"broken", `{"id":"a","html":"<p>`, `{"id":"a","error":"line 1: unexpected end of JSON input"}`, "the id stands before the break"},
		{"no JSON", `<p>x</p>`, `{"id":null,"error":"line 1: invalid character '<' looking for beginning of value"}`, ""},
		{"no html", `{"id":1}`, `{"id":1,"error":"line 1: no \"html\", or it is not a string"}`, ""},
		{"html null", `{"id":1,"html":null}`, `{"id":1,"error":"line 1: no \"html\", or it is not a string"}`, ""},
		{"url a number", `{"id":1,"html":"","url":5}`, `{"id":1,"error":"line 1: \"url\" is not a string"}`, ""},
		{"two values", `{"id":1,"html":""} {}`, `{"id":1,"error":"line 1: invalid character '{' after top-level value"}`, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := runWith(tt.in, "-jsonl")
			assert.Equal(t, tt.want+"\n", got.stdout, tt.why)
			if strings.Contains(tt.want, `"error"`) {
				assert.Equal(t, 1, got.code)
			} else {
				assert.Equal(t, 0, got.code)
			}
			assert.Empty(t, got.stderr)
		})
	}
}

func TestLinesKeepOrderAroundBadOnes(t *testing.T) {
	var in, want strings.Builder
	for i := range 500 {
		id := string(rune('a'+i%26)) + strings.Repeat("i", i%7)
		switch {
		case i%10 == 3:
			in.WriteString("\r\n  \n{bad\n")
		default:
			in.WriteString(`{"id":"` + id + `","html":"<p>` + strings.Repeat("long ", i*i%4000) + `end</p>"}` + "\n")
			want.WriteString(id + "\n")
			continue
		}
		want.WriteString("error\n")
	}
	got := runWith(in.String(), "-jsonl")
	assert.Equal(t, 1, got.code)
	var ids strings.Builder
	for l := range strings.Lines(got.stdout) {
		var o struct{ ID, HTML, Error string }
		require.NoError(t, json.Unmarshal([]byte(l), &o))
		if o.Error != "" {
			o.ID = "error"
		}
		ids.WriteString(o.ID + "\n")
	}
	assert.Equal(t, want.String(), ids.String())
}

func TestLineWithoutEndTakesNoMemory(t *testing.T) {
	long := `{"id":7,"html":"` + strings.Repeat("x", 50_000_000) + `"}`
	in := long + "\n" + `{"id":8,"html":"<p>next</p>"}` + "\n"
	got := runWith(in, "-jsonl", "-max-bytes", "1000")
	assert.Equal(t, 1, got.code)
	assert.Equal(t, `{"id":7,"error":"line 1: longer than 67536 bytes, see -max-bytes"}`+"\n"+
		`{"id":8,"html":"<p>next</p>"}`+"\n", got.stdout)
}

func TestLinesFromFiles(t *testing.T) {
	dir := t.TempDir()
	a := write(t, dir, "a.jsonl", `{"id":1,"html":"<p>a</p>"}`)
	b := write(t, dir, "b.jsonl", `{"id":2,"html":"<p>b</p>"}`+"\n")
	missing := filepath.Join(dir, "missing.jsonl")
	got := runWith(`{"id":3,"html":"<p>c</p>"}`, "-jsonl", a, missing, "-", b)
	assert.Equal(t, 1, got.code)
	assert.Equal(t, `{"id":1,"html":"<p>a</p>"}`+"\n"+`{"id":3,"html":"<p>c</p>"}`+"\n"+`{"id":2,"html":"<p>b</p>"}`+"\n", got.stdout)
	assert.Equal(t, "htmlclean: "+missing+": open: no such file or directory\n", got.stderr)
}

func TestInvalidUTF8InALineIsNotSilent(t *testing.T) {
	got := runWith("{\"id\":1,\"html\":\"<p>a\xffb</p>\"}", "-jsonl")
	assert.Equal(t, 0, got.code)
	assert.Equal(t, "{\"id\":1,\"html\":\"<p>a\ufffdb</p>\"}\n", got.stdout)
	assert.Equal(t, "htmlclean: stdin: line 1: 1 bytes are not UTF-8 and are now U+FFFD\n", got.stderr)
}

// A producer that waits for each answer gets it: nothing is held back to fill a
// buffer.
func TestLinesAnswerAtOnce(t *testing.T) {
	inR, inW := io.Pipe()
	outR, outW := io.Pipe()
	done := make(chan int)
	go func() {
		code := run([]string{"-jsonl"}, inR, outW, io.Discard)
		outW.Close()
		done <- code
	}()
	answer := make([]byte, 100)
	for range 3 {
		_, err := io.WriteString(inW, `{"id":1,"html":"<p>x</p>"}`+"\n")
		require.NoError(t, err)
		n, err := outR.Read(answer)
		require.NoError(t, err)
		assert.Equal(t, `{"id":1,"html":"<p>x</p>"}`+"\n", string(answer[:n]))
	}
	inW.Close()
	_, err := outR.Read(answer)
	assert.Equal(t, io.EOF, err)
	assert.Equal(t, 0, <-done)
}
