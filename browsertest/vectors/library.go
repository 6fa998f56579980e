package vectors

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"net/url"
	"strings"
)

// proxies hide a hostile address where an unwrapper looks for the true one.
func proxies() []item {
	esc, path := url.QueryEscape, url.PathEscape
	wraps := []struct {
		name string
		wrap func(string) string
	}{
		{"cors suffix", func(u string) string { return "https://cors.zfour.workers.dev/?" + u }},
		{"cors-anywhere", func(u string) string { return "https://cors-anywhere.herokuapp.com/" + u }},
		{"corsproxy", func(u string) string { return "https://corsproxy.io/?url=" + esc(u) }},
		{"allorigins", func(u string) string { return "https://api.allorigins.win/raw?url=" + esc(u) }},
		{"weserv raw", func(u string) string { return "https://wsrv.nl/?url=" + u }},
		{"weserv encoded", func(u string) string { return "https://wsrv.nl/?url=" + esc(u) }},
		{"weserv twice encoded", func(u string) string { return "https://wsrv.nl/?url=" + esc(esc(u)) }},
		{"weserv ssl", func(u string) string { return "https://images.weserv.nl/?url=ssl:" + u }},
		{"photon", func(u string) string { return "https://i0.wp.com/" + u }},
		{"camo", func(u string) string {
			return "https://camo.githubusercontent.com/0000000000000000000000000000000000000000/" + hex.EncodeToString([]byte(u))
		}},
		{"base64url proxy", func(u string) string { return "https://reader.example/proxy/c2ln/" + b64(u) }},
		{"base64 proxy padded", func(u string) string {
			return "https://reader.example/proxy/c2ln/" + base64.URLEncoding.EncodeToString([]byte(u))
		}},
		{"imgproxy plain", func(u string) string { return "https://imgproxy.example/sig/rs:fit:300/plain/" + path(u) + "@webp" }},
		{"imgproxy base64", func(u string) string { return "https://imgproxy.example/sig/rs:fit:300/" + b64(u) + ".jpg" }},
		{"imageproxy path", func(u string) string { return "https://proxy.example/100x200/" + u }},
		{"thumbor", func(u string) string {
			return "https://thumbor.example/unsafe/fit-in/700x0/filters:quality(80)/" + path(u)
		}},
		{"cdn-cgi", func(u string) string { return "https://site.example/cdn-cgi/image/w=300/" + u }},
		{"substack", func(u string) string { return "https://substackcdn.com/image/fetch/w_1456,c_limit/" + path(u) }},
		{"cloudinary", func(u string) string { return "https://res.cloudinary.com/demo/image/fetch/w_300/" + u }},
		{"next image", func(u string) string { return "https://site.example/_next/image?url=" + esc(u) + "&w=640&q=75" }},
		{"google proxy fragment", func(u string) string { return "https://lh3.googleusercontent.com/proxy/token=s0#" + u }},
		{"duckduckgo", func(u string) string { return "https://external-content.duckduckgo.com/iu/?u=" + esc(u) }},
		{"archive", func(u string) string { return "https://web.archive.org/web/20200101000000im_/" + u }},
		{"amp cache", func(u string) string { return "https://a-example.cdn.ampproject.org/i/s/" + u }},
		{"generic parameter", func(u string) string { return "https://resize.example/i.jpg?src=" + esc(u) }},
		{"zhihu", func(u string) string { return "https://link.zhihu.com/?target=" + esc(u) }},
		{"zhihu twice", func(u string) string { return "https://link.zhihu.com/?target=" + esc(esc(u)) }},
		{"oschina", func(u string) string { return "https://www.oschina.net/action/GoToLink?url=" + esc(u) }},
		{"juejin", func(u string) string { return "https://link.juejin.cn/?target=" + u }},
		{"facebook", func(u string) string { return "https://l.facebook.com/l.php?u=" + esc(u) + "&h=x" }},
		{"google", func(u string) string { return "https://www.google.com/url?q=" + esc(u) + "&sa=D" }},
		{"bing", func(u string) string { return "https://www.bing.com/ck/a?u=a1" + b64(u) + "&ntb=1" }},
		{"urldefense v2", func(u string) string {
			return "https://urldefense.proofpoint.com/v2/url?u=" + strings.ReplaceAll(strings.ReplaceAll(path(u), "%", "-"), ":", "-3A") + "&d=D"
		}},
		{"urldefense v3", func(u string) string { return "https://urldefense.com/v3/__" + u + "__;!!x" }},
		{"safelinks", func(u string) string {
			return "https://eur01.safelinks.protection.outlook.com/?url=" + esc(u) + "&data=x"
		}},
		{"href.li", func(u string) string { return "https://href.li/?" + u }},
		{"steam", func(u string) string { return "https://steamcommunity.com/linkfilter/?url=" + esc(u) }},
		{"yahoo", func(u string) string { return "https://r.search.yahoo.com/_ylt=x/RU=" + path(u) + "/RK=2/RS=x" }},
		{"medium", func(u string) string { return "https://medium.com/r/?url=" + esc(u) }},
		{"csdn", func(u string) string { return "https://link.csdn.net/?from_id=1&target=" + esc(u) }},
	}
	payloads := []string{
		"javascript:pwn()",
		"java\tscript:pwn()//a.jpg",
		"data:text/html,<script>pwn()</script>",
		`https://pictures.example/a.jpg" onerror="pwn()`,
	}
	var items []item
	for i, w := range wraps {
		for j, p := range []string{payloads[0], payloads[1+i%3]} {
			u := strings.ReplaceAll(w.wrap(p), `"`, "&quot;")
			items = append(items, item{
				name: fmt.Sprintf("%s %d", w.name, j+1),
				html: fmt.Sprintf(`<p><a href="%s" onclick=pwn()>link</a></p><p><img src="%[1]s" onerror=pwn()></p>`, u),
			})
		}
	}
	for _, w := range wraps {
		u := payloads[0]
		for range 50 {
			if u = w.wrap(u); len(u) > 1<<16 {
				break // encodings that grow by a third a level
			}
		}
		u = strings.ReplaceAll(u, `"`, "&quot;")
		items = append(items, item{
			name: w.name + " 50 levels deep",
			html: fmt.Sprintf(`<p><a href="%s">link</a><img src="%[1]s" onerror=pwn()></p>`, u),
		})
	}
	return items
}

