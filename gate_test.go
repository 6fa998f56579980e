package htmlclean

import (
	"maps"
	"strings"
	"testing"

	"github.com/microcosm-cc/bluemonday"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Each trap is something bluemonday does, or does not do, that would hurt an
// article or its reader. stock shows it with bluemonday's own policy for user
// content; clean is what this library makes of the same input.
func TestGateTraps(t *testing.T) {
	stock := bluemonday.UGCPolicy()
	for _, tt := range []struct{ name, in, stock, clean string }{
		{"does not balance or nest", `<div><p>a</div></p></section><b>unclosed`, `<div><p>a</div></p></section><b>unclosed`, "<p>a</p>\n<p><strong>unclosed</strong></p>"},
		{"deletes URLs with spaces", `<p><img src="https://example.org/a b.jpg" alt="x"> y</p>`, `<p><img alt="x"> y</p>`, `<p><img src="https://example.org/a%20b.jpg" alt="x"> y</p>`},
		{"re-encodes queries", `<p><a href="https://example.org/?b=1&amp;a=é,(2)">x</a></p>`, `<p><a href="https://example.org/?b=1&amp;a=%C3%A9%2C%282%29" rel="nofollow">x</a></p>`, `<p><a href="https://example.org/?b=1&amp;a=é,(2)">x</a></p>`},
		{"drops alt with CJK punctuation", `<p>x <img src="https://example.org/a.jpg" alt="阿里，腾讯：“云”"></p>`, `<p>x <img src="https://example.org/a.jpg"></p>`, `<p>x <img src="https://example.org/a.jpg" alt="阿里，腾讯：“云”"></p>`},
		{"joins words when it removes blocks", `one<section-x>two</section-x><center>three</center>`, `onetwothree`, "<p>onetwo</p>\n<p>three</p>"},
		{"escapes quotes in text", `<p>He said "it's"</p>`, `<p>He said &#34;it&#39;s&#34;</p>`, `<p>He said "it's"</p>`},
		{"loses the rest behind an unclosed object", `<p>a</p><object><p>b</p>`, `<p>a</p>`, "<p>a</p>\n<p>b</p>"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := HTML(tt.in)
			require.NoError(t, err)
			assert.Equal(t, tt.clean, got)
			if tt.name == "re-encodes queries" {
				assert.NotEqual(t, tt.in, stock.Sanitize(tt.in))
				return
			}
			assert.Equal(t, tt.stock, stock.Sanitize(tt.in), "the trap is gone: the gate may not need to know it any more")
		})
	}
}

// bluemonday never looks into srcset, nor at the poster of a video or the src of
// a source, where they are allowed without a pattern. The policy has patterns.
func TestGateLooksIntoEveryURL(t *testing.T) {
	open := bluemonday.NewPolicy()
	open.AllowAttrs("srcset").OnElements("img")
	open.AllowAttrs("src").OnElements("source")
	open.AllowAttrs("poster").OnElements("video")
	policy := newPolicy(Options{})
	for _, src := range []string{
		`<img srcset="javascript:x() 1x">`, `<source src="javascript:x()">`, `<video poster="javascript:x()"></video>`,
	} {
		assert.Equal(t, src, open.Sanitize(src), "the trap is gone")
		assert.NotContains(t, policy.Sanitize(src), "javascript")
	}
	for _, tag := range []string{"a href", "img src", "img srcset", "video src", "video poster", "audio src", "source src", "source srcset", "iframe src", "blockquote cite"} {
		element, attr, _ := strings.Cut(tag, " ")
		for _, url := range hostileURLs {
			src := "<" + element + " " + attr + `="` + html.EscapeString(url) + `">x</` + element + ">"
			assert.NotContains(t, policy.Sanitize(src), attr+"=", "%s", src)
		}
	}
}

var hostileURLs = []string{
	"javascript:x()", "JAVASCRIPT:x()", "java\tscript:x()", "\x01javascript:x()", " javascript:x()", "vbscript:x", "data:text/html,<script>x()</script>",
	"data:image/svg+xml;base64,PHN2Zz4=", "data:image/svg+xml,<svg onload=x()>", "blob:https://example.org/1", "file:///etc/passwd", "view-source:https://example.org", "livescript:x",
	"https://example.org/\"onerror=x()", "https://example.org/<script>", "//example.org/x", `\\example.org\x`,
}

