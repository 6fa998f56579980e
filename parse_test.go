package htmlclean

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/net/html"
)

func TestCodePlaceholders(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"a generic type", `<p>Use <code>Map<String, Object></code> here.</p>`, `<p>Use <code>Map&lt;String, Object&gt;</code> here.</p>`},
		{"XML that was decoded", "<pre><dependency>\n  <groupId>org.example</groupId>\n</dependency></pre>", "<pre>&lt;dependency&gt;\n  &lt;groupId&gt;org.example&lt;/groupId&gt;\n&lt;/dependency&gt;</pre>"},
		{"a tag cut in two by colours", `<pre><code class="language-html"><span class="hljs-tag"><<span class="hljs-name">b</span>></span>x<span class="hljs-tag"></<span class="hljs-name">b</span>></span></code></pre>`, `<pre><code class="language-html">&lt;b&gt;x&lt;/b&gt;</code></pre>`},
		{"PHP's opening tag", `<p><?php echo $a->b; ?></p>`, `<p>&lt;?php echo $a-&gt;b; ?&gt;</p>`},
		{"markup stays markup", `<pre><code>a<br>b</code></pre>`, "<pre><code>a\nb</code></pre>"},
		{"outside code an unknown element is a wrapper", `<p>a<zkspan>b</zkspan><my-box>c</my-box></p>`, `<p>abc</p>`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := HTML(tt.in)
			require.NoError(t, err)
			assert.Equal(t, tt.want, got)
			again, err := HTML(got)
			require.NoError(t, err)
			assert.Equal(t, got, again)
		})
	}
}

// The parser refuses more than 512 open elements. Such an article comes out all
// the same, with all of its text.
func TestTooDeep(t *testing.T) {
	for _, tt := range []struct {
		name, in, wantText string
		wantRule           *Reason
	}{
		{"boxes", strings.Repeat("<div>", 600) + "deep", "deep", whyFlattened},
		{"unclosed fonts", fonts(600), strings.Repeat("x", 600), whyFlattened},
		{"wrapped characters", strings.Repeat("<zkspan>y", 3000), strings.Repeat("y", 3000), whyFlattened},
		{"lists", strings.Repeat("<ul><li>z", 600), strings.Repeat("z", 600), whyTextOnly},
		{"quotations", strings.Repeat("<blockquote>q", 600), strings.Repeat("q", 600), whyTextOnly},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c, err := New(Options{Report: true})
			require.NoError(t, err)
			res, err := c.Clean(Article{HTML: tt.in})
			require.NoError(t, err)
			nodes, err := parseFragment(res.HTML)
			require.NoError(t, err)
			assert.Equal(t, tt.wantText, visibleText(nodes))
			assert.Contains(t, res.Report.String(), tt.wantRule.Set+"/"+tt.wantRule.Rule)
			again, err := c.Clean(Article{HTML: res.HTML})
			require.NoError(t, err)
			assert.Equal(t, res.HTML, again.HTML)
		})
	}
}

func fonts(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "<p><font color=c%d>x</p>", i)
	}
	return b.String()
}