// vendors are constructs of publishing systems that the library rebuilds, each
// with something hostile in what is unwrapped, renamed or read.
func vendors() []item {
	info := func(json string) string { return url.PathEscape(json) }
	items := plain(
		`<div class="zaker_div" onclick=pwn()><div class="edi_oper" onclick=pwn()></div><zaker_quote_v3 onclick=pwn()><p onclick=pwn()>引文</p></zaker_quote_v3></div>`,
		`<p><zkspan onclick=pwn() onmouseover=pwn()>上</zkspan><strong onclick=pwn()><zkspan onclick=pwn()>世</zkspan></strong></p>`,
		`<div class="zaker_div"><div class="zk_order zk_order_1" onclick=pwn()></div></div><p><strong onclick=pwn()>标题</strong></p>`,
		`<div class="zaker_div"><div class="zk_order zk_order_1"><script>pwn()</script></div></div><p><strong><img src=x onerror=pwn()>标题</strong></p>`,
		`<div class="img_box" onclick=pwn()><div class="content_img_div perview_img_div" onclick=pwn()><img class="opacity_0" data-original="javascript:pwn()" data-height="300" data-width="500" src="x" onerror=pwn()></div></div>`,
		`<div class="img_box"><div class="content_img_div"><img data-original="https://cors.zfour.workers.dev/?javascript:pwn()" src="https://cors.zfour.workers.dev/?java&Tab;script:pwn()" onerror=pwn() data-width='1" onload="pwn()' data-height="expression(pwn())"></div></div>`,
		`<div class="img_box"><div class="content_img_div"><img src="https://zkres1.myzaker.com/a.jpg" onload=pwn()></div></div><div class="zaker_div"><div class="zk_decsimg" onclick=pwn()><p>图片 <script>pwn()</script><a href="javascript:pwn()">来源</a></p></div></div>`,
		`<div class="zk_decs" onclick=pwn()><p onmouseover=pwn()>导语<img src=x onerror=pwn()></p></div>`,
		`<div class="zaker_div"><div class="zk_remark" onclick=pwn()>作者：<a href="javascript:pwn()">某人</a></div></div>`,
		`<div class="zaker_div"><div class="zk_h3" style="background:url(javascript:pwn())" onclick=pwn()><strong>小标题</strong></div></div>`,
		`<div id="recommend_bottom" onclick=pwn()><script>pwn()</script></div><div id="article_bottom"><iframe onload=pwn()></iframe></div>`,
		`<zkspan><script>pwn()</script></zkspan><zkspan><style><img src=x onerror=pwn()></style></zkspan>`,
		`<p class="image-wrapper" onclick=pwn()><img data-img-size-val='1,2" onload="pwn()' src=x onerror=pwn()></p><p class="img-desc" onclick=pwn()>图源：<script>pwn()</script></p>`,
		`<a class="project-link" data-id=1 data-name='<img src=x onerror=pwn()>' data-logo="javascript:pwn()" href="javascript:pwn()" onclick=pwn()>完美</a>`,
		`<a data-draft-node=block data-draft-type=link-card href="http://link.zhihu.com/?target=javascript%3Apwn()" onclick=pwn()><span class="invisible">http://</span><span class="visible">x</span></a>`,
		`<figure data-size=normal onclick=pwn()><noscript><img src=x onerror=pwn()></noscript><img class="lazy" data-actualsrc="javascript:pwn()" data-original="javascript:pwn()" src="data:image/svg+xml;utf8,<svg xmlns='http://www.w3.org/2000/svg' onload='pwn()'></svg>" onload=pwn()><figcaption onclick=pwn()>x</figcaption></figure>`,
		`<img eeimg=1 src="https://www.zhihu.com/equation?tex=%3Cscript%3Epwn()%3C/script%3E" alt="[公式]" data-formula='<img src=x onerror=pwn()>' onload=pwn()>`,
		`<span role=presentation data-formula='\href{javascript:pwn()}{x}<script>pwn()</script>' data-formula-type=inline-equation><embed src="javascript:pwn()"></span>`,
		`<textarea class="content hidden">&lt;img src=x onerror=pwn()&gt;</textarea>`,
		`<div class="GifPlayer" onclick=pwn()><img class="ztext-gif" data-thumbnail="javascript:pwn()" src=x onerror=pwn()></div>`,
		`<section powered-by="xiumi.us" onclick=pwn() style="background-image:url(javascript:pwn())"><section onclick=pwn()>文</section></section>`,
		`<section data-tools="135编辑器" onmouseover=pwn()><p><img data-src="javascript:pwn()" data-ratio='1"onload="pwn()' data-w="javascript:pwn()" data-type='x"onerror="pwn()' src=x onerror=pwn()></p></section>`,
		`<section class="code-snippet__fix"><ul class="code-snippet__line-index"><li onclick=pwn()></ul><pre data-lang='x"onclick="pwn()'><code onclick=pwn()>&lt;script&gt;pwn()&lt;/script&gt;</code><code>x</code></pre></section>`,
		`<mp-style-type data-value='3"><script>pwn()</script>' onclick=pwn()></mp-style-type>`,
		`<qqmusic musicid='1"><script>pwn()</script>' albumurl="javascript:pwn()" onclick=pwn()></qqmusic>`,
		`<mp-miniprogram data-miniprogram-path="javascript:pwn()" data-miniprogram-title='<img src=x onerror=pwn()>' onclick=pwn()></mp-miniprogram>`,
		`<span class="img-wrap" onclick=pwn()><img class="lazy" data-src="/img/x&quot;onerror=&quot;pwn()" alt='"><script>pwn()</script>' src=x onerror=pwn()></span>`,
		`<div class="markdown-body"><style>*{background:url(javascript:pwn())}</style><pre><code class="hljs language-js&quot; onclick=&quot;pwn()" lang=js>x<span class="copy-code-btn" onclick=pwn()>复制代码</span></code></pre></div>`,
		`<pre><code class="hljs"><span class="hljs-tag"></<span class="hljs-name" onclick=pwn()>div</span>><img src=x onerror=pwn()></span></code></pre>`,
		`<div class="highlight" onclick=pwn()><table><tr><td class="gutter"><pre>1</pre></td><td class="code"><pre><script>pwn()</script><img src=x onerror=pwn()>x</pre></td></tr></table></div>`,
		`<pre class="brush: js; onclick: pwn()" onclick=pwn()>&lt;img src=x onerror=pwn()&gt;</pre>`,
		`<div class="image-package" onclick=pwn()><div class="image-container"><div class="image-view" data-width='1"onload="pwn()'><img data-original-src="javascript:pwn()" src=x onerror=pwn()></div></div><div class="image-caption" onclick=pwn()>x</div></div>`,
		`<sup class="ss-footnote" title="<img src=x onerror=pwn()>" footnote-id=cookie href="javascript:pwn()" onclick=pwn()>1</sup>`,
		`<div align=center onclick=pwn()><img id="aimg_1" zoomfile="javascript:pwn()" file="javascript:pwn()" src="static/image/common/none.gif" onload=pwn()></div>`,
		`<ignore_js_op onclick=pwn()><img zoomfile="javascript:pwn()" src=x onerror=pwn()></ignore_js_op>`,
		`<font size=4 onclick=pwn()><font color="red&quot;onclick=&quot;pwn()" onmouseover=pwn()>x</font></font>`,
		`<div class="pgc-img" onclick=pwn()><img img_width='1"onload="pwn()' src=x onerror=pwn()><p class="pgc-img-caption"><script>pwn()</script>x</p></div>`,
		`<tt-image data-tteditor-tag="tteditorTag" web_uri="javascript:pwn()" data-src="javascript:pwn()" onclick=pwn()></tt-image>`,
		`<div class="captioned-image-container"><figure><a class="image-link image2" href="javascript:pwn()"><div class="image2-inset"><source srcset="javascript:pwn()"><img data-attrs='{"src":"javascript:pwn()"}' src=x onerror=pwn()></div></a></figure></div>`,
		`<div data-component-name="VideoEmbed" data-attrs='{"mediaUploadId":"\"><script>pwn()</script>"}' onclick=pwn()></div>`,
		`<div class="wp-block-embed__wrapper" onclick=pwn()>https://www.youtube.com/watch?v="><img src=x onerror=pwn()></div>`,
		`[caption id=x width='1" onclick="pwn()']<img src=x onerror=pwn()>[/caption]`,
		`<div class="wp-caption" style="width:expression(pwn())" onclick=pwn()><img src=x onerror=pwn()><p class="wp-caption-text" onclick=pwn()>x</p></div>`,
		`<dl class="gallery-item" onclick=pwn()><dt class="gallery-icon"><a href="javascript:pwn()"><img src=x onerror=pwn()></a></dt><dd class="gallery-caption">x</dd></dl>`,
		`<a class="fancybox" rel=gallery href="javascript:pwn()//a.jpg" data-fancybox-href="javascript:pwn()"><img src=x onerror=pwn()></a>`,
		`<div class="aspectRatioPlaceholder"><img class="progressiveMedia-thumbnail" src=x onerror=pwn()><canvas onclick=pwn()></canvas><noscript class="js-progressiveMedia-inner"><img src=x onerror=pwn()></noscript></div>`,
		`<span class="emoji" style="background-image:url(javascript:pwn())" onclick=pwn()></span><img class="emoji" alt='"><script>pwn()</script>' src=x onerror=pwn()>`,
		`<span class="katex" onclick=pwn()><span class="katex-mathml"><math><semantics><mi>x</mi><annotation encoding="application/x-tex">\href{javascript:pwn()}{x}</annotation></semantics></math></span></span><img src=x onerror=pwn()>`,
		`<mjx-container onclick=pwn()><svg onload=pwn()></svg><mjx-assistive-mml><math><mtext><img src=x onerror=pwn()></mtext></math></mjx-assistive-mml></mjx-container>`,
		`<div class="footnotes" onclick=pwn()><ol><li id="fn:1&quot;onclick=&quot;pwn()"><p>x <a href="#fnref:1&quot;onclick=&quot;pwn()">↩</a></p></ol></div><img src=x onerror=pwn()>`,
		`<o:p onclick=pwn()></o:p><v:shape onclick=pwn()><v:imagedata src="javascript:pwn()" o:href="javascript:pwn()" onerror=pwn()></v:imagedata></v:shape>`,
		`<!--[if gte mso 9]><xml><o:x><script>pwn()</script></o:x></xml><![endif]--><p class=MsoNormal onclick=pwn()>x</p>`,
	)
	for i, json := range []string{
		`{"videoUrl":"javascript:pwn()","imgUrl":"javascript:pwn()","width":"1","height":"2","name":"x"}`,
		`{"videoUrl":"java\tscript:pwn()//a.mp4","imgUrl":"data:text/html,<script>pwn()</script>","width":1,"height":2}`,
		`{"videoUrl":"https://v.example/a.mp4\" onerror=\"pwn()","imgUrl":"https://v.example/a.jpg\" onload=\"pwn()","name":"x"}`,
		`{"videoUrl":"https://v.example/a.mp4","imgUrl":"https://v.example/a.jpg","width":"1\" onclick=\"pwn()","height":"expression(pwn())","name":"<img src=x onerror=pwn()>"}`,
		`{"videoUrl":"https://v.example/a.mp4","name":"</figcaption><script>pwn()</script>"}`,
		`{"videoUrl":["javascript:pwn()"],"imgUrl":{"a":"javascript:pwn()"}}`,
		`{"videoUrl":"https://cors.zfour.workers.dev/?javascript:pwn()","imgUrl":"https://wsrv.nl/?url=javascript:pwn()"}`,
		`{"videoUrl":"vbscript:pwn()","videoUrl":"javascript:pwn()"}`,
	} {
		items = append(items, item{
			name: fmt.Sprintf("zkinfo %d", i+1),
			html: fmt.Sprintf(`<div class="zaker_div"><div id="zkvideo%d" class="zk_upvideo" data-zkinfo="%s" onclick=pwn()></div></div><div class="zaker_div"><div class="zk_decsimg"><p onclick=pwn()>视频</p></div></div>`, i, info(json)),
		})
	}
	return items
}

