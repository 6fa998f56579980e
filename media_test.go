package htmlclean

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/net/html"
)

// afterMedia runs the passes up to media over a fragment and prints the tree.
func afterMedia(t testing.TB, src, page string) (string, []Change) {
	t.Helper()
	c, err := New(Options{Report: true})
	require.NoError(t, err)
	j := c.newJob(context.Background(), page)
	parsed, err := j.parseMarkup(src, false)
	require.NoError(t, err)
	j.root = j.copyOf(parsed)
	j.read(j.root)
	j.findBase()
	j.media()
	return printed(j.root), j.changes
}

// printed writes the children of n as they are, attributes in their order.
func printed(n *node) string {
	var b strings.Builder
	for c := n.first; c != nil; c = c.next {
		if c.isText() {
			b.WriteString(html.EscapeString(c.text()))
			continue
		}
		b.WriteString("<" + c.name())
		for _, a := range c.attr {
			fmt.Fprintf(&b, ` %s="%s"`, a.key, html.EscapeString(a.val))
		}
		b.WriteString(">" + printed(c))
		if c.name() != "img" && c.name() != "source" && c.name() != "br" {
			b.WriteString("</" + c.name() + ">")
		}
	}
	return b.String()
}

// framed is the iframe that stands for a player.
func framed(src, title, more string) string {
	return `<iframe src="` + html.EscapeString(src) + `" title="` + title + `"` + more + ` loading="lazy" allowfullscreen=""` +
		` sandbox="allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox" referrerpolicy="strict-origin-when-cross-origin"></iframe>`
}

var (
	tubeFrame = framed("https://www.youtube-nocookie.com/embed/Yx4-_kLm09Q", "YouTube", "")
	tubeSized = framed("https://www.youtube-nocookie.com/embed/Yx4-_kLm09Q", "YouTube", ` width="560" height="315"`)
)

const page = "https://blog.example/post/7"

