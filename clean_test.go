package htmlclean

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

var update = flag.Bool("update", false, "rewrite testdata/*/want.html")

// A golden is a directory of testdata: input.html, want.html and, where it needs
// them, options.json with the options, the page's URL and the article's title.
type golden struct {
	name, dir, input string
	options          Options
	url, title       string
}

func goldens(t testing.TB) []golden {
	dirs, err := filepath.Glob("testdata/*/input.html")
	require.NoError(t, err)
	require.NotEmpty(t, dirs)
	var list []golden
	for _, file := range dirs {
		dir := filepath.Dir(file)
		src, err := os.ReadFile(file)
		require.NoError(t, err)
		g := golden{name: filepath.Base(dir), dir: dir, input: string(src)}
		var opt struct {
			Options
			URL   string `json:"url"`
			Title string `json:"title"`
		}
		data, err := os.ReadFile(filepath.Join(dir, "options.json"))
		if err == nil {
			dec := json.NewDecoder(bytes.NewReader(data))
			dec.DisallowUnknownFields()
			require.NoError(t, dec.Decode(&opt), dir)
		} else {
			require.ErrorIs(t, err, os.ErrNotExist)
		}
		g.options, g.url, g.title = opt.Options, opt.URL, opt.Title
		list = append(list, g)
	}
	return list
}

// reported cleans the golden's input with its options, and with a report.
func (g golden) reported(t testing.TB) Result {
	opt := g.options
	opt.Report = true
	c, err := New(opt)
	require.NoError(t, err)
	res, err := c.Clean(Article{HTML: g.input, URL: g.url})
	require.NoError(t, err)
	return res
}

func TestGolden(t *testing.T) {
	for _, g := range goldens(t) {
		t.Run(g.name, func(t *testing.T) {
			c, err := New(g.options)
			require.NoError(t, err)
			res, err := c.Clean(Article{HTML: g.input, URL: g.url, Title: g.title})
			require.NoError(t, err)
			got := res.HTML + "\n"
			file := filepath.Join(g.dir, "want.html")
			if *update {
				require.NoError(t, os.WriteFile(file, []byte(got), 0o644))
			}
			want, err := os.ReadFile(file)
			require.NoError(t, err, "no golden yet: run go test -run TestGolden -update and read the diff")
			assert.Equal(t, string(want), got)
		})
	}
}

// corpus lists articles that stand beside the project, where there are any.
func corpus(t testing.TB) []golden {
	var list []golden
	for _, pattern := range []string{"../shared/corpus/*.html", "../shared/corpus/*/*.html"} {
		files, err := filepath.Glob(pattern)
		require.NoError(t, err)
		for _, file := range files {
			src, err := os.ReadFile(file)
			require.NoError(t, err)
			_, body := SplitFrontMatter(string(src))
			name, err := filepath.Rel("../shared/corpus", file)
			require.NoError(t, err)
			list = append(list, golden{name: filepath.ToSlash(name), input: body})
		}
	}
	if len(list) == 0 {
		t.Log("no articles beside the project: the properties are held against the goldens only")
	}
	return list
}

func TestProperties(t *testing.T) {
	for _, g := range append(goldens(t), corpus(t)...) {
		t.Run(g.name, func(t *testing.T) {
			opt := g.options
			opt.Report = true
			checkProperties(t, opt, Article{HTML: g.input, URL: g.url, Title: g.title})
		})
	}
}

func TestConcurrentUse(t *testing.T) {
	c, err := New(Options{Report: true})
	require.NoError(t, err)
	all := goldens(t)
	want := make([]Result, len(all))
	for i, g := range all {
		want[i], err = c.Clean(Article{HTML: g.input, URL: g.url, Title: g.title})
		require.NoError(t, err)
	}
	var wg sync.WaitGroup
	for k := range 100 {
		wg.Go(func() {
			i := k % len(all)
			got, err := c.Clean(Article{HTML: all[i].input, URL: all[i].url, Title: all[i].title})
			assert.NoError(t, err)
			assert.Equal(t, want[i], got)
		})
	}
	wg.Wait()
}

func TestCleanNodeLeavesTheTree(t *testing.T) {
	for _, g := range goldens(t) {
		t.Run(g.name, func(t *testing.T) {
			doc, err := html.ParseWithOptions(strings.NewReader("<!DOCTYPE html><html><body>"+g.input), html.ParseOptionEnableScripting(false))
			require.NoError(t, err)
			before := renderParsed(t, doc)
			c, err := New(g.options)
			require.NoError(t, err)
			res, err := c.CleanNode(doc, g.url)
			require.NoError(t, err)
			assert.Equal(t, before, renderParsed(t, doc), "the caller's tree was changed")
			assert.NotEmpty(t, res.HTML)
		})
	}
}

func renderParsed(t *testing.T, n *html.Node) string {
	var b strings.Builder
	require.NoError(t, html.Render(&b, n))
	return b.String()
}

