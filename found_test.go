package htmlclean

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

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
	{`<ul>x<ol dir=rtl><p dir=auto>y`, "<ul>\n<li>x\n<ol dir=\"rtl\">\n<li dir=\"ltr\">y</li>\n</ol>\n</li>\n</ul>"},
	{`<ul><li>x</li><li dir=rtl lang=he>y</li><ul dir=rtl lang=he><li>z`, "<ul>\n<li>x</li>\n<li dir=\"rtl\" lang=\"he\">y\n<ul>\n<li>z</li>\n</ul>\n</li>\n</ul>"},
	{`<div lang=fr><p>a</p><p>a</p><img src=a.jpg><p>▲<p><small>Some quay</small><p>b</div>`,
		"<p>a</p>\n<p>a</p>\n<figure><img src=\"a.jpg\" alt=\"\"><figcaption>▲ <small>Some quay</small></figcaption></figure>\n<p>b</p>"},
	{`<bdo dir=auto>x`, `<p><bdo dir="ltr">x</bdo></p>`},
	{`<h2>1<h2 lang=fr>x`, `<h2>x</h2>`},
	// A typed label may be in a mark, and beside one.
	{`<b>1.</b> <i>x</i><p>2. f`, "<ol>\n<li><em>x</em></li>\n<li>f</li>\n</ol>"},
	// Rules side by side are one, which has the ids of all.
	{`<a href=#t>x<p id=t>* * *<hr>`, "<p><a href=\"#ref-t\">x</a></p>\n<hr id=\"ref-t\">"},
	{`<a href=#t>x</a><a href=#s>y</a><hr id=s><p id=t>* * *<p>z`, "<p><a href=\"#ref-s\">xy</a></p>\n<hr id=\"ref-s\">\n<p>z</p>"},
	// Lines that stand in no paragraph hold marks and notes.
	{`<a name=r href=#n>1</p><a name=n href=#r>1</a> y`, "<p><sup><a id=\"ref-r\" href=\"#ref-n\">1</a></sup></p>\n<ol>\n<li id=\"ref-n\">y <a href=\"#ref-r\">↩</a></li>\n</ol>"},
	{`<p lang=fr>a</p><figure><img src=a.jpg></figure><p lang=fr><small>Some quay</small><p lang=fr>b<p lang=fr>c`,
		"<p>a</p>\n<figure><img src=\"a.jpg\" alt=\"\"><figcaption>Some quay</figcaption></figure>\n<p>b</p>\n<p>c</p>"},
	// A link in a link is none, and comes to light where that around it goes.
	{`<a href="https://b.example/s1600/roof.jpg"><table><a href="https://b.example/s1600/roof.jpg"><img src="https://b.example/s320/roof.jpg">`,
		`<figure><img src="https://b.example/s1600/roof.jpg" alt=""></figure>`},
	{`<math><mmultiscripts>x<mprescripts>y`, `<p><math><mmultiscripts><mtext>x</mtext><mprescripts></mprescripts></mmultiscripts></math></p>`},
	{`<figure><figcaption>c</figcaption><table><td>x<img src=t.jpg><img src=t.jpg>`,
		"<figure><figcaption>c</figcaption>\n<p>x<img src=\"t.jpg\" alt=\"\"><img src=\"t.jpg\" alt=\"\"></p>\n</figure>"},
	{`<table class=tr-caption-container><th><img src=a.jpg><img src=a.jpg>x`, `<figure><img src="a.jpg" alt=""><figcaption>x</figcaption></figure>`},
	{`<video src=v.mp4></video><p id=t>▲ <a href=#t>y`,
		`<figure id="ref-t"><video src="v.mp4" controls="" preload="metadata"></video><figcaption>▲ <a href="#ref-t">y</a></figcaption></figure>`},
	{"<pre><code>\n  width: 3em;\n}\n<img src=a.jpg>", "<pre><code>width: 3em;\n}</code></pre>\n<figure><img src=\"a.jpg\" alt=\"\"></figure>"},
	{`<font face="courier new"><figure><img src=a.jpg>x<br>y`, "<figure><img src=\"a.jpg\" alt=\"\"></figure>\n<pre><code>x\ny</code></pre>"},
	{`<div role=separator><a class=LinkCard data-text=x>`, "<hr>\n<p>x</p>"},
	// A place that is led to by nothing is none.
	{`<h3><a href=#n>2</a><h3>x<p id=n>`, `<h3>x</h3>`},
	{`<h1><sup class=ss-footnote title=n>x<pre></pre>▲</sup>y`,
		"<h2><sup><a id=\"ref-footnote-mark-1\" href=\"#ref-footnote-text-1\">x</a></sup></h2>\n<h2>y</h2>\n<ol>\n<li id=\"ref-footnote-text-1\">n <a href=\"#ref-footnote-mark-1\">↩</a></li>\n</ol>"},
	{`<sup class=ss-footnote title=n><img src=a.jpg><p>`,
		"<figure><a href=\"#ref-footnote-text-1\"><img src=\"a.jpg\" alt=\"\"></a></figure>\n<p><sup><a id=\"ref-footnote-mark-1\" href=\"#ref-footnote-text-1\">[1]</a></sup></p>\n<ol>\n<li id=\"ref-footnote-text-1\">n <a href=\"#ref-footnote-mark-1\">↩</a></li>\n</ol>"},
	{`<a href="#fnref1">x<span id=fnref2><p><a href="#fnref2">y</a>2、z<p id=fnref1>`,
		"<p><sup><a id=\"ref-fnref2\" href=\"#ref-fnref1\">x</a></sup></p>\n<ol start=\"2\">\n<li id=\"ref-fnref1\">z <a href=\"#ref-fnref2\">↩</a></li>\n</ol>"},
	{`<html><html>x`, `<p>x</p>`},
	// A label takes with it the line break behind it, and is taken from every list.
	{`<li>1) Rope<li>2) Oars`, "<ol>\n<li>Rope</li>\n<li>Oars</li>\n</ol>"},
	{`<li>4.x<li>5.<br>y`, "<ol start=\"4\">\n<li>x</li>\n<li>y</li>\n</ol>"},
	{`<p>1. x<p>2.<br>y`, "<ol>\n<li>x</li>\n<li>y</li>\n</ol>"},
	// What a rule or a guess knows a link by is asked of each line of it.
	{`<a href="//www.sohu.com/?strategyid=00001">返回搜狐，查看更多<p>x`, `<p><a href="https://www.sohu.com/?strategyid=00001">x</a></p>`},
	{`<a href="http://t.cn/A6aBcDe">https://weekly.example/7<p>this one`,
		"<p><a href=\"https://weekly.example/7\">https://weekly.example/7</a></p>\n<p><a href=\"https://weekly.example/7\">this one</a></p>"},
	{`<sup><a href="#fn1">1<li><p id=fn1>1<p>1. one`,
		"<p><sup><a id=\"ref-listed-mark-1\" href=\"#ref-fn1\">1</a></sup></p>\n<ul>\n<li id=\"ref-fn1\">\n<p><sup><a href=\"#ref-fn1\">1</a></sup></p>\n<p><sup><a href=\"#ref-fn1\">1. one</a></sup> <a href=\"#ref-listed-mark-1\">↩</a></p>\n</li>\n</ul>"},
	{`x[1]</p>References<table class="footnotes_table footnote-reference-container"><td><table><caption>x<td>y`,
		"<p>x<sup><a id=\"ref-typed-mark-1\" href=\"#ref-typed-note-1\">[1]</a></sup></p>\n<p>References</p>\n<ol>\n<li id=\"ref-typed-note-1\">\n<table>\n<caption>x</caption>\n<tbody>\n<tr><td>y</td></tr>\n</tbody>\n</table>\n<p><a href=\"#ref-typed-mark-1\">↩</a></p>\n</li>\n</ol>"},
	{`x<img src="https://miro.medium.com/max/60/1*Quay.jpeg?q=20"><img src="https://miro.medium.com/max/60/1*Quay.jpeg?q=20"><img src="https://miro.medium.com/max/2800/1*Quay.jpeg">`,
		`<p>x<img src="https://miro.medium.com/max/2800/1*Quay.jpeg" alt=""></p>`},
	{`<picture><source srcset=q.webp media="(min-width: 600px)"><img src=q.jpg><img src=q.jpg><video><source src=q.mp4></picture>x`,
		"<figure><picture><source srcset=\"q.webp\" media=\"(min-width: 600px)\"><img src=\"q.jpg\" alt=\"\"></picture></figure>\n<figure><video src=\"q.mp4\" controls=\"\" preload=\"metadata\"></video></figure>\n<p>x</p>"},
	{`<math><script>x</script>———`, `<p><math><mtext>———</mtext></math></p>`},
	{`<li>4.x<li>5.<img src=a.jpg></p>y`, "<ol start=\"4\">\n<li>x</li>\n<li>\n<figure><img src=\"a.jpg\" alt=\"\"></figure>\n<p>y</p>\n</li>\n</ol>"},
	{`<p>1. x<p>2. <img src=a.jpg>`, "<ol>\n<li>x</li>\n<li>\n<figure><img src=\"a.jpg\" alt=\"\"></figure>\n</li>\n</ol>"},
	{`<a href="#gone"><table><a href="http://d.example/a.jpg"><img src="http://d.example/a.jpg">x`, `<p><img src="http://d.example/a.jpg" alt="">x</p>`},
	{`<h2>1<h3>01<h2>x`, `<h2>x</h2>`},
	{`<h5><b><u>x<p>y</b>`, `<h5><u>x y</u></h5>`},
	{`<h4><a href="https://example.org/a/b.html#t1">▲<hr><img src=a.jpg>`,
		"<h4><a href=\"https://example.org/a/b.html#t1\">▲</a></h4>\n<hr>\n<figure><a href=\"https://example.org/a/b.html#t1\"><img src=\"a.jpg\" alt=\"\"></a></figure>"},
	{`x<footer>• c</footer><footer>• e`, "<p>x</p>\n<footer>\n<ul>\n<li>c</li>\n<li>e</li>\n</ul>\n</footer>"},
	{`<figure><p class="wp-caption-text">x<table><td><hr><img src=b.jpg>y`, "<figure><figcaption>x</figcaption>\n<hr>\n<img src=\"b.jpg\" alt=\"\">\n<p>y</p>\n</figure>"},
	{`x[1] 。。<p>参考资料<section data-tool="mdnice编辑器" class="footnotes">y<section data-tool="mdnice编辑器" class="footnotes">z`,
		"<p>x<sup><a id=\"ref-typed-mark-1\" href=\"#ref-typed-note-1\">[1]</a></sup> 。。</p>\n<p>参考资料</p>\n<ol>\n<li id=\"ref-typed-note-1\">\n<p>y</p>\n<ol>\n<li>z</li>\n</ol>\n<p><a href=\"#ref-typed-mark-1\">↩</a></p>\n</li>\n</ol>"},
	{`<a href="https://quay.example/buy"><div>x</div>Powered by beehiiv</a><img src=a.jpg>`,
		"<p><a href=\"https://quay.example/buy\">x</a></p>\n<figure><img src=\"a.jpg\" alt=\"\"></figure>"},
	{`<div style="text-decoration:underline line-through"><p>x<a data-imgs='["a.jpg","b.jpg"]'></p>y</p>`,
		"<p><u><s>x</s></u><s><img src=\"a.jpg\" alt=\"\"><img src=\"b.jpg\" alt=\"\"></s></p>\n<p><s>y</s></p>\n<figure><img src=\"a.jpg\" alt=\"\"></figure>\n<figure><img src=\"b.jpg\" alt=\"\"></figure>"},
	// A picture is a copy of another where it stands in no line of the output.
	{`<img src=a.jpg><figure><p><picture><source srcset="a.webp" type="image/webp">x<img src=a.jpg>`,
		"<figure><img src=\"a.jpg\" alt=\"\"></figure>\n<p>x</p>"},
	{`<img data-src=c.jpg><a href="#gone">↩</a><img srcset="a.jpg 100w, c.jpg 300w">`, `<figure><img src="c.jpg" alt=""></figure>`},
	{`x<a><br><a style="background:url(a.jpg)"><p></a>`, "<p>x</p>\n<figure><img src=\"a.jpg\" alt=\"\"></figure>"},
	{`x<a data-imgs='["a.jpg","b.jpg"]'><em><p><p></a>`,
		"<p>x</p>\n<figure><img src=\"a.jpg\" alt=\"\"></figure>\n<figure><img src=\"b.jpg\" alt=\"\"></figure>"},
	{`<img src=a.jpg><p data-imgs='["a.jpg","b.jpg"]'>x<a><br>`,
		"<figure><img src=\"a.jpg\" alt=\"\"></figure>\n<p>x</p>\n<figure><img src=\"b.jpg\" alt=\"\"></figure>"},
	{`<a data-imgs='["a.jpg","b.jpg"]'><h2>x<a href="#t1">▲`,
		"<figure><img src=\"a.jpg\" alt=\"\"></figure>\n<figure><img src=\"b.jpg\" alt=\"\"></figure>\n<h2>x<img src=\"a.jpg\" alt=\"\"><img src=\"b.jpg\" alt=\"\"></h2>"},
	{`<img src=a.jpg><ul><li>1. x<li><p id=t>2. <img src=a.jpg><p>z</ul><a href=#t>y`,
		"<figure><img src=\"a.jpg\" alt=\"\"></figure>\n<ol>\n<li>x</li>\n<li id=\"ref-t\">z</li>\n</ol>\n<p><a href=\"#ref-t\">y</a></p>"},
	{`[<a href="#n" id=m><p>No list shows a star.<p id=n><a href="#m">x`,
		"<p id=\"ref-m\">[</p>\n<p><a href=\"#ref-n\">No list shows a star.</a></p>\n<p id=\"ref-n\"><a href=\"#ref-m\">x</a></p>"},
	{`<ol start=2><li>[2]<em> x</em>`, "<ol start=\"2\">\n<li><em>x</em></li>\n</ol>"},
	{`<li id=t1>x<a href="#t2"><img src=a.jpg><p id=t2><a href="#t1">▲`,
		"<ul>\n<li id=\"ref-t1\">\n<p>x<a href=\"#ref-t2\"><img src=\"a.jpg\" alt=\"\"></a></p>\n<p id=\"ref-t2\"><a href=\"#ref-t1\">▲</a></p>\n</li>\n</ul>"},
	{`<figure>x<img src="https://stats.example/count.gif?p=9">`, `<p>x</p>`},
	{`<figure><img src="https://stats.example/count.gif?p=9">x`,
		"<figure><img src=\"https://stats.example/count.gif?p=9\" alt=\"\"><figcaption>x</figcaption></figure>"},
	{`<figure><img src=a.jpg><figcaption>x</figcaption><figcaption><ul>x`,
		"<figure><img src=\"a.jpg\" alt=\"\"><figcaption>x\n<ul>\n<li>x</li>\n</ul>\n</figcaption></figure>"},
	{`<ol start=2><li><p>[2]<a href="https://e.example/x"> x</a><p>y`, "<ol start=\"2\">\n<li>\n<p><a href=\"https://e.example/x\">x</a></p>\n<p>y</p>\n</li>\n</ol>"},
	// What a link leads to is asked of its address as it is written in the end, and so is what a picture's is.
	{`<a href="https://d.example/2<p>021/quay.jpg" data-fancybox><img src="https://d.example/2021/harbour.jpg"></a>`,
		`<figure><img src="https://d.example/2%3Cp%3E021/quay.jpg" alt=""></figure>`},
	{`<a href="https://d.example/<p>a/s1280/quay1234.jpg"><img src="https://d.example/a/s540/quay1234.jpg"></a>`,
		`<figure><img src="https://d.example/%3Cp%3Ea/s1280/quay1234.jpg" alt=""></figure>`},
	{`<a href="hte><pttps://d.example/a/quay1234.webp"><img src="https://d.example/thumb/a/quay1234.webp"></a>`,
		`<figure><a href="./hte%3E%3Cpttps://d.example/a/quay1234.webp"><img src="https://d.example/thumb/a/quay1234.webp" alt=""></a></figure>`},
	{`<a href="https://t.example/none.gif" file="https://d.example/quay.jpg" class="zoom"></a>`,
		`<figure><a href="https://t.example/none.gif"><img src="https://d.example/quay.jpg" alt=""></a></figure>`},
	{"<img src=\"https://mail.example/e3t/space\nr.gif\">x", `<p>x</p>`},
	{`<a href="https://zhida.zhihU.com/search?q=tide">x</a>`, `<p>x</p>`},
	// A picture that is a sign stands in no figure, and no picture is a dot.
	{`<figure><img src="https://d.example/a/b.gif?rand=%" height=5></figure>`, ``},
	{`<p data-ratio="0.75" data-src="https://d.example/quay.jpg" data-w="1">`, `<figure><img src="https://d.example/quay.jpg" alt=""></figure>`},
	{`<img src="https://d.example/quay.jpg" data-ratio="112.5" data-w="1280">`, `<figure><img src="https://d.example/quay.jpg" alt=""></figure>`},
	{`<figure><img src="https://miro.medium.com/max/60/1*Quay.jpeg?q=20"><p><img src="https://miro.medium.com/max/2800/1*Quay.jpeg">x</figure>`,
		`<figure><img src="https://miro.medium.com/max/2800/1*Quay.jpeg" alt=""><figcaption>x</figcaption></figure>`},
	{`<p>a <img src="https://e.example/b/equation?tex=h_0" alt="[公式]b_hd.jpg">`, `<p>a <img src="https://e.example/b/equation?tex=h_0" alt="h_0"></p>`},
	{`<img src="https://www.zhihu.com/equation?tex=h%B0t">`, "<p><code class=\"language-math\">h�t</code></p>"},
	{`<img data-original="https://d.example/quay.jpg"><img data-original="https://cors.zfour.workers.dev/?https://d.example/quay.jpg">`,
		`<figure><img src="https://d.example/quay.jpg" alt=""></figure>`},
	// A list is all that an item holds, though a bullet was typed before it.
	{`<li>• two<li>•<ul><li>x`, "<ul>\n<li>two\n<ul>\n<li>x</li>\n</ul>\n</li>\n</ul>"},
	// A caption is not joined with one that holds a figure, of which it may be the caption.
	{`<figure><img src="https://d.example/quay.jpg"><p class="caption"><img src="https://d.example/net.jpg"><figcaption>Photo: Ada Reed`,
		"<figure><img src=\"https://d.example/quay.jpg\" alt=\"\"><figcaption>\n<figure><img src=\"https://d.example/net.jpg\" alt=\"\"></figure>\n</figcaption></figure>\n<p>Photo: Ada Reed</p>"},
	{`<iframe><a href=https://e.example/x><code class=language-math>x</iframe>`, `<p><a href="https://e.example/x"><code class="language-math">x</code></a></p>`},
	// What is marked around a ruby is all of it.
	{`<p style="text-decoration:underline line-through"><ruby>x<rt><a href="/u/0001">x`, `<p><u><s><ruby>x<rt><a href="/u/0001">x</a></rt></ruby></s></u></p>`},
	{`<noscript colspan=2>x<audio>x`, `<p>x</p>`},
	// A note that leads back to its mark is not told to again, and typed notes are looked at as the links they have become.
	{`<a name="_ftn1" href="#_ftnref1">[1]<div id=fn2><a name="_ftnref1" href="#_ftn1">[1]<a href="#fn2"><p>x`,
		"<p><sup><a id=\"ref-_ftn1\" href=\"#ref-_ftnref1\">[1]</a></sup></p>\n<ol>\n<li id=\"ref-fn2\">\n<p id=\"ref-_ftnref1\"><a href=\"#ref-fn2\">x</a></p>\n<p><a href=\"#ref-_ftn1\">↩</a></p>\n</li>\n</ol>"},
	{`<sup><a id="f.2" href="#n.2">x<a href="#n1">1)<div><p id="n1">1)<div>x</div><a id="n.2" href="#f.2">x`,
		"<p><sup><a id=\"ref-f.2\" href=\"#ref-n.2\">x</a><a id=\"ref-listed-mark-1\" href=\"#ref-n1\">1)</a></sup></p>\n<ol>\n<li id=\"ref-n.2\">\n<p id=\"ref-n1\"><sup><a href=\"#ref-n1\">x</a></sup></p>\n<p><sup><a href=\"#ref-f.2\">x</a></sup> <a href=\"#ref-listed-mark-1\">↩<sup>2</sup></a></p>\n</li>\n</ol>"},
	{`x[1]<p>[1] one<p><a href="#m2" id="n2">[2]</a> two`,
		"<p>x<sup><a id=\"ref-typed-mark-1\" href=\"#ref-typed-note-1\">[1]</a></sup></p>\n<ol>\n<li id=\"ref-typed-note-1\">one <a href=\"#ref-typed-mark-1\">↩</a></li>\n<li>two</li>\n</ol>"},
	{`x[1]<span id="m"><p>References<ol><p><a href="#m">x</a> one`,
		"<p id=\"ref-m\">x<sup><a id=\"ref-typed-mark-1\" href=\"#ref-typed-note-1\">[1]</a></sup></p>\n<p>References</p>\n<ol>\n<li id=\"ref-typed-note-1\">one <a href=\"#ref-typed-mark-1\">↩</a> <a href=\"#ref-m\">↩</a></li>\n</ol>"},
	{`x[2]<sup>[1]<p>References<ol>x<p>y`,
		"<p>x<sup><a id=\"ref-typed-mark-2\" href=\"#ref-typed-note-2\">[2]</a><a id=\"ref-typed-mark-1\" href=\"#ref-typed-note-1\">[1]</a></sup></p>\n<p><sup>References</sup></p>\n<ol>\n<li id=\"ref-typed-note-1\"><sup>x</sup> <a href=\"#ref-typed-mark-1\">↩</a></li>\n<li id=\"ref-typed-note-2\"><sup>y</sup> <a href=\"#ref-typed-mark-2\">↩</a></li>\n</ol>"},
	{`<a name="b1'" href="#n1"><sup>1<p><a name="n1">1x`,
		"<p><sup><a id=\"ref-b1_\" href=\"#ref-n1\">1</a></sup></p>\n<ol>\n<li id=\"ref-n1\">x <a href=\"#ref-b1_\">↩</a></li>\n</ol>"},
	{`1 1<span class="ltx_note_content">1</span>(1) 1: 1: [1], 1999. 11, 2001.`,
		"<p>1 1<sup><a id=\"ref-footnote-mark-1\" href=\"#ref-footnote-text-1\">[1]</a></sup>(1) 1: 1: [1], 1999. 11, 2001.</p>\n<ol>\n<li id=\"ref-footnote-text-1\">1 <a href=\"#ref-footnote-mark-1\">↩</a></li>\n</ol>"},
	// A picture's sources, and what it says, are judged as they are written.
	{`<picture><source srcset="door.webp" type="image/webp"><img src="door.jpg"></picture><noscript><picture><source srcset="door.webp"></picture></noscript>`,
		`<figure><img src="door.webp" alt=""></figure>`},
	{`<picture><source srcset="q-400.webp 400w, q-1200.webp 1200w" sizes="100vw" type="image/webp"><source type="image/avif" srcset="t.avif"></picture>`,
		`<figure><picture><source srcset="t.avif" type="image/avif"><img src="q-1200.webp" alt=""></picture></figure>`},
	{`<picture><source srcset="deck.avif" type="image/avif"><source data-src="placeholder.svg"></picture>`, `<figure><img src="deck.avif" alt=""></figure>`},
	{`<img data-formula="h_t=h_0/50/quay.jpg">`, `<figure><img src="h_t=h_0/50/quay.jpg" alt=""></figure>`},
	{"<video src=\"https://d.example/q.mp4\" poster=\"https://d.example/space\nr.png\"></video>",
		`<figure><video src="https://d.example/q.mp4" controls="" preload="metadata"></video></figure>`},
	{`<p src="https://d.example/s64 x960/q.jpg" srcset="https://d.example/s75x75_c1/q.jpg 75w, https://d.example/s640x960/q.jpg 640w" sizes="50vw"></p>`,
		`<figure><img src="https://d.example/s640x960/q.jpg" srcset="https://d.example/s75x75_c1/q.jpg 75w, https://d.example/s640x960/q.jpg 640w" sizes="50vw" alt=""></figure>`},
	{`<img erc="https://cdn-images.mailchimp.com/monkey_rewards/intuit-mc-rewards-2.png">x`, `<p>x</p>`},
	{`<a href="https://www.facebook.com/tides"><p><img src="https://cdn-images.mailchimp.com/icons/social-block-v2/color-facebook-48.png"></p>x</a>`,
		`<p><a href="https://www.facebook.com/tides">x</a></p>`},
	{`<img><noscript>x<picture><img src="https://d.example/q.jpg">y</noscript>`, `<p><img src="https://d.example/q.jpg" alt="">xy</p>`},
	{`<noscript dir=auto>x<img src="https://miro.medium.com/max/60/1*Quay.jpeg?q=20"><img src="https://miro.medium.com/max/2800/1*Quay.jpeg">`,
		`<p>x<img src="https://miro.medium.com/max/2800/1*Quay.jpeg" alt=""></p>`},
	{`<figure><div><img src="https://miro.medium.com/max/60/1*Quay.jpeg?q=20"></div><p><img src="https://miro.medium.com/max/2800/1*Quay.jpeg">x</figure>`,
		`<figure><img src="https://miro.medium.com/max/2800/1*Quay.jpeg" alt=""><figcaption>x</figcaption></figure>`},
	{`<mjx-math><mjx-mi><mjx-c class="mjx-c1D70E TEX-I"><img src=https://d.example/e.gif></mjx-c></mjx-mi></mjx-math>`, `<p><math><mi>σ</mi></math></p>`},
	{`<amp-mathml data-formula="u">x<code class=language-math>y</code>z</amp-mathml>`, `<p><code class="language-math">y</code></p>`},
	// Of several elements with an id the first has it, and what is a note's place stays it.
	{`<a href="#n" id="m">1<li id="n"><a href="#m">x<ol><p id="n">y`,
		"<p><sup><a id=\"ref-m\" href=\"#ref-n\">1</a></sup></p>\n<ul>\n<li id=\"ref-n\">\n<ol>\n<li><a href=\"#ref-m\">y</a></li>\n</ol>\n<p><a href=\"#ref-m\">↩</a></p>\n</li>\n</ul>"},
	{`<sup><a href="#fn:1">1<ol><span id="fn:1"><a href="#fnref:1">x<p id="fnref:1"><a href="#fn:1">y`,
		"<p><sup><a id=\"ref-listed-mark-1\" href=\"#ref-fn:1\">1</a></sup></p>\n<ol>\n<li id=\"ref-fn:1\"><sup><a href=\"#ref-fnref:1\">x</a></sup> <a href=\"#ref-listed-mark-1\">↩</a></li>\n<li id=\"ref-fnref:1\"><sup><a href=\"#ref-fn:1\">y</a></sup></li>\n</ol>"},
	{`<p id="m"><span>x</span>x<span>x</span>x<a href="#f">x<p id="f"><a href="#m">x`,
		"<p>xxxx<sup><a id=\"ref-m\" href=\"#ref-f\">x</a></sup></p>\n<p id=\"ref-f\"><a href=\"#ref-m\">x</a></p>"},
	{`<h5>x<a href="https://e.example/b.html#t">▲<footer>y`, "<h5>x</h5>\n<footer>\n<p><a href=\"https://e.example/b.html#t\">y</a></p>\n</footer>"},
	{`<table><thead><th><th>x</th><table id="t"><td><table><td>x<td>y<tr><td>z`,
		"<table>\n<thead>\n<tr><th></th><th>x</th></tr>\n</thead>\n<tbody>\n<tr><td>x</td><td>y</td></tr>\n<tr><td>z</td></tr>\n</tbody>\n</table>"},
	{"<pre>a    \nb    \n</pre>", "<pre>a\nb</pre>"},
	// What a rule knows a paragraph by is asked of those of the output.
	{`关闭窗口`, ``},
	{`<div>x</div>【打印本页】`, `<p>x</p>`},
	// What a frame or a noscript holds may come to stand in different places.
	{`<iframe><a href="https://e.example/x">x<video>y</iframe>`, `<p><a href="https://e.example/x">x</a></p>`},
	{`<iframe>x<a href="#m">↩</iframe>`, `<p>x</p>`},
	{`<math><mi style="display:none">x</mi><mfenced><mover>yz`, `<p><math><mrow><mo>(</mo><mrow><mtext>yz</mtext></mrow><mo>)</mo></mrow></math></p>`},
	{`<span class="exturl" data-url="aHR0cHM6Ly9xdWF5LmV4	YW1wbGUub3JnLw==">x</span>`, `<p><a href="https://quay.example.org/">x</a></p>`},
	// A mark of a note is one link in one block of the output, with an address.
	{`<a href="#f" id="m">[xyz<p>]<p id="f"><a href="#m">y`,
		"<p id=\"ref-m\"><a href=\"#ref-f\">[xyz</a></p>\n<p><a href=\"#ref-f\">]</a></p>\n<p id=\"ref-f\"><a href=\"#ref-m\">y</a></p>"},
	{`[<a>x<a href="#n">2</a><h2>y<p id="n">[2]z`,
		"<p id=\"ref-listed-mark-1\">[x<a href=\"#ref-n\">2</a></p>\n<h2 id=\"ref-n\">y</h2>\n<ol start=\"2\">\n<li>z <a href=\"#ref-listed-mark-1\">↩</a></li>\n</ol>"},
	{`<a href="#n" id="m">[1]<a href="#n">x<a href="#m">y<p id=n>`, `<p id="ref-n"><a href="#ref-n">[1]xy</a></p>`},
	{`<div><a name="m" href="#n">[1]<a><math onclick="x()">[2] <p>x`, "<ol>\n<li>\n<p><math><mtext>[2]</mtext></math></p>\n<p>x</p>\n</li>\n</ol>"},
	{`<time datetime="2023-05-06T08:00:00000Z">x</time>`, `<p>x</p>`},
	{`<a href="#n">[1]<li id=n>[1]- z* * *&amp;amp;<textarea>▲<blockquote><hr>`,
		"<p><a href=\"#ref-n\">[1]</a></p>\n<ul>\n<li id=\"ref-n\">\n<p><a href=\"#ref-n\">[1]- z* * *&amp;amp;&lt;textarea&gt;▲</a></p>\n<blockquote>\n<hr>\n</blockquote>\n</li>\n</ul>"},
	{`1. a<br>2. b<br>1. c<br>2. d<br>3. e`, "<ol>\n<li>a</li>\n<li>b</li>\n</ol>\n<ol>\n<li>c</li>\n<li>d</li>\n<li>e</li>\n</ol>"},
	{`<picture><source type="image/webp" srcset="https://substackcdn.com/image/fetch/w_36/https%3A%2F%2Fd.example%2Fkeeper.jpeg 36w"><img src="https://substackcdn.com/image/fetch/w_36/ohttps%3A%2F%2Fd.example%2Fkeeper.jpeg"></picture>`,
		`<figure><img src="https://d.example/keeper.jpeg" alt=""></figure>`},
	{`<iframe><a title="x">• one<p>• two</iframe>`, "<ul>\n<li>one</li>\n<li>two</li>\n</ul>"},
	{`<figure><img src=a.jpg class=caption><figcaption>x`, `<figure><img src="a.jpg" alt=""><figcaption>x</figcaption></figure>`},
	{`<a href="#%00">x`, `<p>x</p>`},
	{"<iframe class=\"wp-embedded-content\" title=\"Why\x7fgauges\" src=\"https://e.example/x\"></iframe>", `<p><a href="https://e.example/x">Whygauges</a></p>`},
	{`<iframe><script type="math/tex; mode=display"><a href=https://e.example/x></iframe>`, `<p><code class="language-math">&lt;a href=https://e.example/x&gt;</code></p>`},
	{`<math><mi><iframe><p></iframe>x`, `<p><math><mi>x</mi></math></p>`},
	{`<figure><div><img src="https://miro.medium.com/max/60/1*Quay.jpeg?q=20"><figure><img src="https://miro.medium.com/max/2800/1*Quay.jpeg"></div>x`,
		`<figure><img src="https://miro.medium.com/max/2800/1*Quay.jpeg" alt=""><figcaption>x</figcaption></figure>`},
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

// A footer that is left alone by the title that goes closes nothing.
func TestFoundBehindTitle(t *testing.T) {
	c, err := New(Options{DropTitle: true})
	require.NoError(t, err)
	res, err := c.Clean(Article{HTML: `<h1>Tides</h1><footer>The Quay</footer>`, Title: "Tides"})
	require.NoError(t, err)
	assert.Equal(t, "<p>The Quay</p>", res.HTML)
}