var mediaCases = []struct{ name, why, src, want string }{
	{"player", "everything but the player's address is ours",
		`<iframe width="560" height="315px" src="https://www.youtube.com/embed/Yx4-_kLm09Q?autoplay=1" frameborder="0" allow="autoplay" onload="x()" style="border:0" name="top" srcdoc="&lt;p&gt;x" allowfullscreen></iframe>`,
		tubeSized},
	{"player keeps its title", "a screen reader reads it",
		`<iframe title="Wie man Brot &amp; Salz trägt" src="https://www.youtube.com/embed/Yx4-_kLm09Q"></iframe>`,
		framed("https://www.youtube-nocookie.com/embed/Yx4-_kLm09Q", "Wie man Brot &amp; Salz trägt", "")},
	{"sizes that are no pixels", "a percentage is no number", `<iframe width="100%" height="552.94" src="https://www.youtube.com/embed/Yx4-_kLm09Q"></iframe>`,
		framed("https://www.youtube-nocookie.com/embed/Yx4-_kLm09Q", "YouTube", ` height="552"`)},
	{"late player", "a script would have moved the address", `<iframe src="about:blank" data-lazy-src="https://www.youtube.com/embed/Yx4-_kLm09Q"></iframe>`, tubeFrame},
	{"player behind consent", "the reader has not agreed to anything yet", `<iframe data-cookieconsent-src="https://www.youtube.com/embed/Yx4-_kLm09Q" style="display:none"></iframe>`, tubeFrame},
	{"player behind a placeholder page", "src is a page that waits for consent", `<iframe src="https://blog.example/consent.html" data-cmp-src="https://youtu.be/Yx4-_kLm09Q"></iframe>`, tubeFrame},
	{"player behind a wrapper", "embedly shows another's player", `<iframe src="https://cdn.embedly.com/widgets/media.html?src=https%3A%2F%2Fwww.youtube.com%2Fembed%2FYx4-_kLm09Q&amp;key=1"></iframe>`, tubeFrame},
	{"WeChat video", "data-src holds the player", `<p><iframe class="video_iframe" data-src="https://v.qq.com/iframe/preview.html?width=500&amp;height=375&amp;auto=0&amp;vid=b0531a2x5te"></iframe></p>`,
		`<p>` + framed("https://v.qq.com/txp/iframe/player.html?vid=b0531a2x5te&autoplay=false", "腾讯视频", "") + `</p>`},

	{"unknown frame", "a frame may show anything", `<iframe src="https://frames.news.example/karte/2021/wahl.html?x=1"></iframe>`,
		`<p><a href="https://frames.news.example/karte/2021/wahl.html?x=1">frames.news.example/karte/2021/wahl.html</a></p>`},
	{"unknown frame with a title", "it says more than an address", `<iframe title="Karte der Wahlkreise" src="https://frames.news.example/w"></iframe>`,
		`<p><a href="https://frames.news.example/w">Karte der Wahlkreise</a></p>`},
	{"unknown frame with a long address", "a label is read", `<iframe src="https://frames.news.example/a-rather-long/path/that/nobody/wants/to/read/to/its/end"></iframe>`,
		`<p><a href="https://frames.news.example/a-rather-long/path/that/nobody/wants/to/read/to/its/end">frames.news.example/a-rather-long/path/that/nob…</a></p>`},
	{"unknown frame with an encoded path", "nobody reads percent signs", `<iframe src="https://frames.news.example/%E5%9C%B0%E5%9B%BE"></iframe>`,
		`<p><a href="https://frames.news.example/%E5%9C%B0%E5%9B%BE">frames.news.example</a></p>`},
	{"relative frame", "it is a page of the same site", `<iframe src="/karte.html"></iframe>`, `<p><a href="https://blog.example/karte.html">blog.example/karte.html</a></p>`},
	{"frame inside a link", "a link cannot stand in a link", `<p><a href="https://a.example/">see <iframe src="https://u.example/v"></iframe>this</a>, then</p>`,
		`<p><a href="https://a.example/">see this</a><p><a href="https://u.example/v">u.example/v</a></p>, then</p>`},
	{"counter", "it is not to be seen", `<p>a<iframe src="https://count.example/x" width="1" height="1"></iframe>b<iframe src="https://count.example/y" style="display: none"></iframe></p>`, `<p>ab</p>`},
	{"frames of nothing", "there is nothing to load", `<iframe></iframe><iframe src="about:blank"></iframe><iframe src="javascript:alert(1)"></iframe><iframe srcdoc="<p>x</p>"></iframe><iframe src="data:text/html,x"></iframe>`, ``},
	{"junk frames", "advertising, comments, a button", `<iframe src="https://googleads.g.doubleclick.net/pagead/ads?x"></iframe><iframe src="https://giscus.app/widget"></iframe><iframe src="https://www.facebook.com/plugins/like.php?href=x"></iframe>`, ``},
	{"frame of a status", "a status is read in its place", `<iframe src="https://platform.twitter.com/embed/Tweet.html?id=1585841080431321088"></iframe>`,
		`<p><a href="https://x.com/i/status/1585841080431321088">X: x.com/i/status/1585841080431321088</a></p>`},
	{"frame of a film", "it needs no frame", `<iframe src="https://media.example/film.mp4?token=1"></iframe>`,
		`<video src="https://media.example/film.mp4?token=1" controls="" preload="metadata"></video>`},
	{"frame of a document", "the viewer is another's", `<iframe src="https://docs.google.com/viewer?url=https%3A%2F%2Ffiles.example%2Fa.pdf&amp;embedded=true"></iframe>`,
		`<p><a href="https://files.example/a.pdf">files.example/a.pdf</a></p>`},

	{"placeholder and its noscript", "they are one player", `<div><div class="rll-youtube-player" data-src="https://www.youtube.com/embed/Yx4-_kLm09Q" data-id="Yx4-_kLm09Q" data-query="feature=oembed"></div><noscript><iframe width="560" height="315" src="https://www.youtube.com/embed/Yx4-_kLm09Q?feature=oembed"></iframe></noscript></div>`,
		`<div>` + tubeSized + `</div>`},
	{"noscript before its placeholder", "the order says nothing", `<div><noscript><iframe width="560" height="315" src="https://www.youtube.com/embed/Yx4-_kLm09Q"></iframe></noscript> <div class="rll-youtube-player" data-id="Yx4-_kLm09Q"></div></div>`,
		`<div>` + tubeSized + ` </div>`},
	{"the same video twice", "each with its noscript", strings.Repeat(`<div class="rll-youtube-player" data-id="Yx4-_kLm09Q"></div><noscript><iframe src="https://www.youtube.com/embed/Yx4-_kLm09Q"></iframe></noscript>`, 2),
		tubeFrame + tubeFrame},
	{"the same video later", "text between makes two of them", `<iframe src="https://youtu.be/Yx4-_kLm09Q"></iframe>and once more<noscript><iframe src="https://youtu.be/Yx4-_kLm09Q"></iframe></noscript>`,
		tubeFrame + `and once more` + tubeFrame},
	{"late frame and its noscript", "a link need not be given twice", `<iframe data-src="https://u.example/v"></iframe><noscript><iframe src="https://u.example/v"></iframe></noscript>`,
		`<p><a href="https://u.example/v">u.example/v</a></p>`},
	{"late video and its noscript", "they are one video", `<video data-src="https://m.example/a.mp4"></video><noscript><video src="https://m.example/a.mp4"></video></noscript>`,
		`<video src="https://m.example/a.mp4" controls="" preload="metadata"></video>`},
	{"placeholder with a name", "the noscript knows the size", `<div class="rll-youtube-player" data-id="Yx4-_kLm09Q" title="Ein Film"></div><noscript><iframe width="560" height="315" src="https://www.youtube.com/embed/Yx4-_kLm09Q"></iframe></noscript>`,
		framed("https://www.youtube-nocookie.com/embed/Yx4-_kLm09Q", "Ein Film", ` width="560" height="315"`)},
	{"escaped noscript", "a feed escapes what is in it", `<noscript>&lt;iframe src="https://youtu.be/Yx4-_kLm09Q"&gt;&lt;/iframe&gt;</noscript>`, tubeFrame},
	{"counter in a noscript", "it is what noscripts are for", `<noscript><iframe src="https://www.googletagmanager.com/ns.html?id=GTM-X" height="0" width="0" style="display:none;visibility:hidden"></iframe></noscript><p>a</p>`, `<p>a</p>`},

	{"placeholder of a plug-in nobody has heard of", "its attribute is the address of a player", `<div class="lazy-tube" data-src="https://www.youtube.com/embed/Yx4-_kLm09Q"><div><img src="https://i.ytimg.com/vi/Yx4-_kLm09Q/hqdefault.jpg" alt="YouTube video"></div></div><noscript><iframe width="560" height="315" src="https://www.youtube.com/embed/Yx4-_kLm09Q"></iframe></noscript>`, tubeSized},
	{"an id beside its poster", "the poster is the film's", `<div data-video-id="Yx4-_kLm09Q" style="background-image:url(https://i.ytimg.com/vi/Yx4-_kLm09Q/hqdefault.jpg)"></div>`, tubeFrame},
	{"an id beside another poster", "whose id it is, nobody knows", `<div data-id="Yx4-_kLm09Q" style="background:url(https://i.ytimg.com/vi/Zz4-_kLm09Q/0.jpg)"></div>`, `<div data-id="Yx4-_kLm09Q" style="background:url(https://i.ytimg.com/vi/Zz4-_kLm09Q/0.jpg)"></div>`},
	{"an id alone", "whose id it is, nobody knows", `<div data-id="Yx4-_kLm09Q">a</div>`, `<div data-id="Yx4-_kLm09Q">a</div>`},
	{"a lazy picture", "its address is no player's", `<div data-src="https://img.example/a.jpg"></div>`, `<div data-src="https://img.example/a.jpg"></div>`},
	{"CKEditor", "the element is all there is", `<figure class="media"><oembed url="https://www.youtube.com/watch?v=Yx4-_kLm09Q"></oembed></figure>`, `<figure class="media">` + tubeFrame + `</figure>`},
	{"CKEditor, with a preview", "the element holds the player", `<div data-oembed-url="https://www.youtube.com/watch?v=Yx4-_kLm09Q"><div><iframe src="https://www.youtube.com/embed/Yx4-_kLm09Q"></iframe></div></div>`, tubeFrame},
	{"lite-youtube", "its fallback goes with it", `<lite-youtube videoid="Yx4-_kLm09Q" playlabel="Ein Film" style="x"><a href="https://youtube.com/watch?v=Yx4-_kLm09Q"><span>Abspielen</span></a></lite-youtube>`,
		framed("https://www.youtube-nocookie.com/embed/Yx4-_kLm09Q", "Ein Film", "")},
	{"amp-youtube", "", `<amp-youtube data-videoid="Yx4-_kLm09Q" layout="responsive" width="560" height="315"></amp-youtube>`, tubeSized},
	{"amp-vimeo", "", `<amp-vimeo data-videoid="148751763"></amp-vimeo>`, framed("https://player.vimeo.com/video/148751763?dnt=1", "Vimeo", "")},
	{"amp-soundcloud", "the id becomes a parameter", `<amp-soundcloud data-trackid="293"></amp-soundcloud>`, framed("https://w.soundcloud.com/player/?url=https%3A%2F%2Fapi.soundcloud.com%2Ftracks%2F293", "SoundCloud", "")},
	{"amp-iframe", "an unknown one", `<amp-iframe src="https://u.example/v"></amp-iframe>`, `<p><a href="https://u.example/v">u.example/v</a></p>`},
	{"amp-twitter", "", `<amp-twitter data-tweetid="1585841080431321088"></amp-twitter>`, `<p><a href="https://x.com/i/status/1585841080431321088">X: x.com/i/status/1585841080431321088</a></p>`},
	{"amp-video", "", `<amp-video width="640" height="360" src="https://m.example/a.mp4" poster="https://m.example/a.jpg" autoplay></amp-video>`,
		`<video src="https://m.example/a.mp4" poster="https://m.example/a.jpg" width="640" height="360" controls="" preload="none"></video>`},
	{"box with an id", "a script fills it", `<div data-youtube-id="Yx4-_kLm09Q"></div>`, tubeFrame},
	{"box with an id and text", "the text is not the player's", `<div data-youtube-id="Yx4-_kLm09Q"><p>Der Film dazu.</p></div>`, tubeFrame + `<div data-youtube-id="Yx4-_kLm09Q"><p>Der Film dazu.</p></div>`},
	{"box whose attribute says something else", "it is no id", `<div data-youtube="true"><p>a</p></div>`, `<div data-youtube="true"><p>a</p></div>`},
	{"chart", "the address is a relative one", `<div class="flourish-embed" data-src="visualisation/4821"></div>`, framed("https://flo.uri.sh/visualisation/4821/embed", "Flourish", "")},
	{"chart of a forged address", "", `<div class="flourish-embed" data-src="../../x"></div>`, `<div class="flourish-embed" data-src="../../x"></div>`},
	{"WeChat voice", "its name is shown", `<mpvoice class="js_editor_audio" voice_encode_fileid="MzA4_MjM5" name="第一段 录音" play_length="63000"></mpvoice>`,
		`<figure><audio src="https://res.wx.qq.com/voice/getvoice?mediaid=MzA4_MjM5" controls="" preload="none"></audio><figcaption>第一段 录音</figcaption></figure>`},
	{"WeChat voice without a name", "", `<mp-common-mpaudio voice_encode_fileid="MzA4=="></mp-common-mpaudio>`,
		`<audio src="https://res.wx.qq.com/voice/getvoice?mediaid=MzA4==" controls="" preload="none"></audio>`},
	{"WeChat voice of a forged id", "", `<mpvoice voice_encode_fileid="a&amp;b=c" name="x"></mpvoice>`, ``},
	{"WeChat song", "there is no player to frame", `<qqmusic class="res_iframe" mid="003OUlho2HcRHC" music_name="夜曲"></qqmusic>`,
		`<p><a href="https://y.qq.com/n/ryqq/songDetail/003OUlho2HcRHC">夜曲</a></p>`},

	{"video", "a reader starts it", `<video autoplay loop muted playsinline id="v" width="640" height="360" src="https://m.example/a.mp4" poster="https://m.example/a.jpg"></video>`,
		`<video src="https://m.example/a.mp4" poster="https://m.example/a.jpg" width="640" height="360" controls="" preload="none"></video>`},
	{"video without a poster", "its first picture is all there is to see", `<video src="https://m.example/a.mp4"></video>`, `<video src="https://m.example/a.mp4" controls="" preload="metadata"></video>`},
	{"video with sources", "a browser picks one", `<video controls><source src="https://m.example/a.webm" type='video/webm; codecs="vp9, opus"'><source src="https://m.example/a.mp4" type="VIDEO/MP4"><source src="https://m.example/a.mp4"><track src="a.vtt">No video for you.</video>`,
		`<video controls="" preload="metadata"><source src="https://m.example/a.webm" type="video/webm; codecs=&#34;vp9, opus&#34;"><source src="https://m.example/a.mp4" type="video/mp4"></video>`},
	{"late video", "", `<video data-src="https://m.example/a.mp4" data-poster="https://m.example/a.jpg"></video>`, `<video src="https://m.example/a.mp4" poster="https://m.example/a.jpg" controls="" preload="none"></video>`},
	{"late source", "", `<video><source data-src="https://m.example/a.mp4" type="video/mp4"></video>`, `<video src="https://m.example/a.mp4" controls="" preload="metadata"></video>`},
	{"stream beside a film", "the film plays", `<video><source src="https://m.example/a.m3u8" type="application/x-mpegURL"><source src="https://m.example/a.mp4"></video>`,
		`<video src="https://m.example/a.mp4" controls="" preload="metadata"></video>`},
	{"stream", "a link, and what was to be seen", `<video src="https://m.example/live/a.m3u8?x=1" poster="https://m.example/a.jpg"></video>`,
		`<img src="https://m.example/a.jpg" alt=""><p><a href="https://m.example/live/a.m3u8?x=1">Video: m.example/live/a.m3u8</a></p>`},
	{"blob", "it plays on its page only", `<video src="blob:https://m.example/1-2" title="Rede im Wortlaut"></video>`, `<p><a href="https://blog.example/post/7">Rede im Wortlaut</a></p>`},
	{"video of nothing", "", `<video><p>Bitte JavaScript einschalten.</p></video>`, ``},
	{"film linked for old browsers", "the link is the only address", `<video><a href="https://m.example/a.mp4">Herunterladen</a></video>`, `<video src="https://m.example/a.mp4" controls="" preload="metadata"></video>`},
	{"plug-in for old browsers", "the plug-in is the only player", `<video><iframe src="https://youtu.be/Yx4-_kLm09Q"></iframe></video>`, tubeFrame},
	{"video in a video", "each has sources of its own", `<video><video src="https://m.example/a.mp4"></video></video>`, `<video src="https://m.example/a.mp4" controls="" preload="metadata"></video>`},
	{"hostile sources", "", `<video src="javascript:alert(1)" poster="javascript:alert(2)"><source src="data:text/html,x"><source src="vbscript:x"></video>`, ``},
	{"audio", "", `<audio autoplay loop src="https://m.example/a.mp3"></audio>`, `<audio src="https://m.example/a.mp3" controls="" preload="none"></audio>`},
	{"audio with a forged type", "", `<audio><source src="https://m.example/a.ogg" type="x&quot;y"><source src="https://m.example/a.mp3" type="audio/mpeg"></audio>`,
		`<audio controls="" preload="none"><source src="https://m.example/a.ogg"><source src="https://m.example/a.mp3" type="audio/mpeg"></audio>`},

	{"flash player", "the site has a player for today", `<embed src="http://player.youku.com/player.php/sid/XMzgxNzMwMDcyOA==/v.swf" width="480" height="400" type="application/x-shockwave-flash">`,
		framed("https://player.youku.com/embed/XMzgxNzMwMDcyOA==", "优酷", ` width="480" height="400"`)},
	{"flash player with variables", "the id is one of them", `<embed src="http://static.hdslb.com/miniloader.swf" flashvars="aid=170001&amp;page=1">`,
		framed("https://player.bilibili.com/player.html?aid=170001&p=1&autoplay=0&danmaku=0", "bilibili", "")},
	{"flash object", "object and embed are one player", `<object width="560" height="315" classid="clsid:D27"><param name="movie" value="http://www.youtube.com/v/Yx4-_kLm09Q"><embed src="http://www.youtube.com/v/Yx4-_kLm09Q"></object>`, tubeSized},
	{"unknown flash", "", `<object data="https://old.example/a.swf"><param name="movie" value="https://old.example/a.swf"></object>`, `<p><a href="https://old.example/a.swf">old.example/a.swf</a></p>`},
	{"unknown flash with an embed", "", `<object><param name="movie" value="https://old.example/a.swf"><embed src="https://old.example/a.swf"></object>`, `<p><a href="https://old.example/a.swf">old.example/a.swf</a></p>`},
	{"object with content", "no browser runs the object", `<object data="https://old.example/a.swf"><p>Die Zahlen als Text.</p></object>`, `<p>Die Zahlen als Text.</p>`},
	{"object that is a picture", "", `<object data="https://m.example/plan.svg" type="image/svg+xml" width="300"></object>`, `<img src="https://m.example/plan.svg" alt="" width="300">`},
	{"drawn formula", "its source is the alternative text", `<span role="presentation" data-formula="x^2"><embed src="https://mmbiz.qpic.cn/mmbiz_svg/abc/0?wx_fmt=svg" style="width:4ex"></span>`,
		`<span role="presentation" data-formula="x^2"><img src="https://mmbiz.qpic.cn/mmbiz_svg/abc/0?wx_fmt=svg" alt="x^2"></span>`},
	{"drawn formula on another host", "", `<p><embed src="https://mmbiz.qlogo.cn/mmbiz_svg/abc/0?wx_fmt=svg"></p>`, `<p><img src="https://mmbiz.qlogo.cn/mmbiz_svg/abc/0?wx_fmt=svg" alt=""></p>`},
	{"embedded film", "", `<embed src="https://m.example/a.mp4">`, `<video src="https://m.example/a.mp4" controls="" preload="metadata"></video>`},
	{"embedded song", "", `<embed src="https://m.example/a.mp3">`, `<audio src="https://m.example/a.mp3" controls="" preload="none"></audio>`},

	{"WordPress post", "the frame repeats the quotation", `<blockquote class="wp-embedded-content" data-secret="q1"><a href="https://w.example/p/">Ein Beitrag</a></blockquote><p><iframe class="wp-embedded-content" sandbox="allow-scripts" security="restricted" style="position: absolute; clip: rect(1px, 1px, 1px, 1px);" src="https://w.example/p/embed/#?secret=q1" data-secret="q1"></iframe></p>`,
		`<blockquote class="wp-embedded-content" data-secret="q1"><a href="https://w.example/p/">Ein Beitrag</a></blockquote><p></p>`},
	{"WordPress post without its quotation", "", `<iframe class="wp-embedded-content" src="https://w.example/p/embed/#?secret=q1"></iframe>`, `<p><a href="https://w.example/p/">w.example/p</a></p>`},
	{"tweet", "its link is there", `<blockquote class="twitter-tweet"><p>Kurz.</p>— Jemand <a href="https://twitter.com/x/status/1">1. Mai</a></blockquote>`,
		`<blockquote class="twitter-tweet"><p>Kurz.</p>— Jemand <a href="https://twitter.com/x/status/1">1. Mai</a></blockquote>`},
	{"post whose link is an attribute", "", `<blockquote class="instagram-media" data-instgrm-permalink="https://www.instagram.com/p/Cabc/?utm_source=ig_embed"><p>Bild</p></blockquote>`,
		`<blockquote class="instagram-media" data-instgrm-permalink="https://www.instagram.com/p/Cabc/?utm_source=ig_embed"><p>Bild</p><p><a href="https://www.instagram.com/p/Cabc/">Instagram: instagram.com/p/Cabc</a></p></blockquote>`},
	{"post whose link is both", "one is enough", `<blockquote class="instagram-media" data-instgrm-permalink="https://www.instagram.com/p/Cabc/?utm_source=ig_embed"><a href="https://www.instagram.com/p/Cabc/?utm_campaign=x">Bild</a></blockquote>`,
		`<blockquote class="instagram-media" data-instgrm-permalink="https://www.instagram.com/p/Cabc/?utm_source=ig_embed"><a href="https://www.instagram.com/p/Cabc/?utm_campaign=x">Bild</a></blockquote>`},
	{"Bluesky post", "its address has a scheme of its own", `<blockquote class="bluesky-embed" data-bluesky-uri="at://did:plc:ab12cd/app.bsky.feed.post/3kabc"><p>Kurz.</p></blockquote>`,
		`<blockquote class="bluesky-embed" data-bluesky-uri="at://did:plc:ab12cd/app.bsky.feed.post/3kabc"><p>Kurz.</p><p><a href="https://bsky.app/profile/did:plc:ab12cd/post/3kabc">Bluesky: bsky.app/profile/did:plc:ab12cd/post/3kabc</a></p></blockquote>`},
	{"post with a forged link", "", `<blockquote class="instagram-media" data-instgrm-permalink="javascript:alert(1)"><p>Bild</p></blockquote>`,
		`<blockquote class="instagram-media" data-instgrm-permalink="javascript:alert(1)"><p>Bild</p></blockquote>`},

	{"drawing", "", `<p>a<svg viewBox="0 0 1 1"><title>Pfeil</title><path d="M0 0"/></svg>b</p>`, `<p>ab</p>`},
}