// A node that a pass let through, or planted, is stopped by the gate alone, and
// the report says that the gate had to.
func TestGateStopsWhatPassesLetThrough(t *testing.T) {
	attr := func(key, val string) []attribute { return []attribute{{key, val}} }
	element := func(name string, attrs []attribute, children ...*node) *node {
		n := &node{tag: atom.Lookup([]byte(name)), attr: attrs}
		if n.tag == 0 {
			n.kind, n.data = unknown, name
		}
		for _, c := range children {
			n.append(c)
		}
		return n
	}
	text := func(s string) *node { return &node{data: s} }
	for _, planted := range []*node{
		element("script", nil, text("x()")),
		element("style", nil, text("p{}")),
		element("svg", attr("onload", "x()")),
		element("form", attr("action", "https://evil.example"), text("f")),
		element("object", attr("data", "x.swf")),
		element("p", attr("onclick", "x()"), text("handler")),
		element("p", attr("style", "position:fixed"), text("style")),
		element("p", attr("id", "cookie"), text("clobbering")),
		element("a", attr("href", "javascript:x()"), text("link")),
		element("a", []attribute{{key: "href", val: "https://example.org"}, {key: "target", val: "_blank"}}, text("target")),
		element("a", []attribute{{key: "href", val: "https://example.org"}, {key: "ping", val: "https://evil.example"}}, text("ping")),
		element("img", attr("src", "javascript:x()")),
		element("img", []attribute{{key: "src", val: "https://example.org/a.jpg"}, {key: "onerror", val: "x()"}}),
		element("img", []attribute{{key: "src", val: "https://example.org/a.jpg"}, {key: "srcset", val: "javascript:x() 1x"}}),
		element("video", attr("poster", "data:image/svg+xml,<svg>")),
		element("iframe", []attribute{{key: "src", val: "https://example.org"}, {key: "srcdoc", val: "<script>x()</script>"}}),
		element("iframe", attr("src", "http://example.org")),
		element("math", nil, element("annotation-xml", nil, text("x"))),
		element("meta", attr("http-equiv", "refresh")),
		element("base", attr("href", "https://evil.example")),
		element("input", attr("autofocus", "")),
		element("custom-element", nil, text("x")),
	} {
		t.Run(planted.name(), func(t *testing.T) {
			c, err := New(Options{Report: true})
			require.NoError(t, err)
			j := c.newJob(t.Context(), "")
			j.root = element("body", nil, element("p", nil, text("before")), planted, element("p", nil, text("after")))
			rendered := j.render(0)
			got := j.gate(rendered)
			assert.NotEqual(t, rendered, got)
			for _, bad := range []string{"script", "onclick", "onerror", "onload", "style", "srcdoc", "svg", "form", "object", "annotation", "meta", "base", "input", "target", "ping", "evil", "custom", "cookie", "http://"} {
				assert.NotContains(t, got, "<"+bad)
				assert.NotContains(t, got, bad+"=")
				assert.NotContains(t, got, `="`+bad)
			}
			require.NotEmpty(t, j.changes)
			assert.Equal(t, "gate", j.changes[len(j.changes)-1].Set)

			// And the wall before the gate stops it as well.
			j = c.newJob(t.Context(), "")
			j.root = element("body", nil, element("p", nil, text("before")), planted)
			j.reduce()
			rendered = j.render(0)
			assert.Equal(t, rendered, j.gate(rendered), "the gate still has something to do behind the allow-list")
		})
	}
}