func TestCleanTo(t *testing.T) {
	c, err := New(Options{})
	require.NoError(t, err)
	var b strings.Builder
	require.NoError(t, c.CleanTo(&b, strings.NewReader("\ufeff<div>He said \"no\".</div>"), ""))
	assert.Equal(t, `<p>He said "no".</p>`, b.String())

	broken := errors.New("broken pipe")
	assert.ErrorIs(t, c.CleanTo(failingWriter{broken}, strings.NewReader("<p>x"), ""), broken)
}

type failingWriter struct{ err error }

func (w failingWriter) Write([]byte) (int, error) { return 0, w.err }

func TestLimits(t *testing.T) {
	c, err := New(Options{MaxBytes: 10})
	require.NoError(t, err)
	_, err = c.Clean(Article{HTML: "<p>eleven c"})
	limit, ok := errors.AsType[*LimitError](err)
	require.True(t, ok, "%v", err)
	assert.Equal(t, LimitError{Limit: "bytes", Max: 10, Got: 11}, *limit)

	err = c.CleanTo(&strings.Builder{}, strings.NewReader("<p>eleven c"), "")
	limit, ok = errors.AsType[*LimitError](err)
	require.True(t, ok, "%v", err)
	assert.Equal(t, 10, limit.Max)

	c, err = New(Options{MaxNodes: 3})
	require.NoError(t, err)
	_, err = c.Clean(Article{HTML: "<p>a<p>b<p>c"})
	limit, ok = errors.AsType[*LimitError](err)
	require.True(t, ok, "%v", err)
	assert.Equal(t, "nodes", limit.Limit)
}

func TestDocument(t *testing.T) {
	res, err := defaultCleaner().Clean(Article{HTML: `<!DOCTYPE html><html lang="en"><head><title> A  title </title><style>p{}</style></head><body><p>Text</body></html>`})
	require.NoError(t, err)
	assert.Equal(t, Result{HTML: "<p>Text</p>", Title: "A title", Lang: "en"}, res)
}

func TestDecode(t *testing.T) {
	gbk := "\xd6\xd0\xce\xc4" // 中文
	for _, tt := range []struct {
		name, charset, in, want string
		replaced                int
	}{
		{"UTF-8", "", "<p>中文", "<p>中文</p>", 0},
		{"a byte order mark", "", "\ufeff<p>中文", "<p>中文</p>", 0},
		{"UTF-16", "", "\xff\xfe<\x00p\x00>\x00\x2d\x4e", "<p>中</p>", 0},
		{"declared by a meta element", "", `<meta charset="gbk"><p>` + gbk, "<p>中文</p>", 0},
		{"declared behind an archive's scripts", "", `<script src="/a.js" charset="utf-8"></script>` + strings.Repeat("<script>x()</script>", 100) +
			`<meta name="viewport" content="width=device-width"><META http-equiv="Content-Type" content="text/html; charset=gb2312"><p>` + gbk, "<p>中文</p>", 0},
		{"declared otherwise, but UTF-8", "", `<meta charset="gbk"><p>中文`, "<p>中文</p>", 0},
		{"declared by the caller", "gb18030", "<p>" + gbk, "<p>中文</p>", 0},
		{"Big5", "big5", "<p>\xa4\xa4\xa4\xe5", "<p>中文</p>", 0},
		{"Shift_JIS", "shift_jis", "<p>\x93\xfa\x96\x7b", "<p>日本</p>", 0},
		{"one damaged byte late in UTF-8", "", strings.Repeat("<p>plain</p>", 100) + "<p>中\xff文", strings.Repeat("<p>plain</p>\n", 100) + "<p>中\ufffd文</p>", 1},
		{"not declared and not UTF-8", "", "<p>caf\xe9", "<p>café</p>", 0},
		{"a wrong guess", "utf-8", "<p>" + gbk, "<p>\ufffd\ufffd\ufffd\ufffd</p>", 4},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c, err := New(Options{Charset: tt.charset, Report: true})
			require.NoError(t, err)
			src, err := c.Decode(strings.NewReader(tt.in))
			require.NoError(t, err)
			res, err := c.Clean(Article{HTML: src})
			require.NoError(t, err)
			assert.Equal(t, tt.want, res.HTML)
			assert.Equal(t, tt.replaced, res.Report.Replaced)
		})
	}
	_, err := New(Options{Charset: "klingon"})
	assert.ErrorContains(t, err, "klingon")
}

// A caller who renames an element may forget its atom. What html.Render would write
// counts.
func TestCleanNodeGoesByNames(t *testing.T) {
	c, err := New(Options{})
	require.NoError(t, err)
	text := &html.Node{Type: html.TextNode, Data: "High water"}
	renamed := &html.Node{Type: html.ElementNode, Data: "H2", DataAtom: atom.Div}
	renamed.AppendChild(text)
	got, err := c.CleanNode(renamed, "")
	require.NoError(t, err)
	assert.Equal(t, "<h2>High water</h2>", got.HTML)

	renamed.Data, renamed.DataAtom = "script", atom.P
	got, err = c.CleanNode(renamed, "")
	require.NoError(t, err)
	assert.Empty(t, got.HTML)
}
