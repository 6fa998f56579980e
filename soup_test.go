package htmlclean

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var soups = flag.Int("soups", 200, "how many generated inputs TestSoup cleans")

// TestSoup cleans markup that a generator put together without any respect for
// the content model, and holds it against the promises. The same numbers make
// the same inputs.
func TestSoup(t *testing.T) {
	for i := range *soups {
		src := soup(rand.New(rand.NewPCG(uint64(i), 7)))
		ok := t.Run(fmt.Sprint(i), func(t *testing.T) {
			checkProperties(t, Options{}, Article{HTML: src, URL: []string{"", "https://example.org/a/b.html"}[i%2]})
			if t.Failed() {
				t.Logf("input: %s", src)
			}
		})
		if !ok && i > 100 {
			return
		}
	}
}

// found are inputs that soups were reduced to, and what becomes of them.
var found = []struct{ in, want string }{
	// What a mark says of its language depends on the block its text comes to stand in.
	{`<q lang=fr><p lang=fr>x</p><p>y</p></q>`, `<p lang="fr"><q>x</q></p>` + "\n" + `<p><q lang="fr">y</q></p>`},
	{`<p>y</p><em lang=fr>x<h3 lang=fr>z`, `<p>y</p>` + "\n" + `<p><em lang="fr">x</em></p>` + "\n" + `<h3 lang="fr"><em>z</em></h3>`},
	{`<p>y</p><p lang=fr><em lang=fr>a</em> <em>b</em>`, `<p>y</p>` + "\n" + `<p lang="fr"><em>a b</em></p>`},
	{`<td><p>x</td><p dir=rtl>y</p><table><tr><th>a<td dir=rtl><p dir=ltr>z<tr><th>b<td><p lang=fr>z</table>`,
		`<p>x</p>` + "\n" + `<p dir="rtl">y</p>` + "\n<table>\n<tbody>\n<tr><th>a</th><td>z</td></tr>\n<tr><th>b</th><td lang=\"fr\">z</td></tr>\n</tbody>\n</table>"},
	{`z<figcaption lang=fr>x<p lang=en>y</figcaption>z`, "<p>z</p>\n<p lang=\"fr\">x</p>\n<p lang=\"en\">y</p>\n<p>z</p>"},
	{`z<figcaption dir=rtl>x<p dir=ltr>y<p>w</figcaption>z`, "<p>z</p>\n<p dir=\"rtl\">x</p>\n<p>y</p>\n<p dir=\"rtl\">w</p>\n<p>z</p>"},
	// Where a link leads is known when all blocks are.
	{`<p><a href=#s>a</a><a href=#t>b</a><p id=s><span id=t>z`, "<p><a href=\"#ref-s\">ab</a></p>\n<p id=\"ref-s\">z</p>"},
	{`<p>a<a href=#u><b>x</b></a> <b>y</b>`, `<p>a<strong>x y</strong></p>`},
	{`<img src=a.jpg><p><a href=#u>▲</a><p>caption`, `<figure><img src="a.jpg" alt=""><figcaption>▲ caption</figcaption></figure>`},
	// In a figure pictures stand bare, also those of what turned out to be no list or table.
	{`<figure><dl><img src=a.jpg></dl><figcaption>x`, `<figure><img src="a.jpg" alt=""><figcaption>x</figcaption></figure>`},
	// Between items of a list every child is an item, also in a wrapper.
	{`<img src=c.jpg><ul><span><img src=c.jpg>x<li>`, "<figure><img src=\"c.jpg\" alt=\"\"></figure>\n<ul>\n<li>x</li>\n</ul>"},
	{`<table><td><caption>* * *`, ""},
	{`<noscript><video>x`, ""},
	// A link that leads to the heading it is of, or in, is none.
	{`<a href=#a><h6 id=a>x</h6></a>`, "<h6>x</h6>"},
	{`<h2><b>x</b> <a href=#a>permalink<span id=a></span></a></h2>`, "<h2>x</h2>"},
	{`<a href=#a><h2>¶</h2></a>`, "<h2>¶</h2>"},
	// The text before a block does not take the block's id, and a note does not hold its mark.
	{`<li>x<section><ul id=t><li><a href=#t>y`, "<ul>\n<li>x\n<ul id=\"ref-t\">\n<li><a href=\"#ref-t\">y</a></li>\n</ul>\n</li>\n</ul>"},
	{`<li id=t><a href=#t>x<summary>x`, "<ul>\n<li id=\"ref-t\">\n<p><a href=\"#ref-t\">x</a></p>\n<p><a href=\"#ref-t\">x</a></p>\n</li>\n</ul>"},
	{`<p id=t>x<a href="#t"><p></p><sup>y`, "<p id=\"ref-t\">x</p>\n<p><sup><a href=\"#ref-t\">y</a></sup></p>"},
	{`<p id=t>z</p><a href=#t>x<sup><section>y`, "<p id=\"ref-t\">z</p>\n<p><a href=\"#ref-t\">x</a></p>\n<p><sup><a href=\"#ref-t\">y</a></sup></p>"},
	{`<p id=t>z</p><a href=#t>x<sup><hr><sup>y`, "<p id=\"ref-t\">z</p>\n<p><a href=\"#ref-t\">x</a></p>\n<hr>\n<p><sup><sup><a href=\"#ref-t\">y</a></sup></sup></p>"},
	// What a container that dissolves says of its text is said by its blocks.
	{`<figure><ul dir=rtl><p dir=auto>x`, "<ul dir=\"rtl\">\n<li dir=\"ltr\">x</li>\n</ul>"},
	{`<section dir=rtl><footer>x<p dir=ltr>y</footer></section>z`, "<p dir=\"rtl\">x</p>\n<p>y</p>\n<p>z</p>"},
	{`z<footer lang=fr>x<p lang=en>y</footer><footer>w</footer>`, "<p>z</p>\n<footer>\n<p lang=\"fr\">x</p>\n<p lang=\"en\">y</p>\n<p>w</p>\n</footer>"},
	{`<div data-imgs='["quay.jpg","/bridge.jpg"]'><a href="/bridge.jpg"><img src="bridge-150x150.jpg" width=150 height=150></a></div>`,
		"<figure><img src=\"/bridge.jpg\" alt=\"\"></figure>\n<figure><img src=\"quay.jpg\" alt=\"\"></figure>"},
	{`<li dir=rtl>x<li><h2 dir=rtl>y`, "<ul>\n<li dir=\"rtl\">x</li>\n<li>\n<h2 dir=\"rtl\">y</h2>\n</li>\n</ul>"},
	{`<figure><img src=a.jpg></figure><div dir=rtl><figcaption><p dir=auto>x`, "<figure><img src=\"a.jpg\" alt=\"\"><figcaption>x</figcaption></figure>"},
	{`<figure><img src=a.jpg></figure><p dir=rtl lang=he>▲ x`, "<figure><img src=\"a.jpg\" alt=\"\"><figcaption dir=\"rtl\" lang=\"he\">▲ x</figcaption></figure>"},
	// Whether a picture stands in a line of text is asked of the line that the output has.
	{"<pre><img src=a.jpg><img src=a.jpg>\n- z", "<figure><img src=\"a.jpg\" alt=\"\"></figure>\n<p>- z</p>"},
	{`<img src=a.jpg><span style="display:block"><img src=a.jpg></span>x`, "<figure><img src=\"a.jpg\" alt=\"\"></figure>\n<p>x</p>"},
	{`<dir><noscript id=n>x<img src=a.jpg><img src=a.jpg>`, "<ul>\n<li>x</li>\n<li>\n<figure><img src=\"a.jpg\" alt=\"\"></figure>\n</li>\n</ul>"},
	{`<figure><img src=a.jpg><figure><figcaption><img src=a.jpg>x`, "<figure><img src=\"a.jpg\" alt=\"\"><figcaption><img src=\"a.jpg\" alt=\"\">x</figcaption></figure>"},
	{`<table><th><caption><embed src=x.swf>x`, "<p><a href=\"x.swf\">x.swf</a> x</p>"},
	// A formula is not drawn small because no text beside it is large.
	{`<figure><video src=v.mp4></video></figure><math>y</math><p>x`,
		"<figure><video src=\"v.mp4\" controls=\"\" preload=\"metadata\"></video></figure>\n<p><math><mtext>y</mtext></math></p>\n<p>x</p>"},
	{`<blockquote><p>———</p><p>[!NOTE] 1. a<br>2. b`, "<aside>\n<p><strong>NOTE</strong></p>\n<ol>\n<li>a</li>\n<li>b</li>\n</ol>\n</aside>"},
	{`<p lang=fr>a</p><figure><img src=a.jpg></figure><p lang=fr><small>Some quay</small><p lang=fr>b<p lang=fr>c`,
		"<p>a</p>\n<figure><img src=\"a.jpg\" alt=\"\"><figcaption>Some quay</figcaption></figure>\n<p>b</p>\n<p>c</p>"},
}