// pathological are inputs that make one parser or another slow. Each is made for
// a size; work is counted in nodes that are read and bytes that are written.
var pathological = []struct {
	name string
	make func(n int) string
}{
	{"a long link around paragraphs", func(n int) string {
		return `<a href="https://quay.example/` + strings.Repeat("x", n) + `">` + strings.Repeat("<p>y", n)
	}},
	{"unclosed code", func(n int) string { return strings.Repeat("<pre><code>", n) + "x" }},
	{"named tags", func(n int) string { return "<p>" + strings.Repeat("<title>x", n) }},
	{"named tags in code", func(n int) string { return "<pre>" + strings.Repeat("<title>x", n) + "</pre></title>" }},
	{"open frames", func(n int) string { return strings.Repeat("<iframe a=</iframe ", n) + ">" }},
	{"frames that end themselves", func(n int) string { return strings.Repeat(`<iframe src="a"/><p>x`, n) }},
	{"many unknown names", func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, `<p>x<name%d>`, i)
		}
		return b.String()
	}},
	{"placeholders in code", func(n int) string { return "<code>" + strings.Repeat("<header><svg><b a='", n) + "</code>" }},
	{"lines of code", func(n int) string { return "<p>x<br><br><code>" + strings.Repeat("a<br>b<br><br>", n) + "</code></p>" }},
	{"formula scripts", func(n int) string { return "<p>" + strings.Repeat(`<script type="math/tex">x</script>`, n) }},
	{"tables that continue", func(n int) string {
		return strings.Repeat("<table><thead><tr><th>a</th></tr></thead></table><table><tr><td>b</td><td>c</td></tr><tr><td>d</td></tr></table>", n)
	}},
	{"deep boxes", func(n int) string { return strings.Repeat("<div>", n) + "x" }},
	{"deep lists", func(n int) string { return strings.Repeat("<ul><li>", n) + "x" }},
	{"deep quotations", func(n int) string { return strings.Repeat("<blockquote>", n) + "x" }},
	{"deep tables", func(n int) string { return strings.Repeat("<table><tr><td>", n) + "x" }},
	{"deep inline", func(n int) string { return strings.Repeat("<b><i>", n) + "x" }},
	{"deep spans", func(n int) string { return strings.Repeat("<span>", n) + "x" }},
	{"deep drawings", func(n int) string { return strings.Repeat("<svg><g>", n) + "x" }},
	{"deep selects", func(n int) string { return strings.Repeat("<a><x><select>", n) + "x" }},
	{"deep figures", func(n int) string { return strings.Repeat("<figure><figcaption>", n) + "x" }},
	{"deep links", func(n int) string { return strings.Repeat("<div><a href=x>", n) + "x" }},
	{"reopened fonts", func(n int) string {
		var b strings.Builder
		b.WriteString("<p>")
		for i := range min(n, 500) {
			fmt.Fprintf(&b, "<font size=%d>", i)
		}
		return b.String() + strings.Repeat("<p>x", n)
	}},
	{"reopened marks", func(n int) string {
		return strings.Repeat("<b><i><u><s><tt><em><code><strong><small><big>", 3) + strings.Repeat("<p>x", n)
	}},
	{"many attributes", func(n int) string {
		var b strings.Builder
		b.WriteString("<p")
		for i := range n {
			fmt.Fprintf(&b, " a%d=1", i)
		}
		return b.String() + ">x"
	}},
	{"a long attribute", func(n int) string { return `<p title="` + strings.Repeat("x", 10*n) + `">x` }},
	{"a long link", func(n int) string { return `<a href="https://example.org/` + strings.Repeat("%2525", n) + `">x</a>` }},
	{"many candidates", func(n int) string {
		return `<img src="https://example.org/a.jpg" srcset="` + strings.Repeat("a.jpg 1x, ", n) + `">`
	}},
	{"many commas", func(n int) string {
		return `<img src="https://example.org/a.jpg" srcset="` + strings.Repeat(",", n) + `">`
	}},
	{"wrapped characters", func(n int) string { return "<p>" + strings.Repeat("<zkspan>x</zkspan>", n) }},
	{"bold characters", func(n int) string { return "<p>" + strings.Repeat("<strong><zkspan>x</zkspan></strong>", n) }},
	{"many paragraphs", func(n int) string { return strings.Repeat("<p></p><p>x", n) }},
	{"many breaks", func(n int) string { return strings.Repeat("x<br><br>", n) }},
	{"many bullets", func(n int) string { return strings.Repeat("<p>● x</p>", n) }},
	{"many different bullets", func(n int) string { return strings.Repeat("<p>● x</p><p>• x</p>", n) }},
	{"many orders", func(n int) string { return strings.Repeat(`<div class="zk_order"></div>`, n) }},
	{"many footers", func(n int) string { return strings.Repeat(`<footer>x</footer>`, n) }},
	{"many captions", func(n int) string { return `<figure>` + strings.Repeat(`<figcaption>x</figcaption>`, n) }},
	{"many hidden", func(n int) string { return strings.Repeat(`<div hidden>`, min(n, 400)) + strings.Repeat("x", n) }},
	{"many ids", func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, `<p id=n%d><a href=#n%d>x</a>`, i, i)
		}
		return b.String()
	}},
	{"ids that are one", func(n int) string {
		var b strings.Builder
		for i := range n {
			id := strings.NewReplacer("0", "%7C", "1", "%7B").Replace(fmt.Sprintf("%b", i))
			fmt.Fprintf(&b, `<p id="%s"><a href="#%s">x</a>`, id, id)
		}
		return b.String()
	}},
	{"directions", func(n int) string {
		return strings.Repeat("<span dir=auto>", min(n, 400)) + strings.Repeat("1<b></b>", n)
	}},
	{"a direction without letters", func(n int) string { return strings.Repeat("<span dir=auto>", min(n, 400)) + strings.Repeat("1", n) }},
	{"looks", func(n int) string { return strings.Repeat(`<span style="font-weight:bold">x</span>`, n) }},
	{"looks in looks", func(n int) string {
		return strings.Repeat(`<span style="font-weight:bold"><span style="font-weight:400">`, min(n, 200)) + strings.Repeat("x<br>", n)
	}},
	{"permalinks", func(n int) string { return "<h2 id=x>" + strings.Repeat(`<a href="#x">#</a>`, n) + "x" }},
	{"many numbers", func(n int) string { return strings.Repeat("<h2>1</h2>", n) + "<h2>x</h2>" }},
	{"lines to keep", func(n int) string { return `<p style="white-space:pre">` + strings.Repeat("x\n", n) }},
	{"a wide table", func(n int) string {
		return "<table><tr>" + strings.Repeat("<td rowspan=0 colspan=1000>x", n/10) + strings.Repeat("<tr><td>x<td>y", n)
	}},
	{"many comments", func(n int) string { return "<p>x" + strings.Repeat("<!-- --> ", n) }},
	{"half a tag", func(n int) string { return strings.Repeat("<p ", n) }},
	{"code placeholders", func(n int) string { return "<pre>" + strings.Repeat("<a-b>", n) }},
	{"controls", func(n int) string { return "<p>" + strings.Repeat("\x00\x01&#1;\u0085", n) + "x" }},
	{"invalid bytes", func(n int) string { return "<p>" + strings.Repeat("\xff\xfe", n) + "x" }},
	{"brackets", func(n int) string {
		return "<p>Text [1]" + strings.Repeat("[1", n) + strings.Repeat("[", n) + "]</p><h2>Notes</h2><p>[1] one</p>"
	}},
	{"surrogates", func(n int) string { return "<p>" + strings.Repeat("&#xD800;", n) + "x" }},
}

