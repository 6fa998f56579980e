package vectors

import (
	"fmt"
	"html"
	"strconv"
	"strings"
)

// The families of this file aim at what the library makes of attributes, styles,
// drawings and source code: text that it writes where no text stood before, and
// addresses that it reads where no browser would.

// asText are strings that run where text is taken for markup.
var asText = []string{
	`<img src=x onerror=pwn()>`,
	`</li></ol></code></pre></math></figcaption><script>pwn()</script>`,
	`"><svg onload=pwn()>`,
	`&lt;img src=x onerror=pwn()&gt;`,
	`--><style><img src=x onerror=pwn()></style>`,
}

// asAddress are strings that run, or load what is no picture, where an address is
// believed.
var asAddress = []string{
	`javascript:pwn()`,
	"java\tscript:pwn()//a.jpg",
	`data:text/html,<script>pwn()</script>`,
	`https://link.zhihu.com/?target=javascript%3Apwn()`,
	`//pictures.example/a.jpg" onerror="pwn()`,
}

// ruleJSON has JSON of which rules read texts and addresses.
func ruleJSON() []item {
	carriers := []struct{ name, element, text, address string }{
		{"mention", `<p>By <span class="mention-wrap" data-attrs="%s" onclick=pwn()></span></p>`, "name", "url"},
		{"other post", `<div class="digest-post-embed" data-attrs="%s" onclick=pwn()></div>`, "title", "canonical_url"},
		{"status", `<div class="twitter-embed" data-attrs="%s" onclick=pwn()></div>`, "full_text", "url"},
		{"formula", `<div class="latex-rendered" data-attrs="%s" onclick=pwn()></div>`, "persistentExpression", "id"},
		{"image", `<div class="captioned-image-container"><figure><img data-attrs="%s" src=x onerror=pwn()></figure></div>`, "alt", "src"},
		{"film", `<div class="zk_upvideo" data-zkinfo="%s" onclick=pwn()></div>`, "name", "videoUrl"},
		{"youtube", `<div class="youtube-wrap" data-attrs="%s" onclick=pwn()></div>`, "title", "videoId"},
		{"picture sizes", `<img data-loading="%s" src=x onerror=pwn()>`, "alt", "desktop"},
	}
	var items []item
	for _, c := range carriers {
		for i := range asText {
			t, a := strconv.Quote(asText[i]), strconv.Quote(asAddress[i])
			json := fmt.Sprintf(`{%q:%s,%q:%s,%s:1}`, c.text, t, c.address, a, t)
			items = append(items, item{fmt.Sprintf("%s %d", c.name, i+1), fmt.Sprintf(c.element, html.EscapeString(json))})
		}
		json := fmt.Sprintf(`{%q:{%[1]q:[%s]},%q:["javascript:pwn()"]}`, c.text, strconv.Quote(asText[0]), c.address)
		items = append(items, item{c.name + " nested", fmt.Sprintf(c.element, html.EscapeString(json))})
	}
	return items
}

// footnotes have notes in attributes and beside the line, and marks and ids that
// would shadow a property.
func footnotes() []item {
	var items []item
	for i := range asText {
		t, a := html.EscapeString(asText[i]), html.EscapeString(asAddress[i])
		items = append(items, plainAs(fmt.Sprintf("attribute %d", i+1),
			`<p>Text<sup class="ss-footnote" title="`+t+`" onclick=pwn()>1</sup></p>`,
			`<p>Text<sup data-draft-type="reference" data-draft-node="inline" data-numero="`+t+`" data-text="`+t+`" data-url="`+a+`" onclick=pwn()>[1]</sup></p>`,
			`<p>Text<span class="sidenote" onclick=pwn()>`+asText[i]+`</span></p>`,
			`<p>Text<span class="modern-footnotes-footnote__note" title="`+t+`" onclick=pwn()><a href="`+a+`">`+t+`</a></span></p>`,
		)...)
	}
	for _, id := range strings.Fields("cookie body forms getElementById location top parent pwnme __proto__ constructor") {
		items = append(items, item{"shadows " + id, fmt.Sprintf(`<p>Text<a id="%s" name="%[1]s" href="#footnote-text-1" onclick=pwn()>[1]</a></p>`+
			`<ol><li id="footnote-text-1" name="%[1]s"><a href="#%[1]s" onclick=pwn()>↩</a> Note</li></ol>`, id)})
	}
	return append(items, plain(
		`<p>Text<a href="#&quot;onclick=&quot;pwn()" id="r&quot;><script>pwn()</script>" onclick=pwn()>1</a></p><p id="&quot;onclick=&quot;pwn()"><a href="#r&quot;><script>pwn()</script>" onclick=pwn()>1</a> Note</p>`,
		`<p>Text<a href="#%22%3E%3Cscript%3Epwn()%3C/script%3E" onclick=pwn()>1</a></p><p id='"><script>pwn()</script>'>Note</p>`,
		`<p>Text<a href="#javascript:pwn()" onclick=pwn()>1</a></p><h2 id="javascript:pwn()">Note</h2>`,
		`<p>Text<sup>[1]</sup></p><ol class="references"><li onclick=pwn()><script>pwn()</script>Note</li></ol>`,
	)...)
}

