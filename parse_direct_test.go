package htmlclean

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The direct parser's tree is the parser's wherever it does not give up, and of
// real articles it seldom does.
func TestDirectParser(t *testing.T) {
	var articles []string
	for _, g := range goldens(t) {
		articles = append(articles, g.input)
	}
	files, err := filepath.Glob("../shared/corpus/*/*.html")
	require.NoError(t, err)
	for _, file := range files {
		src, err := os.ReadFile(file)
		require.NoError(t, err)
		_, body := SplitFrontMatter(string(src))
		articles = append(articles, body)
	}
	direct := 0
	for _, src := range articles {
		if checkDirectParser(t, src) {
			direct++
		} else {
			t.Logf("given up: %.80q", src)
		}
	}
	t.Logf("%d of %d articles are parsed directly", direct, len(articles))
	assert.Greater(t, direct*10, len(articles)*9)

	// Damaged articles, and such as were never whole.
	kitchen := newKitchen(t)
	r := rand.New(rand.NewPCG(1, 2))
	direct = 0
	const rounds = 20_000
	for i := range rounds {
		_, soup := kitchen.article(rand.New(rand.NewPCG(uint64(i), 11)))
		src := soup.HTML
		if i%2 == 1 {
			src = pieceOf(r, articles[r.IntN(len(articles))])
			for range 1 + r.IntN(3) {
				src = damaged(r, src, articles[r.IntN(len(articles))])
			}
		}
		if i%4 == 3 {
			src = pieced(r, r.IntN(8)) + src + pieced(r, r.IntN(3))
		}
		if checkDirectParser(t, src) {
			direct++
		}
	}
	t.Logf("%d of %d damaged ones are", direct, rounds)
	assert.Greater(t, direct, rounds/10)
}

// pieced is a number of tags that stand around an article.
func pieced(r *rand.Rand, n int) string {
	pieces := []string{"<!DOCTYPE html>", "<!doctype html>\n", `<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "x">`, "<html>", `<html lang="en" class=h>`, "<head>",
		"<title>A &amp; B\n</title>", "<title>x", "<meta charset=utf-8>", "<base href=/d/>", `<link rel=x href=y />`, "<script>a<b</script>", "<script><!-- x --></script>", "<style>p{}</style>",
		"<noscript><link></noscript>", "<noscript><p>x</noscript>", "</head>", "<body>", `<body class="x" lang=fr>`, "</head >", "<head>", `<html dir=rtl class=i>`, `<noscript><img src=p.gif></noscript>`, "</meta>", "</br>", "<noscript> <title>y</title>", "<form>", "</form>", " ", "\n", "<!-- c -->", "<p>", "x", "</body>", "</html>", "</p>", "<?xml version='1.0'?>", "<table>"}
	var b strings.Builder
	for range n {
		b.WriteString(pieces[r.IntN(len(pieces))])
	}
	return b.String()
}

// pieceOf is all of a short article, and a piece of a long one.
func pieceOf(r *rand.Rand, src string) string {
	const most = 2000
	if len(src) <= most {
		return src
	}
	at := r.IntN(len(src) - most)
	return src[at : at+most]
}

// checkDirectParser compares the trees, and tells whether the direct parser made one.
func checkDirectParser(t *testing.T, src string) bool {
	t.Helper()
	j := defaultCleaner().newJob(context.Background(), "")
	defer j.release()
	p := j.newDirectParser(src)
	p.parse()
	if p.odd {
		return false
	}
	parsed, err := j.parseMarkup(src, p.is)
	if !assert.NoError(t, err, "the parser refuses what is parsed directly: %q", src) {
		return true
	}
	assert.Equal(t, []string{j.lang, j.title, j.base}, []string{p.document.lang, p.document.title, p.document.base}, "lang, title and base of %q", src)
	want, got := j.copyOf(parsed), p.open[0]
	var a, b strings.Builder
	dump(&a, want)
	dump(&b, got)
	if want.first != nil { // else nobody asks what is around it
		for m, n := want, got; m.parent != nil && n.parent != nil; m, n = m.parent, n.parent {
			fmt.Fprintln(&a, m.name(), m.attr)
			fmt.Fprintln(&b, n.name(), n.attr)
		}
	}
	if a.String() != b.String() {
		assert.Equal(t, a.String(), b.String(), "of %q", src)
	}
	return true
}

// dump writes down what a tree holds, without the letter case of the names of
// attributes in drawings and formulas.
func dump(b *strings.Builder, root *node) {
	for n := root.first; n != nil; n = n.next {
		attr := fmt.Sprintf("%q", n.attr)
		if n.kind == foreign {
			attr = strings.ToLower(attr)
		}
		fmt.Fprintf(b, "%s %d %q %v %s {\n", n.name(), n.tag, n.text(), n.kind == foreign, attr)
		dump(b, n)
		b.WriteString("}\n")
	}
}