func TestMedia(t *testing.T) {
	for _, c := range mediaCases {
		t.Run(c.name, func(t *testing.T) {
			got, _ := afterMedia(t, c.src, page)
			assert.Equal(t, c.want, got, c.why)
		})
	}
}

// Each case keeps the promises of the whole library, between texts and without a page.
func TestMediaKeepsThePromises(t *testing.T) {
	for _, c := range mediaCases {
		t.Run(c.name, func(t *testing.T) {
			checkProperties(t, Options{}, Article{HTML: c.src, URL: page})
			checkProperties(t, Options{}, Article{HTML: "<p>Davor.</p>" + c.src + "<p>Danach.</p>"})
			checkProperties(t, Options{}, Article{HTML: "<figure>" + c.src + "<figcaption>Darunter</figcaption></figure><ul><li>" + c.src + "</li></ul>", URL: page})
		})
	}
}

func TestMediaReport(t *testing.T) {
	for _, c := range []struct {
		name, src string
		want      Change
	}{
		{"player", `<iframe src="//www.youtube.com/embed/Yx4-_kLm09Q?rel=0"></iframe>`,
			Change{Set: "media", Rule: "player", Do: "replace", Path: "iframe", Before: "//www.youtube.com/embed/Yx4-_kLm09Q?rel=0", After: "https://www.youtube-nocookie.com/embed/Yx4-_kLm09Q"}},
		{"link", `<iframe src="https://u.example/v"></iframe>`,
			Change{Set: "media", Rule: "embed-link", Do: "replace", Path: "iframe", Before: "https://u.example/v", After: "https://u.example/v", Added: "u.example/v"}},
		{"fallback", `<video src="https://m.example/a.mp4">Kein <b>Video</b>.</video>`,
			Change{Set: "media", Rule: "native", Do: "replace", Path: "video", Before: "https://m.example/a.mp4", After: "https://m.example/a.mp4", Text: "Kein Video."}},
		{"advertising", `<iframe src="https://ad.doubleclick.net/x"></iframe>`,
			Change{Set: "media", Rule: "advertising", Do: "drop", Path: "iframe", Before: "https://ad.doubleclick.net/x"}},
		{"drawing", `<svg><text>Achse</text><image href="https://m.example/a.png"/></svg>`,
			Change{Set: "media", Rule: "drawing", Do: "drop", Path: "svg", Text: "Achse", Images: []string{"https://m.example/a.png"}}},
		{"document in an attribute", `<iframe srcdoc="<style>b{}</style><p>Nur hier</p>"></iframe>`,
			Change{Set: "media", Rule: "no-address", Do: "drop", Path: "iframe", Before: "Nur hier"}},
		{"status", `<blockquote class="tiktok-embed" cite="https://www.tiktok.com/@a/video/1?is_copy=1"><p>x</p></blockquote>`,
			Change{Set: "media", Rule: "status-link", Do: "append", Path: "blockquote.tiktok-embed", After: "https://www.tiktok.com/@a/video/1", Added: "TikTok: tiktok.com/@a/video/1"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, changes := afterMedia(t, c.src, page)
			require.Len(t, changes, 1)
			got := changes[0]
			got.pos = 0
			assert.Equal(t, c.want, got)
		})
	}
}