// plainAs makes items of markup under one name.
func plainAs(name string, markup ...string) []item {
	items := make([]item, len(markup))
	for i, m := range markup {
		items[i] = item{fmt.Sprintf("%s.%d", name, i+1), m}
	}
	return items
}

// formulas have something hostile in each thing that MathML is made from.
func formulas() []item {
	tex := []string{
		`\href{javascript:pwn()}{x}`, `\text{<img src=x onerror=pwn()>}`, `\style{background:url(javascript:pwn())}{x}`,
		`\class{x" onclick="pwn()}{x}`, `\cssId{cookie}{x}`, `\html{<script>pwn()</script>}`, `</annotation></math><img src=x onerror=pwn()>`,
		`\unicode{x3c}img src=x onerror=pwn()\unicode{x3e}`, `\require{html}\data{onclick=pwn()}{x}`, `\includegraphics{javascript:pwn()}`,
	}
	var items []item
	for i, s := range tex {
		t := html.EscapeString(s)
		items = append(items, plainAs(fmt.Sprintf("TeX %d", i+1),
			`<p>The <span class="ztext-math" data-tex="`+t+`" onclick=pwn()>x</span></p>`,
			`<p>The <img class="latex" alt="`+t+`" src="https://pictures.example/a.png" onload=pwn() onerror=pwn()></p>`,
			`<p>The <img eeimg=1 src="https://www.zhihu.com/equation?tex=`+strings.ReplaceAll(t, " ", "+")+`" alt="`+t+`" onerror=pwn()></p>`,
			`<p>The <script type="math/tex">`+s+`</script><img src=x onerror=pwn()></p>`,
			`<p onclick=pwn()>The <span class="katex"><span class="katex-mathml"><math><semantics><mi>x</mi><annotation encoding="application/x-tex">`+t+`</annotation></semantics></math></span><span class="katex-html" aria-hidden=true>`+s+`</span></span></p>`,
			`<mjx-container><mjx-math data-latex="`+t+`" onclick=pwn()><mjx-mi><mjx-c class="mjx-c78"></mjx-c></mjx-mi></mjx-math></mjx-container>`,
		)...)
	}
	glyphs := "3C 69 6D 67 20 73 72 63 3D 78 20 6F 6E 65 72 72 6F 72 3D 70 77 6E 28 29 3E" // <img src=x onerror=pwn()>
	var boxes, drawn strings.Builder
	for g := range strings.FieldsSeq(glyphs) {
		fmt.Fprintf(&boxes, `<mjx-mo><mjx-c class="mjx-c%s"></mjx-c></mjx-mo>`, g)
		fmt.Fprintf(&drawn, `<g data-mml-node="mo"><use data-c="%s" xlink:href="javascript:pwn()"></use></g>`, g)
	}
	return append(items, plain(
		`<mjx-container class="MathJax" jax="CHTML" onclick=pwn()><mjx-math>`+boxes.String()+`</mjx-math></mjx-container>`,
		`<mjx-container jax="CHTML"><mjx-math><mjx-mtext><mjx-utext onclick=pwn()><img src=x onerror=pwn()></mjx-utext></mjx-mtext></mjx-math></mjx-container>`,
		`<mjx-container jax="CHTML"><mjx-math><mjx-mtext><mjx-utext onclick=pwn()>&lt;img src=x onerror=pwn()&gt;</mjx-utext></mjx-mtext></mjx-math></mjx-container>`,
		`<mjx-container jax="CHTML"><mjx-math><mjx-mi href="javascript:pwn()" onclick=pwn()><mjx-c class="mjx-c78"></mjx-c></mjx-mi></mjx-math></mjx-container>`,
		`<mjx-container jax="CHTML"><mjx-math onclick=pwn()><mjx-script><mjx-c class="mjx-c78"></mjx-c></mjx-script><mjx-style><mjx-c class="mjx-c78"></mjx-c></mjx-style><mjx-maction><mjx-c class="mjx-c78"></mjx-c></mjx-maction></mjx-math></mjx-container>`,
		`<mjx-container jax="CHTML"><mjx-math onclick=pwn()><mjx-annotation-xml encoding="text/html"><img src=x onerror=pwn()></mjx-annotation-xml><mjx-iframe src="javascript:pwn()"></mjx-iframe></mjx-math></mjx-container>`,
		`<mjx-container jax="SVG"><svg onload=pwn()><g data-mml-node="math">`+drawn.String()+`</g></svg></mjx-container>`,
		`<mjx-container jax="SVG"><svg onload=pwn()><g data-mml-node="math"><g data-mml-node="script"><text>pwn()</text></g><g data-mml-node="iframe"><use data-c="78"></use></g></g></svg></mjx-container>`,
		`<mjx-container jax="SVG"><svg><g data-mml-node="math"><a href="javascript:pwn()" onclick=pwn()><g data-mml-node="mi"><use data-c="78"></use></g></a></g></svg></mjx-container>`,
		`<mjx-container jax="SVG"><svg><g data-mml-node="math"><g data-mml-node="mtext"><foreignObject><img src=x onerror=pwn()></foreignObject><text>&lt;img src=x onerror=pwn()&gt;</text></g></g></svg></mjx-container>`,
		`<mjx-container jax="SVG"><svg onload=pwn()><g data-mml-node="math"><g data-mml-node="annotation-xml"><text>&lt;img src=x onerror=pwn()&gt;</text></g></g></svg></mjx-container>`,
		`<mjx-assistive-mml onclick=pwn()><math><mtext><style><img src=x onerror=pwn()></style></mtext></math></mjx-assistive-mml>`,
		`<math><mtable onclick=pwn()><mtr><mtd><mglyph src="javascript:pwn()"></mglyph><img src=x onerror=pwn()></mtd></mtr></mtable></math>`,
		`<math display="block&quot;onclick=&quot;pwn()" alttext="&lt;img src=x onerror=pwn()&gt;"><mi mathvariant="x&quot;onclick=&quot;pwn()" onclick=pwn()>x</mi></math>`,
	)...)
}