// Twice the input must be no more than about twice the work.
func TestLinear(t *testing.T) {
	c, err := New(Options{})
	require.NoError(t, err)
	work := func(src string) int {
		j := c.newJob(t.Context(), "")
		require.NoError(t, j.parse(src))
		res, err := j.clean(0)
		require.NoError(t, err)
		return j.count + len(res.HTML)
	}
	for _, p := range pathological {
		t.Run(p.name, func(t *testing.T) {
			const n = 5000
			one, two := work(p.make(n)), work(p.make(2*n))
			assert.LessOrEqual(t, two, 2*one+one/4+2000, "work for n and 2n")
			assert.LessOrEqual(t, one, 12*len(p.make(n))+2000, "work for a byte of input")
		})
	}
}

// The sizes that an attacker, or an archive of a whole book, comes with.
var large = []struct {
	name string
	make func() string
}{
	{"100,000 attributes", func() string { return made("many attributes", 100_000) }},
	{"an attribute of a million characters", func() string { return made("a long attribute", 100_000) }},
	{"100,000 candidates", func() string { return made("many candidates", 100_000) }},
	{"100,000 wrapped characters", func() string { return made("wrapped characters", 100_000) }},
	{"100,000 brackets", func() string { return made("brackets", 100_000) }},
	{"100,000 boxes", func() string { return made("deep boxes", 100_000) }},
	{"50 MB of text", func() string { return strings.Repeat("<p>Water finds its way. 水到渠成。</p>\n", 50<<20/44) }},
}

func made(name string, n int) string {
	for _, p := range pathological {
		if p.name == name {
			return p.make(n)
		}
	}
	panic("no input is called " + name)
}

func TestLarge(t *testing.T) {
	if testing.Short() {
		t.Skip("large inputs take seconds")
	}
	for _, l := range large {
		t.Run(l.name, func(t *testing.T) {
			src := l.make()
			got, err := HTML(src)
			require.NoError(t, err)
			assert.NotEmpty(t, got)
			assert.LessOrEqual(t, len(got), 2*len(src)+1024)
		})
	}
}

func BenchmarkPathological(b *testing.B) {
	for _, p := range pathological {
		src := p.make(20_000)
		b.Run(strings.ReplaceAll(p.name, " ", "-"), func(b *testing.B) {
			b.SetBytes(int64(len(src)))
			b.ReportAllocs()
			for b.Loop() {
				_, err := HTML(src)
				require.NoError(b, err)
			}
		})
	}
}

// The cheap count of formatting tags, by which a source is spared the closer
// look, is never lower than the tokenizer's own.
func TestKindsOfFormatting(t *testing.T) {
	tags := []string{`<b>`, `<B>`, `<font size="1">`, `<font size='1'>`, `<font size=1>`, `<font a=">1">`, `<font a= ">2">`, `<font a='"' b=">3">`, `<font x" a=">4">`,
		`<font a="'" b='>5'>`, "<font\na=\">6\">", `<font/a=">7">`, `<font a=">8`, `">`, `'>`, `</font>`, `<!-->`, `<!--`, `-->`, `<i a="" b="">`, `<strong class="x" id="y">`, `<em a="` + strings.Repeat("v", 2000) + `">`}
	seed := uint32(1)
	for range 20_000 {
		var b strings.Builder
		for range 12 {
			seed = seed*1664525 + 1013904223
			b.WriteString(tags[int(seed>>8)%len(tags)])
		}
		src := b.String()
		kinds, distinct := map[string]int{}, 0
		z := html.NewTokenizer(strings.NewReader(src))
		for z.Next() != html.ErrorToken {
			if raw := string(z.Raw()); len(raw) > 1 && isFormattingTag(raw[1:]) {
				if kinds[raw]++; kinds[raw] <= 3 {
					distinct++
				}
			}
		}
		require.GreaterOrEqual(t, kindsOfFormatting(src), distinct, "%s", src)
	}
	assert.Equal(t, 3, kindsOfFormatting(strings.Repeat(`<p><strong class="x">a</strong></p>`, 100)))
}