func TestFound(t *testing.T) {
	for _, f := range found {
		t.Run(f.in, func(t *testing.T) {
			got, err := HTML(f.in)
			require.NoError(t, err)
			assert.Equal(t, f.want, got)
			checkProperties(t, Options{}, Article{HTML: f.in})
		})
	}
}

func soup(r *rand.Rand) string {
	var b strings.Builder
	var open []string
	for range 3 + r.IntN(40) {
		switch r.IntN(10) {
		case 0, 1, 2, 3:
			el := soupElements[r.IntN(len(soupElements))]
			fmt.Fprintf(&b, "<%s%s>", el, soupAttributes[r.IntN(len(soupAttributes))])
			open = append(open, el)
		case 4, 5:
			if len(open) > 0 {
				k := len(open) - 1
				if r.IntN(4) == 0 {
					k = r.IntN(len(open))
				}
				fmt.Fprintf(&b, "</%s>", open[k])
				open = append(open[:k], open[k+1:]...)
			}
		case 6:
			b.WriteString(soupLeaves[r.IntN(len(soupLeaves))])
		default:
			b.WriteString(soupTexts[r.IntN(len(soupTexts))])
		}
	}
	return b.String()
}

var soupElements = strings.Fields(`p p div div span strong b em i a a h1 h2 h3 ul ol li li li blockquote pre code table tr td th thead tbody tfoot caption
	figure figcaption dl dt dd section article footer header aside details summary ruby rt rp q sub sup small del ins center font zkspan noscript
	button select option form label video audio object svg math mi mrow msup template time kbd abbr address main nav menu dir fieldset legend picture title textarea
	div.zk_decsimg nobr hgroup dialog map iframe`)