// callouts are boxes of notes with titles, kinds and icons.
func callouts() []item {
	var items []item
	for i, s := range asText {
		t := html.EscapeString(s)
		items = append(items, plainAs(fmt.Sprintf("title %d", i+1),
			`<div class="callout" data-callout="`+t+`" data-callout-metadata="`+t+`" onclick=pwn()><div class="callout-title" onclick=pwn()><div class="callout-icon"><svg onload=pwn()></svg></div><div class="callout-title-inner">`+t+`</div></div><div class="callout-content">x</div></div>`,
			`<div class="admonition note" title="`+t+`" onclick=pwn()><p class="admonition-title" onclick=pwn()>`+s+`</p><p>x</p></div>`,
			`<blockquote onclick=pwn()><p>[!NOTE] `+s+`</p><p>x</p></blockquote>`,
			`<details open ontoggle=pwn()><summary onclick=pwn()>`+s+`</summary>x</details>`,
		)...)
	}
	return append(items, plain(
		`<div class="admonitionblock" onclick=pwn()><table><tr><td class="icon"><div class="title" onclick=pwn()>Note</div></td><td class="content"><img src=x onerror=pwn()></td></tr></table></div>`,
		`<aside onclick=pwn()><button onclick=pwn() formaction="javascript:pwn()">x</button><p>note</p></aside>`,
		`<div class="kg-callout-card" style="background:url(javascript:pwn())" onclick=pwn()><div class="kg-callout-emoji"><img src=x onerror=pwn()></div><div class="kg-callout-text" onmouseover=pwn()>x</div></div>`,
		`<figure class="callout" onclick=pwn()><div><span class="icon"><img src=x onerror=pwn()></span></div><div>x</div></figure>`,
	)...)
}

// marksOfStyles have styles that become elements, with more in them than a look.
func marksOfStyles() []item {
	var items []item
	for i, look := range []string{"font-weight:bold", "font-style:italic", "text-decoration:underline", "text-decoration:line-through",
		"vertical-align:super", "vertical-align:sub", "font-family:monospace", "font:bold 12px Courier", "text-align:center", "white-space:pre-wrap", "display:inline"} {
		for k, more := range []string{";background:url(javascript:pwn())", ";}</style><script>pwn()</script>", `&quot; onclick=&quot;pwn()`, ";x:expression(pwn())"} {
			tag := []string{"span", "p", "div", "b", "section"}[(i+k)%5]
			items = append(items, item{html: fmt.Sprintf(`<p>one <%s style="%s%s" onclick=pwn()>two</%[1]s> three</p>`, tag, look, more)})
		}
	}
	return items
}