// vendorsElsewhere puts what vendor rules match where their edits would change
// the parser's mind: foreign content, templates, raw text, tables.
func vendorsElsewhere() []item {
	places := []struct{ name, format string }{
		{"svg", `<svg>%s</svg>`},
		{"svg foreignObject", `<svg><foreignObject>%s</foreignObject></svg>`},
		{"svg title", `<svg><title>%s</title></svg>`},
		{"svg style", `<svg><style>%s</style></svg>`},
		{"math", `<math>%s</math>`},
		{"math mtext", `<math><mtext>%s</mtext></math>`},
		{"math annotation-xml", `<math><annotation-xml encoding="text/html">%s</annotation-xml></math>`},
		{"template", `<template>%s</template>`},
		{"noscript", `<noscript>%s</noscript>`},
		{"textarea", `<textarea>%s</textarea>`},
		{"xmp", `<xmp>%s</xmp>`},
		{"select", `<select><option>%s</option></select>`},
		{"table", `<table>%s</table>`},
		{"pre code", `<pre><code>%s</code></pre>`},
		{"figcaption", `<figure><img src="https://pictures.example/a.jpg"><figcaption>%s</figcaption></figure>`},
		{"button", `<button>%s</button>`},
	}
	contents := []struct{ name, html string }{
		{"unwrapped span", `<zkspan onclick=pwn()><style><img src=x onerror=pwn()></style></zkspan>`},
		{"unwrapped block", `<div class="zaker_div" onclick=pwn()><zaker_quote_v3 onclick=pwn()><p title="</style><img src=x onerror=pwn()>">x</p></zaker_quote_v3></div>`},
		{"picture box", `<div class="img_box"><div class="content_img_div"><img data-original="javascript:pwn()" src=x onerror=pwn()></div></div>`},
		{"video", `<div class="zk_upvideo" data-zkinfo="%7B%22videoUrl%22%3A%22javascript%3Apwn()%22%7D" onclick=pwn()></div><img src=x onerror=pwn()>`},
	}
	var items []item
	for _, p := range places {
		for _, c := range contents {
			items = append(items, item{name: c.name + " in " + p.name, html: fmt.Sprintf(p.format, c.html)})
		}
	}
	return items
}

