package htmlclean

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/net/html"
)

var (
	soups    = flag.Int("soups", 400, "how many generated inputs TestSoup cleans")
	soupFrom = flag.Int("soup-from", 0, "the number of the first of them")
	soupSeed = flag.Uint64("soup-seed", 7, "what they are generated from besides their number")
)

// TestSoup cleans markup that a generator put together without any respect for
// the content model, and holds it against the promises. The same seed and number
// make the same input.
func TestSoup(t *testing.T) {
	kitchen := newKitchen(t)
	failed := 0
	for i := *soupFrom; i < *soupFrom+*soups && failed < 20; i++ {
		opt, a := kitchen.article(rand.New(rand.NewPCG(uint64(i), *soupSeed)))
		ok := t.Run(fmt.Sprint(i), func(t *testing.T) {
			checkProperties(t, opt, a)
			if t.Failed() {
				t.Logf("options: %+v\narticle: %+v", opt, a)
			}
		})
		if !ok {
			failed++
		}
	}
}

// A kitchen makes articles of words of all rooms, of what the built-in rules
// match, and of pieces of the goldens.
type kitchen struct {
	rules   []ruleWords
	goldens []goldenWords
}

// ruleWords are the tags that make the elements a rule matches, outermost first.
type ruleWords struct {
	tags, names []string
	host        string // of the articles that the rule is for; "" for every
}

// goldenWords are the tags and texts of a golden's input.
type goldenWords struct {
	words []string
	url   string
}

func newKitchen(t testing.TB) *kitchen {
	var k kitchen
	for _, set := range builtInRules() {
		for _, r := range set.Rules {
			w := ruleWords{host: append(append(slices.Clone(r.Hosts), set.Hosts...), "")[0]}
			w.tags, w.names = tagsOfSelector(r)
			require.NotEmpty(t, w.tags, "%s/%s", set.Name, r.Name)
			k.rules = append(k.rules, w)
		}
	}
	for _, g := range goldens(t) {
		k.goldens = append(k.goldens, goldenWords{words: wordsOf(g.input), url: g.url})
	}
	return &k
}

var (
	selectorStep = regexp.MustCompile(`^([a-z][\w.-]*?)?((?:[.#][\w-]+|\[[^\]]*\])*)$`)
	selectorPart = regexp.MustCompile(`[.#]([\w-]+)|\[([\w-]+)(?:[~^$*|]?=["']?([^"'\]]*)["']?)?\]`)
	selectorNot  = regexp.MustCompile(`:not\([^)]*\)`)
)

// tagsOfSelector writes the start tags of elements that the first selector of a
// rule matches.
func tagsOfSelector(r Rule) (tags, names []string) {
	first, _, _ := strings.Cut(selectorNot.ReplaceAllString(r.Match, ""), ",")
	for _, step := range strings.FieldsFunc(first, func(r rune) bool { return strings.ContainsRune(" >+", r) }) {
		name, attr := "div", map[string]string{}
		if m := selectorStep.FindStringSubmatch(step); m != nil {
			if m[1] != "" {
				name = m[1]
			}
			for _, p := range selectorPart.FindAllStringSubmatch(m[2], -1) {
				switch {
				case p[0][0] == '.':
					attr["class"] = strings.TrimSpace(attr["class"] + " " + p[1])
				case p[0][0] == '#':
					attr["id"] = p[1]
				default:
					attr[p[2]] = p[3]
				}
			}
		}
		if r.Attr != "" && attr[r.Attr] == "" {
			attr[r.Attr] = "https://example.org/r.jpg"
			if len(r.Keys) > 0 {
				var pairs []string
				for _, key := range r.Keys {
					pairs = append(pairs, fmt.Sprintf(`"%s":"https://example.org/r"`, key))
				}
				slices.Sort(pairs)
				attr[r.Attr] = "{" + strings.Join(pairs, ",") + "}"
			}
		}
		var b strings.Builder
		b.WriteString("<" + name)
		keys := make([]string, 0, len(attr))
		for key := range attr {
			keys = append(keys, key)
		}
		slices.Sort(keys)
		for _, key := range keys {
			fmt.Fprintf(&b, ` %s="%s"`, key, html.EscapeString(attr[key]))
		}
		tags, names = append(tags, b.String()+">"), append(names, name)
	}
	return tags, names
}