// sourceCode has tags that are shown: what becomes text must stay text, and what
// follows it markup.
func sourceCode() []item {
	shown := []string{
		`<script>pwn()</script>`,
		`<img src=x onerror=pwn()>`,
		`<svg onload=pwn()></svg>`,
		`<iframe srcdoc="<script>pwn()</script>"></iframe>`,
		`<iframe src="javascript:pwn()">`,
		`<List<String>><img src=x onerror=pwn()>`,
		`<base-image onclick=pwn()><img src=x onerror=pwn()></base-image>`,
		`<!-- comment --><img src=x onerror=pwn()>`,
		`<?xml version="1.0"?><x:script xmlns:x="http://www.w3.org/1999/xhtml">pwn()</x:script><img src=x onerror=pwn()>`,
		`<?php echo "<img src=x onerror=pwn()>"; ?>`,
		`<textarea><img src=x onerror=pwn()></textarea>`,
		`<title><img src=x onerror=pwn()></title>`,
		`<style><img src=x onerror=pwn()></style>`,
		`<a href="javascript:pwn()" onclick=pwn()>x</a>`,
		`<form action="javascript:pwn()"><button onclick=pwn()>x</button></form>`,
		`a<b，c<img src=x onerror=pwn()>`,
		`<plaintext><img src=x onerror=pwn()>`,
		`</code></pre><img src=x onerror=pwn()>`,
	}
	places := []struct{ name, format string }{
		{"pre", `<pre>%s</pre>`},
		{"pre code", `<pre><code class="language-html">%s</code></pre>`},
		{"indented page", "<pre><code class=\"language-vue\">\n  <div id=app>\n    %s\n  </div>\n</code></pre>"},
		{"whole page", `<pre><code><!DOCTYPE html><html><body onload=pwn()>%s</body></html></code></pre>`},
		{"painted", `<pre><code class="hljs"><span class="hljs-comment"><!-- %s --></span><span class="hljs-string">"%[1]s"</span></code></pre>`},
		{"code in a line", `<p>The <code>%s</code> element</p>`},
		{"named in a line", `<p>The <title> and <textarea> tags, 如<script>、<iframe> and %s</p>`},
		{"quoted", `<pre><code>s = "%s";</code></pre>`},
		{"math code", `<p><code class="language-math">%s</code></p>`},
	}
	var items []item
	for _, p := range places {
		for i, s := range shown {
			items = append(items, item{fmt.Sprintf("%s %d", p.name, i+1), fmt.Sprintf(p.format, s) + `<p onclick=pwn()>behind</p>`})
		}
	}
	return items
}

// galleries have lists of pictures in attributes.
func galleries() []item {
	deep := func(s string) string { return strings.Repeat(`{"list":[`, 50) + s + strings.Repeat(`]}`, 50) }
	lists := []string{}
	for i := range asAddress {
		a, t := strconv.Quote(asAddress[i]), strconv.Quote(asText[i])
		lists = append(lists,
			`[`+a+`,"https://pictures.example/b.jpg"]`,
			`[{"src":`+a+`,"original":`+a+`,"alt":`+t+`,"caption":`+t+`,"width":"1\" onload=\"pwn()","height":{}},{"url":"https://pictures.example/c.jpg","alt":`+t+`,"title":`+t+`,"w":`+t+`}]`,
			deep(a), `{"images":[{"image":{"src":`+a+`,"href":"javascript:pwn()"}},`+t+`]}`)
	}
	var items []item
	for i, list := range lists {
		for k, format := range []string{
			`<div data-images="%s" onclick=pwn()></div>`,
			`<div data-gallery="%s" onclick=pwn()><img src="https://pictures.example/c_s.jpg" onload=pwn() onerror=pwn()></div>`,
			`<img data-imgs="%s" src=x onerror=pwn()>`,
			`<el-image :preview-src-list="%s" src="javascript:pwn()" onclick=pwn()></el-image>`,
		} {
			items = append(items, item{fmt.Sprintf("list %d.%d", i+1, k+1), fmt.Sprintf(format, html.EscapeString(list))})
		}
	}
	return items
}