func captions() []item {
	return plain(
		`<figure><img src="https://pictures.example/a.jpg"><figcaption><script>pwn()</script><a href="javascript:pwn()">x</a></figcaption></figure>`,
		`<figure><img src="https://pictures.example/a.jpg"><figcaption onclick=pwn()><img src=x onerror=pwn()>x</figcaption></figure>`,
		`<figure><img src="https://pictures.example/a.jpg" alt="&lt;img src=x onerror=pwn()&gt;" onload=pwn()></figure>`,
		`<figure><img src="https://pictures.example/a.jpg" title="&lt;script&gt;pwn()&lt;/script&gt;" data-caption="&lt;img src=x onerror=pwn()&gt;" onload=pwn()></figure>`,
		`<figure onclick=pwn()><figcaption><svg><style><img src=x onerror=pwn()></style></svg></figcaption><img src=x onerror=pwn()></figure>`,
		`<img src="https://pictures.example/a.jpg" data-image-title="&lt;img src=x onerror=pwn()&gt;" data-image-caption="&lt;p onclick=pwn()&gt;x&lt;/p&gt;" data-image-description="&lt;script&gt;pwn()&lt;/script&gt;" onload=pwn()>`,
		`<img data-caption="javascript:pwn()" data-title='"><script>pwn()</script>' src=x onerror=pwn()>`,
		`<table><caption onclick=pwn()><script>pwn()</script><img src=x onerror=pwn()></caption><tr><td>x</table>`,
		`<noscript><img src="javascript:pwn()" onerror=pwn()></noscript>`,
		`<img class="lazy" src="data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="><noscript><img src="javascript:pwn()" onerror=pwn()></noscript>`,
		`<img class="lazy" onload=pwn() src="data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="><noscript>&lt;img src=x onerror=pwn()&gt;</noscript>`,
		`<noscript>&amp;lt;img src=x onerror=pwn()&amp;gt;</noscript><img src=x onerror=pwn()>`,
		`<noscript><img alt="</noscript><img src=x onerror=pwn()>" src="https://pictures.example/a.jpg"></noscript>`,
		`<noscript><iframe src="javascript:pwn()"></iframe><style></noscript><img src=x onerror=pwn()></style></noscript>`,
		`<noscript><noscript><script>pwn()</script></noscript></noscript><script>pwn()</script>`,
		`<noscript><svg></p><style><a id="</style><img src=x onerror=pwn()>"></noscript>`,
		`<picture><img src=x onerror=pwn()><noscript><img src="https://pictures.example/a.jpg" onload=pwn()></noscript></picture>`,
		"---\ntitle: <script>pwn()</script>\n---\n<p onclick=pwn()>x</p>",
		"---\ntitle: x\nheadimg: javascript:pwn()\nthumbnail: \"java\\tscript:pwn()\"\n---\n<img src=x onerror=pwn()>",
		"---\nheadimg: https://cors.zfour.workers.dev/?javascript:pwn()\n---\n<img src=\"https://cors.zfour.workers.dev/?javascript:pwn()\" onerror=pwn()>",
		"---\nheadimg: https://wsrv.nl/?url=data:text/html,<script>pwn()</script>\n---\n<p>x</p>",
		"---\nheadimg: x\" onerror=\"pwn()\n---\n<img src=x onerror=pwn()>",
		"\n\n---\nx: |\n  ---\n  <img src=x onerror=pwn()>\n---\n<p>x</p>",
		"---\nnever closed\n<img src=x onerror=pwn()>",
		"---\n---\n---\n<script>pwn()</script>",
		"<p>&#123;&#123; '&lt;img src=x onerror=pwn()&gt;' | safe &#125;&#125;</p><img src=x onerror=pwn()>",
		"<p>{% raw %}<img src=x onerror=pwn()>{% endraw %}</p>",
	)
}