// wordsOf cuts source into tags and texts.
func wordsOf(src string) []string {
	var words []string
	for z := html.NewTokenizer(strings.NewReader(src)); z.Next() != html.ErrorToken; {
		words = append(words, string(z.Raw()))
	}
	return words
}

// article makes an article, and the options it is cleaned with.
func (k *kitchen) article(r *rand.Rand) (Options, Article) {
	opt := Options{}
	if r.IntN(3) == 0 {
		opt = soupOptions[r.IntN(len(soupOptions))]
	}
	a := Article{URL: soupPages[r.IntN(len(soupPages))]}
	if r.IntN(4) == 0 {
		a.Title = soupTexts[r.IntN(len(soupTexts))]
	}
	s := soup{Rand: r, kitchen: k, article: &a}
	if r.IntN(3) > 0 {
		s.room = &soupRooms[r.IntN(len(soupRooms))]
	}
	if r.IntN(4) == 0 {
		s.splice()
	} else {
		for range 3 + r.IntN(40) {
			s.word()
		}
	}
	a.HTML = s.String()
	return opt, a
}

// A soup is an article that is being made. In a room its words are taken more
// often than others.
type soup struct {
	*rand.Rand
	strings.Builder
	kitchen *kitchen
	article *Article
	room    *soupRoom
	open    []string // elements without an end tag
}

func (s *soup) pick(words []string) string { return words[s.IntN(len(words))] }

// word adds a start tag, an end tag, a text, or an element of its own.
func (s *soup) word() {
	if s.room != nil && s.IntN(3) == 0 {
		s.WriteString(s.pick(s.room.words))
		return
	}
	switch s.IntN(20) {
	case 0, 1, 2, 3, 4, 5, 6:
		el := s.pick(soupElements)
		fmt.Fprintf(s, "<%s%s>", el, s.pick(soupAttributes))
		s.open = append(s.open, el)
	case 7:
		s.matched()
	case 8, 9, 10, 11:
		s.end()
	case 12, 13:
		s.WriteString(s.pick(soupLeaves))
	default:
		s.WriteString(s.pick(soupTexts))
	}
}

func (s *soup) end() {
	if len(s.open) == 0 {
		return
	}
	k := len(s.open) - 1
	if s.IntN(4) == 0 {
		k = s.IntN(len(s.open))
	}
	fmt.Fprintf(s, "</%s>", s.open[k])
	s.open = slices.Delete(s.open, k, k+1)
}

// matched begins elements that a built-in rule matches.
func (s *soup) matched() {
	w := s.kitchen.rules[s.IntN(len(s.kitchen.rules))]
	if w.host != "" && s.IntN(2) == 0 {
		s.article.URL = "https://" + w.host + "/a/b.html"
	}
	for i, tag := range w.tags {
		s.WriteString(tag)
		s.open = append(s.open, w.names[i])
	}
}

// splice adds pieces of goldens with words missing, twice, and out of place.
func (s *soup) splice() {
	for range 1 + s.IntN(4) {
		g := s.kitchen.goldens[s.IntN(len(s.kitchen.goldens))]
		if s.IntN(2) == 0 {
			s.article.URL = g.url
		}
		from := s.IntN(len(g.words))
		for _, word := range g.words[from:min(len(g.words), from+4+s.IntN(60))] {
			switch s.IntN(20) {
			case 0, 1:
			case 2:
				s.WriteString(word + word)
			case 3:
				s.WriteString(word)
				s.word()
			case 4:
				s.WriteString(g.words[s.IntN(len(g.words))])
			default:
				s.WriteString(word)
			}
		}
	}
}

var soupPages = []string{"", "", "https://example.org/a/b.html", "https://example.org/a/b.html", "https://mp.weixin.qq.com/s/x", "https://www.zhihu.com/question/1"}

// soupOptions change what the passes do, and leave what the promises are about.
var soupOptions = []Options{
	{DropTitle: true, PromoteHeadings: true, DropBoilerplate: true},
	{PromoteHeadings: true},
	{PromoteHeadings: true, KeepHeadings: true},
	{DropTitle: true, KeepHeadings: true},
	{DropBoilerplate: true, FullSize: true, EscapeBraces: true},
	{KeepProxies: true, KeepTracking: true, LazyLoading: true, NoReferrer: true, LinkRel: "noopener"},
}

// A soupRoom is what one room of the library is about.
type soupRoom struct {
	name  string
	words []string
}