var soupAttributes = []string{"", "", "", "", "", ` class="zk_decsimg"`, ` class="zk_order"`, ` class="img_box"`, ` class="zaker_quote_v3"`, ` class="zk_remark"`, ` href="https://example.org/x?utm_source=a&b=c"`,
	` href="#t1"`, ` id="t1"`, ` name="t1"`, ` href="javascript:x()"`, ` align="center"`, ` style="display:none"`, ` hidden`, ` colspan="3"`, ` rowspan="2"`, ` rowspan=0 colspan=2`, ` dir="rtl"`,
	` title="a &quot;b&quot;"`, ` lang=en`, ` class="language-go"`, ` datetime="2020-02-30"`, ` datetime="2020-02-29"`, ` onclick="x()"`, ` src="https://example.org/v.mp4"`, ` start=3 reversed`, ` value=4`, ` data-src="//example.org/d.jpg"`,
	` cite="https://example.org/q"`, ` role=presentation`, ` style="font-weight:bold"`, ` style="font-weight:400;font-style:italic"`, ` style="text-decoration:underline line-through"`, ` style="vertical-align:sub"`,
	` style="font-family:monospace"`, ` style="display:inline"`, ` style="display:inline-block"`, ` style="display:block;font-weight:700"`, ` lang=fr`, ` lang="zh-Hant"`, ` dir=ltr`, ` dir=auto`, ` href="#t%31"`,
	` data-imgs='["https://example.org/a.jpg","/bridge.jpg"]'`, ` data-original="https://example.org/o.jpg"`, ` style="background-image:url(back.jpg)"`, ` data-href="https://example.org/t"`,
	` href="https://example.org/bridge.jpg"`, ` data-src="https://www.youtube.com/embed/abcdefghijk"`, ` data-id="abcdefghijk" style="background:url(https://i.ytimg.com/vi/abcdefghijk/0.jpg)"`}