// The policy sees only the tags of a rendering. Whatever a rendering holds, what
// passes that way has no tag that the policy would not have let through had it
// seen all of it: goldens are damaged at places that follow from their bytes.
func TestGateSeesEveryTag(t *testing.T) {
	tags := func(s string) (list []string) {
		z := html.NewTokenizer(strings.NewReader(s))
		for z.Next() != html.ErrorToken {
			if tok := z.Token(); tok.Type != html.TextToken {
				list = append(list, tok.String())
			}
		}
		return list
	}
	damage := []string{`<`, `>`, `"`, `'`, `&`, `<script>x()</script>`, `<b>`, `</b>`, `<p onclick="x()">`, `<!--`, `-->`, `<iframe>`, `</iframe>`, `<title>`, `<img src=x onerror=x()>`,
		`<p title="`, ` onclick="x()"`, `<plaintext>`, `<!DOCTYPE html>`, `<?x`, ` alt=""`, `<img alt="" onerror="x()">`, `<img alt=""`, `<img alt="" alt="x" src="javascript:x()">`, `<iframe alt="">`, "<p\n>", `<P>`, `<p/>`, `</p x>`, "\x00"}
	c, err := New(Options{})
	require.NoError(t, err)
	j := c.newJob(t.Context(), "")
	let, stopped := 0, 0
	for _, g := range goldens(t) {
		res, err := c.Clean(Article{HTML: g.input, URL: g.url})
		require.NoError(t, err)
		rendered := res.HTML
		require.True(t, j.passes(j.tagsToJudge(rendered)), "%s needs a look at all of it", g.name)
		seed := uint32(len(rendered))
		for i := range 400 {
			seed = seed*1664525 + 1013904223
			at := int(seed>>8) % (len(rendered) + 1)
			s := rendered[:at] + damage[i%len(damage)] + rendered[at:]
			if !j.passes(j.tagsToJudge(s)) {
				stopped++
				continue
			}
			let++
			require.Equal(t, tags(c.policy.Sanitize(s)), tags(s), "%s", s)
		}
	}
	assert.Greater(t, let, 1000)
	assert.Greater(t, stopped, 1000)
}

// The two lists are written apart. What the library's own allows, the policy
// allows, over every element and attribute and values of every kind; where the
// policy is the wider one, the difference is named here.
func TestListsAgree(t *testing.T) {
	c, err := New(Options{})
	require.NoError(t, err)
	j, own := c.newJob(t.Context(), ""), c.allow
	defer j.release()
	policy := newPolicy(Options{})
	elements := strings.Fields(`a abbr acronym address applet area article aside audio b base bdi bdo blockquote br button canvas caption center cite code col
		colgroup data datalist dd del details dfn dialog div dl dt em embed fieldset figcaption figure font footer form frame h1 h2 h3 h4 h5 h6 head header
		hr html i iframe img input ins kbd label legend li link main map mark marquee math menu meta mi mn mo mfrac mrow mtd ms mtext annotation
		annotation-xml maction menclose nav noscript object ol option p param picture pre progress q rp rt ruby s samp script section select slot small
		source span strike strong style sub summary sup svg table tbody td template textarea tfoot th thead time title tr track tt u ul var video wbr`)
	attributes := strings.Fields(`accesskey action align allow allowfullscreen alt autofocus autoplay background bgcolor border cite class colspan columnspan content
		contenteditable controls crossorigin data data-src datetime decoding dir display download draggable enctype fetchpriority for form formaction headers height
		hidden href hreflang http-equiv id integrity is itemprop kind lang list loading longdesc loop mathvariant media method muted name nonce onclick onerror
		onload ping popover poster preload referrerpolicy rel required reversed role rowspan sandbox scope shape sizes slot span src srcdoc srcset start style
		tabindex target title translate type usemap value width xmlns xlink:href`)
	values := append([]string{
		"", "x", "1", "0", "01", "-3", "999", "1000", "100%", "12px", "true", "_blank", "lazy", "eager", "async", "auto", "high", "ltr", "rtl", "row", "colgroup", "A", "I", "none", "metadata",
		"no-referrer", "unsafe-url", "block", "normal", "noopener noreferrer", "allow-scripts allow-same-origin", "language-go", "language-", "hljs", "ref-x", "ref-", "cookie", "2020-02-29", "2020-02-30", "2020",
		"https://example.org/a.jpg", "http://example.org", "HTTPS://example.org", "mailto:a@example.org", "tel:+1", "ftp://example.org/x", "a.jpg", "/a.jpg", "./a", "?q=1", "#x", "#ref-x", "a:b", "",
		"https://example.org/a.jpg 1x", "a.jpg 1x, b.jpg 2x", "data:image/png;base64,iVBORw0KGgo=", "data:image/avif;base64,AAAA", "image/webp", "video/mp4", "(min-width: 600px)", "text/html", "color:red",
	}, hostileURLs...)

	wider := map[string]bool{}
	for _, e := range elements {
		_, ours := own.elements[e]
		theirs := strings.HasPrefix(policy.Sanitize("<"+e+` id="ref-x" href="https://example.org/" src="https://example.org/a" datetime="2020-02-20" dir="ltr">`), "<")
		assert.Equal(t, theirs, ours, "element %s", e)
		if !ours {
			continue
		}
		for _, a := range attributes {
			var page strings.Builder
			for _, v := range values {
				page.WriteString("<" + e + " " + a + `="` + html.EscapeString(v) + `"></` + e + ">\n")
			}
			// An element that is nothing without attributes goes with its last one.
			lines := strings.Split(policy.Sanitize(page.String()), "\n")
			for i, v := range values {
				kept := len(j.keep(e, []attribute{{a, v}})) > 0
				allowed := strings.Contains(lines[i], " "+a+`="`)
				if kept && !allowed {
					assert.Fail(t, "the policy refuses what the allow-list allows", "%s %s=%q", e, a, v)
				}
				if allowed && !kept {
					wider[e+" "+a+" "+v] = true
				}
			}
		}
	}
	// The policy's patterns know neither the days of a month nor the languages.
	maps.DeleteFunc(wider, func(key string, _ bool) bool {
		_, lang, ok := strings.Cut(key, " lang ")
		return ok && len(lang) <= 3
	})
	for _, e := range []string{"time", "del", "ins"} {
		delete(wider, e+" datetime 2020-02-30")
	}
	assert.Empty(t, wider, "the policy allows what the allow-list refuses")
}