var soupElements = strings.Fields(`p p div div span strong b em i a a h1 h2 h3 ul ol li li li blockquote pre code table tr td th thead tbody tfoot caption
	figure figcaption dl dt dd section article footer header aside details summary ruby rt rp q sub sup small del ins center font zkspan noscript
	button select option form label video audio object svg math mi mrow msup template time kbd abbr address main nav menu dir fieldset legend picture title textarea
	nobr hgroup dialog map iframe h4 h5 h6 u s mark cite var samp bdi bdo dfn listing xmp big tt strike hr br`)

var soupAttributes = []string{"", "", "", "", "", ` class="zk_decsimg"`, ` class="zk_order"`, ` class="img_box"`, ` class="zaker_quote_v3"`, ` class="zk_remark"`, ` href="https://example.org/x?utm_source=a&b=c"`,
	` href="#t1"`, ` id="t1"`, ` name="t1"`, ` href="javascript:x()"`, ` align="center"`, ` style="display:none"`, ` hidden`, ` colspan="3"`, ` rowspan="2"`, ` rowspan=0 colspan=2`, ` dir="rtl"`,
	` title="a &quot;b&quot;"`, ` lang=en`, ` class="language-go"`, ` datetime="2020-02-30"`, ` datetime="2020-02-29"`, ` onclick="x()"`, ` src="https://example.org/v.mp4"`, ` start=3 reversed`, ` value=4`, ` data-src="//example.org/d.jpg"`,
	` cite="https://example.org/q"`, ` role=presentation`, ` style="font-weight:bold"`, ` style="font-weight:400;font-style:italic"`, ` style="text-decoration:underline line-through"`, ` style="vertical-align:sub"`,
	` style="font-family:monospace"`, ` style="display:inline"`, ` style="display:inline-block"`, ` style="display:block;font-weight:700"`, ` lang=fr`, ` lang="zh-Hant"`, ` dir=ltr`, ` dir=auto`, ` href="#t%31"`,
	` data-imgs='["https://example.org/a.jpg","/bridge.jpg"]'`, ` data-original="https://example.org/o.jpg"`, ` style="background-image:url(back.jpg)"`, ` data-href="https://example.org/t"`,
	` href="https://example.org/bridge.jpg"`, ` data-src="https://www.youtube.com/embed/abcdefghijk"`, ` data-id="abcdefghijk" style="background:url(https://i.ytimg.com/vi/abcdefghijk/0.jpg)"`,
	` id=t2`, ` href="#t2"`, ` href="https://example.org/a/b.html#t1"`, ` style="white-space:pre-wrap"`, ` style="color:#888"`, ` style="font-size:12px;text-align:center"`, ` style="text-align:center"`, ` type=a`}

var soupLeaves = []string{"<br>", "<br>", "<br><br>", "<hr>", `<img src="https://example.org/a.jpg">`, `<img src="https://example.org/b.jpg" alt="b" width=600 height=400>`, `<img src=https://example.org/e.gif width=20 height=20>`,
	`<img src="x.png" width=1 height=1>`, `<img>`, "<wbr>", "<!-- c -->", `<input type=text value=v>`, `<script>var x="<p>";</script>`, `<style>p{}</style>`, `<iframe src="https://www.youtube.com/embed/abcdefghijk"></iframe>`,
	`<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" data-src="c.jpg">`, `<video controls poster=p.jpg><source src=v.mp4>fallback</video>`, `<embed src=x.swf>`, "<p></p>", "<col>", "<source>", "<![CDATA[x]]>", "<?php a->b ?>", `<base href="https://base.example/d/">`,
	`<img src="bridge-150x150.jpg" width=150 height=150>`, `<noscript><img src=crane.jpg></noscript>`, `<source srcset="s.webp" type=image/webp>`, `<oembed url="https://youtu.be/abcdefghijk"></oembed>`,
	`<a href="http://t.cn/x">https://example.org/said</a>`, `<img srcset="a.jpg 100w, c.jpg 300w" sizes="(min-width: 1px) 5vw">`}

var soupTexts = []string{"text", " ", "\n", " and ", "中文，", "● one", "▲ caption", "a\n\nb", "\u00a0", "\u3000\u3000x", "&lt;b&gt;", "&amp;amp;", `"q" 'r'`, "{x}", "\u200b", "1 < 2", "x &", "• y", "1. one", "2. two", "1、一", "2、二：", "- z", "———", "* * *", "图1：quay", "Photo by x", "\u0085", "▲",
	"A line of text that goes on behind the end of its sentence. So it is prose, and no caption.", "שלום"}