func TestMediaLeavesCleanMediaAlone(t *testing.T) {
	src := `<figure>` + tubeSized + `</figure><figure><video src="https://m.example/a.mp4" controls="" preload="metadata"></video></figure><p><math><mi>x</mi></math></p>`
	got, changes := afterMedia(t, src, page)
	assert.Equal(t, src, got)
	assert.Empty(t, changes)
}

// Twice the input must not take four times the time.
func TestMediaIsLinear(t *testing.T) {
	for _, c := range []struct{ name, part, end string }{
		{"frames", `<iframe src="https://youtu.be/Yx4-_kLm09Q"></iframe>`, ""},
		{"noscripts", `<noscript><iframe src="https://u.example/v"></iframe></noscript>`, ""},
		{"nested objects", strings.Repeat(`<object data="a.swf"><p>x`, 10) + strings.Repeat(`</object>`, 10), ""},
		{"nested videos", strings.Repeat(`<video>x`, 10) + `<b>y</b>` + strings.Repeat(`</video>`, 10), ""},
		{"quotations", `<blockquote class="instagram-media" data-instgrm-permalink="https://i.example/p">x</blockquote>`, ""},
		{"carriers", `<div data-youtube-id="Yx4-_kLm09Q">x</div>`, ""},
		{"sources", `<source src="https://m.example/a.mp4">`, "</video>"},
	} {
		t.Run(c.name, func(t *testing.T) {
			took := func(times int) time.Duration {
				src := strings.Repeat(c.part, times) + c.end
				if c.end != "" {
					src = "<video>" + src
				}
				best := time.Hour
				for range 3 {
					start := time.Now()
					afterMedia(t, src, page)
					best = min(best, time.Since(start))
				}
				return best
			}
			small, large := took(200), took(1600)
			assert.Less(t, large, 24*small+200*time.Millisecond, "8 times the input took %v, once took %v", large, small)
		})
	}
}