func TestAllowAndDeny(t *testing.T) {
	for _, tt := range []struct {
		name     string
		opt      Options
		in, want string
	}{
		{"an element more", Options{Allow: []Allowance{{Element: "section"}}}, "<section><p>x</p></section>", "<section>\n<p>x</p>\n</section>"},
		{"an attribute more", Options{Allow: []Allowance{{Element: "p", Attribute: "class", Pattern: "note|tip"}}}, `<p class="note">x</p><p class="ad">y</p>`, "<p class=\"note\">x</p>\n<p>y</p>"},
		{"a scheme more", Options{Allow: []Allowance{{Schemes: []string{"gemini"}}}}, `<p><a href="gemini://example.org/">x</a></p>`, `<p><a href="gemini://example.org/">x</a></p>`},
		{"an element less", Options{Deny: []Allowance{{Element: "blockquote"}}}, "<blockquote><p>x</p></blockquote>", "<p>x</p>"},
		{"pictures less", Options{Deny: []Allowance{{Element: "img"}}}, `<p>x</p><p><img src="https://example.org/a.jpg" alt=""></p>`, "<p>x</p>"},
		{"an attribute less", Options{Deny: []Allowance{{Element: "*", Attribute: "title"}}}, `<p><a href="https://example.org/" title="t">x</a></p>`, `<p><a href="https://example.org/">x</a></p>`},
		{"a scheme less", Options{Deny: []Allowance{{Schemes: []string{"mailto"}}}}, `<p><a href="mailto:a@example.org">x</a></p>`, `<p>x</p>`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tt.opt.Report = true
			c, err := New(tt.opt)
			require.NoError(t, err)
			res, err := c.Clean(Article{HTML: tt.in})
			require.NoError(t, err)
			assert.Equal(t, tt.want, res.HTML)
			again, err := c.Clean(Article{HTML: res.HTML})
			require.NoError(t, err)
			assert.Equal(t, res.HTML, again.HTML)
			assert.NotContains(t, res.Report.String(), "gate/")
		})
	}
	for _, row := range []Allowance{
		{Element: "script"}, {Element: "style"}, {Element: "svg"}, {Element: "form"}, {Element: "object"}, {Element: "*"}, {Element: "x-y"}, {Element: "P"},
		{Element: "p", Attribute: "onclick"}, {Element: "*", Attribute: "style"}, {Element: "p", Attribute: "id"}, {Element: "iframe", Attribute: "srcdoc"}, {Element: "a", Attribute: "href"}, {Element: "a", Attribute: "ping"},
		{Schemes: []string{"javascript"}}, {Schemes: []string{"data"}}, {Element: "p", Attribute: "class", Pattern: "("}, {},
	} {
		_, err := New(Options{Allow: []Allowance{row}})
		assert.ErrorContains(t, err, "Options.Allow, row 1", "%+v", row)
	}
}