var soupRooms = []soupRoom{
	{"notes", []string{`<sup><a href="#fn1" id="fnref1">[1]</a></sup>`, `<a name="_ftn1" href="#_ftnref1">[1]</a>`, `<a name="_ftnref1" href="#_ftn1">[1]</a>`, `<li id=fn1>`, `<p id=fn1>`, `<a href="#fnref1">↩</a>`, `<a href="#fnref1">1</a>`,
		`<sup>`, `</sup>`, `<li id=fn2>`, `<a href="#fn2" id=fnref2>2</a>`, `<a href="#fnref2">^</a>`, "[1]", "1. ", "[2] ", `<ol>`, `</ol>`, `</li>`, `<div class=footnotes>`, `</div>`, `<section class="footnotes" role="doc-endnotes">`, `</section>`,
		`<a href="#fn1" class="footnote-ref" role="doc-noteref">1</a>`, `<span id=fnref1>`, `<td id=fn1>`, `<tr>`, `<table>`, `</table>`, `<dt id=fn1>1</dt>`, `<dd>`, `<dl>`, `</dl>`, `<aside>`, `<sup class="footnote" data-note="n">`, "note text", "\n", `<p>`, `</p>`, `<h2>Notes</h2>`, `<hr>`}},
	{"typed", []string{"• a", "• b", "<br>• c", "<br>1. x", "<br>2. y", "<br>3. z", "1) ", "2) ", "- ", "list:", "<p>- a</p>", "<p>- b</p>", "<p>1、a</p>", "<p>2、b</p>", "<p>3、c</p>", "<p>① a</p>", "<p>·</p>", "<p>* * *</p>", "<p>———</p>", "<p>● <b>a</b></p>",
		"<p><b>1.</b> a</p>", "<p><b>2. b</b></p>", "<li>", "<ul>", "</ul>", "<ol start=3>", "</ol>", "<blockquote>", "</blockquote>", "<td>", "<br>", "\n", `<p class="MsoListParagraph" style="mso-list:l0 level1 lfo1"><span style="mso-list:Ignore">·<span> </span></span>`,
		`<p class="MsoListParagraph" style="mso-list:l0 level2 lfo1"><span style="mso-list:Ignore">1.</span>`, "<hr>", "<figure>", "<img src=t.jpg>", "<p>", "</p>", `<p id=t1>• d</p>`, `<p lang=fr>• e</p>`, `<p dir=rtl>2. f</p>`, "<footer>", "</footer>"}},
	{"callouts", []string{"<blockquote>", "</blockquote>", "<p>[!NOTE]</p>", "[!TIP]", "[!warning]- ", "<p>[!NOTE] a<br>b</p>", "<p><b>[!NOTE]</b></p>", `<div class="markdown-alert markdown-alert-note">`, `<p class="markdown-alert-title">Note</p>`, "</div>", `<div class="admonition tip">`,
		`<p class="admonition-title">Tip</p>`, "<footer>", "</footer>", "<cite>", "</cite>", "1. a", "<br>2. b", "<ul>", "<li>", "</ul>", "<p>", "</p>", "text", `<p id=t1>[!NOTE] z</p>`, `<p lang=fr>[!NOTE] y`, `<p dir=rtl>`, "<hr>", "<aside>", "</aside>", "<h3>", "</h3>", "———", `<div class="callout">`}},
	{"tables", []string{"<table>", "</table>", "<tr>", "</tr>", "<td>", "<td>", "<td>", "</td>", "<th>", "<th scope=row>", "<td><b>head</b></td>", "<td><strong>h</strong>", "<thead>", "</thead>", "<tbody>", "<tfoot>", "<caption>", "</caption>", "<td colspan=2>", "<td rowspan=2>", "<td rowspan=0>", "<tr style='background:red'>", "<th scope=colgroup colspan=2>",
		"<tr><td><b>a</b><td><b>b</b>", "<tr><td>1<td>2", "<tr><td>3<td>4", "<td></td>", "<td>&nbsp;", "<th></th>", "<p>", "<img src=t.jpg>", "<ul><li>", "<h3>", "text", "12", "<td align=center>", "<col>", "<td lang=fr>", "<td dir=rtl>", "<td id=t1>", "<tr id=t2>", "<td><table><tr><td>", "<table role=presentation>", "<br>"}},
	{"captions", []string{"<figure>", "</figure>", "<figcaption>", "</figcaption>", "<img src=a.jpg>", "<p><img src=b.jpg></p>", `<p style="text-align:center"><img src=c.jpg></p>`, `<p style="text-align:center">A short line</p>`, `<p style="color:#999">The quay at noon</p>`, "<p><small>The small quay</small></p>", "<p>▲</p>", "<p>▲ x</p>",
		"<p>图：林默</p>", "<p>Photo by Mo Lin</p>", "<p>（a remark here）</p>", "<p>Fig. 2. x</p>", "<center>", "</center>", "<p>", "</p>", "<br>", `<a href="https://example.org/l">`, "</a>", `<div class="wp-caption">`, `<p class="wp-caption-text">c</p>`, "</div>", "text", "<video src=v.mp4></video>", "<hr>", "<p>A paragraph that says more, and is no caption at all. It has two sentences.</p>", `<p lang=fr>`, `<p dir=rtl>`,
		`<span style="font-size:12px">small</span>`, `<font color=gray>grey</font>`, "<li>", "<td>", `<iframe src="https://www.youtube.com/embed/abcdefghijk"></iframe>`}},
	{"pictures", []string{`<div data-imgs='["a.jpg","b.jpg"]'>`, `<div data-images='[{"src":"a.jpg","caption":"x"},{"src":"b.jpg"}]'>`, "</div>", `<img src=a.jpg data-src=b.jpg>`, `<img data-original="a-150x150.jpg">`, `<a href="a.jpg">`, "</a>", `<picture><source srcset="a.webp 2x"><img src=a.jpg></picture>`, `<picture>`, "</picture>", `<source data-srcset="b.webp 300w">`,
		`<noscript><img src="a.jpg"></noscript>`, `<img src="spacer.gif" data-src="c.jpg">`, `<amp-img src="a.jpg" width=600 height=400>`, `</amp-img>`, `<img src="https://wsrv.nl/?url=example.org/a.jpg">`, `<img src="https://i0.wp.com/example.org/a.jpg?w=300">`, `<img src="https://example.org/e.png" width=24 height=24 alt=e>`, `<img alt="only">`, `<img src=a.jpg class=emoji alt=":x:">`,
		`<div style="background-image:url('a.jpg')">`, `<span style="background:url(b.jpg)">`, "</span>", `<ul class=gallery>`, "<li>", "</ul>", "<figure>", "</figure>", "<p>", "</p>", "text", "<br>", `<table><tr><td><img src=a.jpg><td><img src=b.jpg><tr><td>x<td>y</table>`, "<td>", `<img srcset="a-300.jpg 300w, a-600.jpg 600w">`, `<object data="a.svg" type="image/svg+xml">`, "</object>", `<svg><image href="a.jpg"/></svg>`, `<input type=image src=a.jpg alt=x>`}},
	{"math", []string{`<script type="math/tex">z</script>`, `<script type="math/tex; mode=display">w</script>`, "<span class=MathJax>q</span>", "<span class=MathJax_Preview>q</span>", "<math><mi>n</mi></math>", `<math display=block><semantics><mrow><mi>x</mi></mrow><annotation encoding="application/x-tex">x</annotation></semantics></math>`,
		`<img src="https://www.zhihu.com/equation?tex=u" alt=u>`, `<img class=latex alt=v src=https://e.example/v.png>`, "<span class=katex>", "<span class=katex-mathml>a</span>", `<span class="katex-html" aria-hidden=true>a</span>`, "<span class=katex-display>", "</span>", `<span class="math inline">\(k\)</span>`, `<div class=arithmatex>\[m\]</div>`,
		"<mjx-container><mjx-math><mjx-mi><mjx-c class=mjx-c1D465></mjx-c></mjx-mi></mjx-math></mjx-container>", `<mjx-container jax="CHTML" display=true>`, "</mjx-container>", "<mjx-assistive-mml><math><mi>x</mi></math></mjx-assistive-mml>", `<span class=mwe-math-element>`, `<img src="https://wikimedia.org/api/rest_v1/media/math/render/svg/a" alt="{\displaystyle a}">`,
		"$x$", "$$y$$", `\(z\)`, "<code class=language-math>a</code>", "<pre class=language-math>a\nb</pre>", "<p>", "</p>", "text", "<h2>", "</h2>", "<math>", "</math>", "<mfrac><mi>a</mi><mn>2</mn></mfrac>", "<mrow>", "<mtext><p>x</p></mtext>", "<figure>", `<svg><title>x</title></svg>`, "<td>", "<a href=https://e.example/x>", "</a>"}},
	{"code", []string{"<pre>", "</pre>", "<code>", "</code>", "<pre><code class=language-go>", "</code></pre>", "<br>", "\n", "line 1", "  x := 1", "<code class=language-html>", "<pre class='brush: js'>", "<p><code>l1<br>l2</code></p>", "<p><code>l3</code></p>", "<div class=highlight><pre>", "<td class=gutter>1</td>", "<td class=code>", "<table>", "</table>", "<dl class=codebox><dt>Code</dt><dd><code>",
		"<T>", "<Foo a=1>", "</Foo>", "<path>", "<title>", "</title>", "#include <stdio.h>", "List<String> x", "a<b && c>d", "\"<div>\"", "<span style='color:red'>k</span>", "<span class=lineno>1</span>", "<ol class=linenums><li>", "</ol>", "<li><code>a</code></li>", "<pre>a\n\n", "<listing>", "<xmp>", "</xmp>", "<kbd>k</kbd>", "<div>", "</div>",
		`<p style="font-family:Consolas">x = 1</p>`, `<span style="font-family:monospace">y</span>`, "<textarea>", "</textarea>", "```", "<img src=p.jpg>", "<p>", "&lt;a&gt;", "<button>Copy</button>", "<pre lang=fr>", "<figure class=highlight>", "</figure>", "<blockquote>"}},
	{"titles", []string{"<title>text</title>", "<h1>text</h1>", "<h1>", "</h1>", "<h2>text</h2>", "<h2>", "</h2>", "<h3>", "</h3>", "<h5>", "</h5>", "<p><b>Section one</b></p>", "<p><strong>一、开头</strong></p>", "<p><strong>（一）其一</strong></p>", "<p><b>二、继续</b></p>", "<p><b>1. a</b></p>", "<p><b>2. b</b></p>", "<p>plain text</p>", "<p>", "</p>", "<b>", "</b>", "<hr>", `<h2>Tides<a href="#t1">¶</a></h2>`, `<h2 id=t1>`, `<a href="#t1">#</a>`,
		"<p><b>01</b></p>", "<p><b>A title</b></p>", "<img src=a.jpg>", "<figure>", "</figure>", "<h2><img src=h.jpg></h2>", "<h2><b>x</b></h2>", "<div class=zk_order></div>", "<header>", "</header>", `<p style="font-weight:700">bold line</p>`, "<h2>1</h2>", "<h2>Part 1</h2>", "<h2>2</h2>", "<blockquote>", "</blockquote>", "<br>", "<h2 lang=fr>", "<h2 dir=rtl>", "<hgroup>", `<a href="#t1">text</a>`, "<p><a name=t1></a></p>"}},
	{"languages", []string{"<p lang=fr>", "<p lang=en>", "<p dir=rtl>", "<p dir=ltr>", "<p dir=auto>", "</p>", "<div lang=fr>", "<div dir=rtl>", "</div>", "<span lang=fr>x</span>", "<span dir=rtl>", "<span lang=en>", "</span>", "<bdo dir=rtl>", "</bdo>", "<bdi>", "<em lang=fr>", "</em>", "<li lang=fr>", "<li dir=rtl>", "<ul dir=rtl>", "<ul lang=fr>", "</ul>", "<blockquote lang=fr>", "<blockquote dir=rtl>", "</blockquote>",
		"<td lang=fr>", "<td dir=rtl>", "<table dir=rtl>", "</table>", "<figure dir=rtl>", "<figcaption lang=fr>", "</figure>", "<html lang=fr>", "<body dir=rtl>", "<h2 lang=fr>", "</h2>", "שלום", "text", "<p>", "<br>", "<img src=a.jpg>", "<footer lang=fr>", "<footer dir=rtl>", "</footer>", "<dd dir=rtl>", "<dl lang=fr>", "<dt dir=rtl>", "<details dir=rtl><summary>s</summary>", "</details>", "<aside lang=fr>", "<q lang=fr>", "</q>", "<a lang=fr href=https://e.example/x>", "</a>", "<pre dir=rtl>", "</pre>", "<p>▲", "<ol dir=ltr>", "</ol>", "• a<br>• b"}},
	{"looks", []string{`<span style="font-weight:700">`, `<span style="font-weight:400">`, "</span>", `<p style="font-weight:bold">`, "</p>", "<b>", "</b>", "<b><i>", "</i></b>", "<strong>", "</strong>", "<em>", "</em>", "<u>", "</u>", "<s>", `<mark style="background:transparent">`, "</mark>", `<b style="font-weight:normal">`, `<i style="font-style:normal">`, "<small>", "</small>", "<sup>", "</sup>", "<sub>", "</sub>", "，", ".", " ", "a", "b", "<br>", "<a href=https://e.example/x>", "</a>", "<code>", "</code>",
		`<section style="font-style:italic">`, "</section>", `<span style="text-decoration:underline">`, `<span style="vertical-align:super">`, `<font face="courier new">`, "</font>", "<q>", "</q>", "<ruby>x<rt>y</rt></ruby>", "<p>", "<h2>", "</h2>", "<li>", "<abbr title=t>", "</abbr>", "<del>", "</del>", "<ins datetime=2020-01-01>", "</ins>", "\n", "<wbr>", "<img src=a.jpg width=20 height=20>"}},
	{"players", []string{`<iframe src="https://www.youtube.com/embed/abcdefghijk">`, "</iframe>", `<iframe src="https://x.example/w"></iframe>`, `<video>`, "</video>", `<source src=v.mp4>`, `<video src=v.mp4>fallback</video>`, `<audio src=a.mp3></audio>`, "<audio>", "</audio>", `<object data=m.swf>`, `<param name=movie value="https://www.youtube.com/v/abcdefghijk">`, "</object>", `<embed src="https://www.youtube.com/v/abcdefghijk">`, `<track src=t.vtt>`, `<a href="https://youtu.be/abcdefghijk">`, "</a>",
		`<blockquote class="twitter-tweet"><p>said</p><a href="https://twitter.com/a/status/1">d</a></blockquote>`, `<blockquote class="instagram-media" data-instgrm-permalink="https://www.instagram.com/p/x/">`, "</blockquote>", `<figure class="wp-block-embed"><div class="wp-block-embed__wrapper">`, "https://www.youtube.com/watch?v=abcdefghijk", "</div></figure>", `<div data-oembed-url="https://vimeo.com/1">`, "</div>", `<amp-youtube data-videoid="abcdefghijk"></amp-youtube>`,
		`<lite-youtube videoid="abcdefghijk">`, "</lite-youtube>", `<mpvoice name=第三段 voice_encode_fileid=x></mpvoice>`, `<div class="zk_upvideo" data-zkinfo="%7B%22videoUrl%22%3A%22v.mp4%22%7D">`, "<figure>", "<figcaption>c</figcaption>", "</figure>", "<p>", "</p>", "text", "<ul>", "<li>", "</ul>", "<summary>", "<details>", "<dt>", "<caption>", "<h2>", "</h2>", "<noscript>", "</noscript>", "<img src=p.jpg>", "<script>x</script>"}},
	{"links", []string{`<a href="#t1">`, `<a href="#t2">`, `<a href="https://example.org/a/b.html#t1">`, `<a href="#gone">`, "</a>", `<a name=t1>`, `<a id=t2></a>`, `<p id=t1>`, `<h2 id=t2>`, "</h2>", `<li id=t1>`, `<ul id=t2>`, "</ul>", `<td id=t1>`, `<table id=t2>`, "</table>", `<blockquote id=t1>`, "</blockquote>", `<figure id=t2>`, "</figure>", `<img id=t1 src=a.jpg>`, `<hr id=t2>`, `<pre id=t1>`, "</pre>", `<dd id=t1>`, `<dl id=t2>`, "</dl>", `<section id=t1>`, "</section>", `<footer id=t2>`, "</footer>", `<details id=t1>`, `<summary id=t2>`, "</details>",
		`<figcaption id=t1>`, `<caption id=t2>`, "<sup>", "</sup>", "<sub>", "</sub>", "<b>", "</b>", "x", "text", "<p>", "</p>", "<br>", `<span id=t1></span>`, `<em id=t2>`, "</em>", `<a href="https://e.example/x"><a href="#t1">`, "1", "[1]", "↩", `<li id=t2>`, `<a href="mailto:a@e.example">`, `<a href="https://link.zhihu.com/?target=https%3A//example.org/">`, `<a href="?utm_source=x">`, `<math id=t1>`, `<iframe id=t2 src="https://x.example/w"></iframe>`}},
}

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