var soupLeaves = []string{"<br>", "<br>", "<br><br>", "<hr>", `<img src="https://example.org/a.jpg">`, `<img src="https://example.org/b.jpg" alt="b" width=600 height=400>`, `<img src=https://example.org/e.gif width=20 height=20>`,
	`<img src="x.png" width=1 height=1>`, `<img>`, "<wbr>", "<!-- c -->", `<input type=text value=v>`, `<script>var x="<p>";</script>`, `<style>p{}</style>`, `<iframe src="https://www.youtube.com/embed/abcdefghijk"></iframe>`,
	`<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" data-src="c.jpg">`, `<video controls poster=p.jpg><source src=v.mp4>fallback</video>`, `<embed src=x.swf>`, "<p></p>", "<col>", "<source>", "<![CDATA[x]]>", "<?php a->b ?>", `<base href="https://base.example/d/">`,
	`<img src="bridge-150x150.jpg" width=150 height=150>`, `<noscript><img src=crane.jpg></noscript>`, `<source srcset="s.webp" type=image/webp>`, `<oembed url="https://youtu.be/abcdefghijk"></oembed>`,
	`<a href="http://t.cn/x">https://example.org/said</a>`, `<img srcset="a.jpg 100w, c.jpg 300w" sizes="(min-width: 1px) 5vw">`}

var soupTexts = []string{"text", " ", "\n", " and ", "中文，", "● one", "▲ caption", "a\n\nb", "\u00a0", "\u3000\u3000x", "&lt;b&gt;", "&amp;amp;", `"q" 'r'`, "{x}", "\u200b", "1 < 2", "x &", "• y", "1. one", "2. two", "1、一", "2、二：", "- z", "———", "* * *", "图1：quay", "Photo by x", "\u0085", "▲"}

// pieces are what code, tables and formulas are made of, whole and broken.
var pieces = []string{
	"<p>", "</p>", "<code>", "</code>", "<pre>", "</pre>", "<br>", "\n", "<code class=language-html>", "<pre class='brush: js'>", "<p><code>l1<br>l2</code></p>",
	"<div class=highlight><pre>", "<td class=gutter>1</td>", "<dl class=codebox><dt>Code</dt><dd><code>", "<T>", "<Foo a=1>", "</Foo>", "<path>", "<title>", "</title>",
	"<section>", "<form>", "</form>", "<svg><title>c</title></svg>", "<!-- c -->", "a<b && c>d", "\"<div>\"", "<table>", "</table>", "<tr>", "<tr style='background:red'>", "<td>",
	"<td colspan=2>", "<td rowspan=2>", "<th scope=colgroup>", "<thead>", "<tbody>", "</tbody>", "<b>", "</b>", "<div>", "</div>", "<span>", "</span>", "<h2>", "</h2>",
	"<li>", "<ul>", "</ul>", "<ol>", "<figure>", "</figure>", "<figcaption>c</figcaption>", "<blockquote>", "</blockquote>", "<a href=https://e.example/x>", "</a>",
	"x", "y ", " ", "&nbsp;", "&lt;", "<math><mi>n</mi></math>", "<script type=\"math/tex\">z</script>", "<script type=\"math/tex; mode=display\">w</script>", "<span class=MathJax>q</span>",
	"<img src=\"https://www.zhihu.com/equation?tex=u\" alt=u>", "<img class=latex alt=v src=https://e.example/v.png>", "<span class=katex-mathml>a</span>", "<span class=math-tex>\\(k\\)</span>",
	"<div class=arithmatex>\\[m\\]</div>", "<mjx-container><mjx-math><mjx-mi><mjx-c class=mjx-c1D465></mjx-c></mjx-mi></mjx-math></mjx-container>",
}

// TestPieces holds code, tables and formulas that are put together by chance
// against the promises.
func TestPieces(t *testing.T) {
	for seed := range 1500 {
		r := rand.New(rand.NewPCG(uint64(seed), 7))
		var b strings.Builder
		for range 3 + r.IntN(25) {
			b.WriteString(pieces[r.IntN(len(pieces))])
		}
		src := b.String()
		if !t.Run(fmt.Sprint(seed), func(t *testing.T) { checkProperties(t, Options{}, Article{HTML: src}) }) {
			t.Logf("the input is %q", src)
		}
	}
}
