package htmlclean

import "strings"

// linkSchemes are the schemes a link may have: those of the HTML Standard's
// safelist that a reader can follow, and the web's own.
var linkSchemes = []string{
	"http", "https", "ftp", "mailto", "tel", "sms", "geo", "irc", "ircs", "magnet", "matrix", "news", "sip", "sips", "webcal", "xmpp",
}

// fileSuffixes are what a file name may end in and a host name hardly does, so
// that "photo.jpg" is no host without a scheme.
var fileSuffixes = setOf("asp aspx avif bmp css gif htm html ico jpeg jpg js json jsp jxl mov mp php png rss svg tif tiff txt webp xhtml xml zip")

// Hosts of search engines and shops that stand in several rows.
const (
	googleHosts = ".google.com .google.ca .google.cn .google.co.in .google.co.jp .google.co.kr .google.co.uk .google.com.au .google.com.br .google.com.hk .google.com.mx .google.com.sg .google.com.tr .google.com.tw .google.de .google.es .google.fr .google.it .google.nl .google.pl .google.ru .google.ch .google.at .google.be .google.se"
	amazonHosts = ".amazon.com .amazon.ca .amazon.cn .amazon.co.jp .amazon.co.uk .amazon.com.au .amazon.com.br .amazon.com.mx .amazon.de .amazon.es .amazon.fr .amazon.in .amazon.it .amazon.nl .amazon.pl .amazon.se .amazon.sg"
	yandexHosts = ".yandex.ru .yandex.com .yandex.by .yandex.kz .yandex.com.tr"
	ebayHosts   = ".ebay.com .ebay.ca .ebay.co.uk .ebay.com.au .ebay.de .ebay.es .ebay.fr .ebay.it .ebay.nl .ebay.pl"
)

// Parameters of image services: what follows them is not part of the picture's
// own URL.
const resizing = "w h width height q quality fm fit crop output n default dpr blur bg l p s sharp we ll af il maxage filename resize strip format auto ssl sig signature expires"

// unwrappers are the proxies and redirectors. The URL behind one is used
// directly. The first rows of a host win; order means nothing else.
//
// Services that only hide where a URL leads (short links, signed tokens) are
// here to be known for what they are: no table can tell where they lead.
var unwrappers = []unwrapper{
	// Proxies for whatever is behind them.
	{name: "cors-question-mark", use: forBoth, how: afterQuestionMark},
	{name: "cors-path", use: forBoth, how: inPath},
	{name: "cors-parameter", use: forPictures, how: inQueryIfURL, param: "url u src image img image_url link target quest", own: resizing},
	{name: "cors-anywhere", use: forBoth, hosts: "cors-anywhere.herokuapp.com", path: "/", how: restOfPath, bare: true},
	{name: "corsproxy-io", use: forBoth, hosts: "corsproxy.io cors.corsproxy.io", how: inQueryIfURL, param: "url"},
	{name: "corsproxy-question-mark", use: forBoth, hosts: "corsproxy.io cors.io corsproxy.org api.cors.lol", how: afterQuestionMark},
	{name: "cors-lol", use: forBoth, hosts: "api.cors.lol", how: inQuery, param: "url"},
	{name: "allorigins", use: forBoth, hosts: "api.allorigins.win api.allorigins.ml", how: inQuery, param: "url", own: "callback charset"},
	{name: "codetabs", use: forBoth, hosts: "api.codetabs.com", path: "/v1/proxy", how: inQuery, param: "quest"},
	{name: "thingproxy", use: forBoth, hosts: "thingproxy.freeboard.io", path: "/fetch/", how: restOfPath},
	{name: "crossorigin-me", use: forBoth, hosts: "crossorigin.me cors.bridged.cc proxy.cors.sh cors.eu.org", path: "/", how: restOfPath},
	{name: "yacdn", use: forBoth, hosts: "yacdn.org", path: "/proxy/", how: restOfPath},
	{name: "jsonp-afeld", use: forBoth, hosts: "jsonp.afeld.me", how: inQuery, param: "url", own: "callback"},
	{name: "jina-reader", use: forBoth, hosts: "r.jina.ai", path: "/", how: restOfPath},
	{name: "github-mirror", use: forBoth, hosts: "gh-proxy.com gh-proxy.org ghproxy.com ghproxy.net mirror.ghproxy.com ghps.cc gh.api.99988866.xyz gh.ddlc.top github.moeyy.xyz", path: "/", how: restOfPath, bare: true},
	{name: "gitmirror-raw", use: forBoth, hosts: "raw.gitmirror.com", path: "/", how: swapHost, param: "raw.githubusercontent.com"},

	// Image services that fetch from any host. A link to one leads to the picture as well.
	{name: "weserv", use: forBoth, hosts: "images.weserv.nl wsrv.nl", how: sslPrefix, param: "url", own: resizing, bare: true},
	{name: "photon", use: forBoth, hosts: "i0.wp.com i1.wp.com i2.wp.com i3.wp.com", path: "/", how: hostInPath},
	{name: "omnivore", use: forBoth, hosts: "*.omnivore-image-cache.app", how: inPath},
	{name: "pocket-image-cache", use: forBoth, hosts: ".pocket-image-cache.com", how: inPath},
	{name: "pocket-direct", use: forBoth, hosts: "img-getpocket.cdn.mozilla.net", how: inQuery, param: "url"},
	{name: "camo", use: forBoth, hosts: "camo.githubusercontent.com camo.qiitausercontent.com camo.derpicdn.net camo.envatousercontent.com camo.fimfiction.net pypi-camo.freetls.fastly.net pypi-camo.global.ssl.fastly.net", how: inHex},
	{name: "camo-parameter", use: forBoth, hosts: "camo.githubusercontent.com", how: inQuery, param: "url"},
	{name: "cloudinary-fetch", use: forBoth, hosts: "res.cloudinary.com", how: inPath},
	{name: "substack-cdn", use: forBoth, hosts: "substackcdn.com cdn.substack.com", path: "/image/fetch/", how: inPath},
	{name: "imgix-web-proxy", use: forBoth, hosts: ".imgix.net", path: "/http*", how: inPath},
	{name: "imagecdn-app", use: forBoth, hosts: "imagecdn.app", path: "/v2/image/", how: inPath},
	{name: "optimole", use: forBoth, hosts: ".i.optimole.com", how: inPath},
	{name: "shortpixel", use: forBoth, hosts: "cdn.shortpixel.ai spcdn.shortpixel.ai sp-ao.shortpixel.ai", how: inPath},
	{name: "shortpixel-host", use: forBoth, hosts: "cdn.shortpixel.ai spcdn.shortpixel.ai sp-ao.shortpixel.ai", path: "/", how: optionsThenHost},
	{name: "statically-img", use: forBoth, hosts: "cdn.statically.io", path: "/img/", how: hostOptionsPath},
	{name: "imagekit", use: forBoth, hosts: "ik.imagekit.io", how: inPath},
	{name: "cloudimg", use: forBoth, hosts: ".cloudimg.io", how: inPath},
	{name: "filestack", use: forPictures, hosts: "cdn.filestackcontent.com process.filestackapi.com", how: inPath},
	{name: "uploadcare", use: forPictures, hosts: "ucarecdn.com .ucr.io", how: inPath},
	{name: "gumlet", use: forBoth, hosts: ".gumlet.io .gumlet.com", how: inPath},
	{name: "sirv", use: forPictures, hosts: ".sirv.com", path: "/http*", how: inPath},
	{name: "duckduckgo-image", use: forBoth, hosts: "external-content.duckduckgo.com proxy.duckduckgo.com images.duckduckgo.com", path: "/iu/", how: inQuery, param: "u image_host", own: "f nofb ipt ipo"},
	{name: "startpage-image", use: forPictures, hosts: ".startpage.com", path: "/av/proxy-image", how: inQuery, param: "piurl"},
	{name: "qwant-thumbnail", use: forPictures, hosts: "s.qwant.com s1.qwant.com s2.qwant.com", path: "/thumbr/", how: inQuery, param: "u", own: "q b p a"},
	{name: "brave-image", use: forPictures, hosts: "imgs.search.brave.com", how: inBase64},
	{name: "google-gadget-proxy", use: forBoth, hosts: "*.googleusercontent.com", path: "/gadgets/proxy", how: inQuery, param: "url", own: "container gadget refresh resize_w resize_h no_expand"},
	{name: "google-mail-image", use: forPictures, hosts: ".googleusercontent.com", how: inFragment},
	{name: "google-image-result", use: forBoth, hosts: googleHosts, path: "/imgres", how: inQuery, param: "imgurl"},
	{name: "bing-thumbnail", use: forPictures, hosts: "th.bing.com tse*.mm.bing.net", path: "/th", how: inQueryIfURL, param: "u"},
	{name: "bing-image-result", use: forPictures, hosts: "www.bing.com cn.bing.com", path: "/images/", how: inQuery, param: "mediaurl"},
	{name: "baidu-image-search", use: forPictures, hosts: "image.baidu.com", how: inQueryIfURL, param: "objurl url thumburl"},
	{name: "baidu-gimg", use: forPictures, hosts: "gimg*.baidu.com", path: "/image_search/", how: inToken, param: "src="},
	{name: "baidu-timg", use: forPictures, hosts: "timg*.baidu.com timg*.bdimg.com", path: "/timg", how: inQuery, param: "src"},
	{name: "sina-blog-picture", use: forLinks, hosts: "blog.sina.com.cn photo.blog.sina.com.cn", path: "/showpic.html", how: inFragment, param: "url"},
	{name: "csdn-convert", use: forBoth, hosts: "imgconvert.csdnimg.cn", how: inBase64},
	{name: "wix-preview", use: forPictures, hosts: "static.wixstatic.com", path: "/media/", how: untilOptions, param: "blur_"},
	{name: "netease-image", use: forBoth, hosts: "nimg.ws.126.net", how: inQuery, param: "url", own: "thumbnail quality type"},
	{name: "sogou-image", use: forPictures, hosts: "*.sogoucdn.com", how: inQueryIfURL, param: "url", own: "appid referer"},
	{name: "pixnet", use: forPictures, hosts: "imageproxy.pimg.tw pic.pimg.tw", how: inQueryIfURL, param: "url", own: resizing},
	{name: "naver", use: forPictures, hosts: ".pstatic.net", how: inQueryIfURL, param: "src", own: "type"},
	{name: "daum-thumbnail", use: forPictures, hosts: ".daumcdn.net .kakaocdn.net", how: inQueryIfURL, param: "fname"},
	{name: "hatena", use: forPictures, hosts: "cdn.image.st-hatena.com cdn-ak-scissors.b.st-hatena.com", path: "/image/", how: inPath},
	{name: "xuehuaimg", use: forBoth, hosts: "xuehuaimg.com www.xuehuaimg.com", path: "/proxy/", how: restOfPath},
	{name: "washington-post-imrs", use: forPictures, hosts: "www.washingtonpost.com", path: "/wp-apps/imrs.php", how: inQuery, param: "src", own: "w h"},
	{name: "ap-dims", use: forPictures, hosts: "dims.apnews.com", how: inQuery, param: "url"},
	{name: "brightspot", use: forPictures, hosts: ".brightspotcdn.com", path: "/dims*", how: inQuery, param: "url"},
	{name: "aol-dims", use: forPictures, hosts: "o.aolcdn.com", path: "/images/dims*", how: inQuery, param: "image_uri", own: "client signature resize crop quality format thumbnail"},
	{name: "yahoo-image", use: forPictures, hosts: "s.yimg.com s1.yimg.com l.yimg.com media.zenfs.com", how: lastInPath},
	{name: "vox-thumbor", use: forPictures, hosts: "cdn.vox-cdn.com duet-cdn.vox-cdn.com", path: "/thumbor/", how: knownHostInPath, param: "cdn.vox-cdn.com"},
	{name: "forbes-thumbor", use: forPictures, hosts: "thumbor.forbes.com", path: "/thumbor/", how: inPath},
	{name: "linkedin-media-proxy", use: forPictures, hosts: "media.licdn.com .linkedin.com", path: "/media-proxy", how: inQuery, param: "url", own: "hash"},
	{name: "slack-image", use: forBoth, hosts: "slack-imgs.com", how: inQuery, param: "url", own: "c o1"},
	{name: "facebook-safe-image", use: forPictures, hosts: ".fbcdn.net .facebook.com", path: "/safe_image.php", how: inQuery, param: "url", own: "_nc_hash cfs upscale fallback"},
	{name: "discord-external", use: forBoth, hosts: ".discordapp.net", path: "/external/", how: schemeInPath},
	{name: "newsblur", use: forBoth, hosts: ".newsblur.com", path: "/imageproxy", how: inQuery, param: "url"},
	{name: "feedly", use: forPictures, hosts: ".feedly.com", how: inQueryIfURL, param: "url image"},
	{name: "inoreader", use: forPictures, hosts: ".inoreader.com", how: inQueryIfURL, param: "url"},
	{name: "web-archive", use: forPictures, hosts: "web.archive.org web-beta.archive.org", path: "/web/", how: inPath},
	{name: "archive-today", use: forPictures, hosts: "archive.ph archive.today archive.is archive.li archive.md archive.vn archive.fo", how: inPath},
	{name: "webcitation", use: forPictures, hosts: "www.webcitation.org", path: "/query", how: inQuery, param: "url"},

	// What frameworks and forums serve on their own host.
	{name: "next-image", use: forPictures, segment: "_next", how: endpoint, param: "url", own: "w q dpl", local: true},
	{name: "vercel-image", use: forPictures, segment: "_vercel", how: endpoint, param: "url", own: "w q dpl", local: true},
	{name: "netlify-images", use: forPictures, segment: ".netlify", how: endpoint, param: "url", own: resizing, local: true},
	{name: "astro-image", use: forPictures, segment: "_image", how: inQuery, param: "href", own: "w h q f", local: true},
	{name: "nuxt-ipx", use: forPictures, segment: "_ipx", how: optionsThenPath, local: true},
	{name: "gatsby-image", use: forPictures, segment: "_gatsby", how: gatsby, param: "u", own: "a cd"},
	{name: "cloudflare-image", use: forPictures, segment: "cdn-cgi", path: "/cdn-cgi/image/", how: optionsThenPath, local: true},
	{name: "xenforo-proxy", use: forPictures, segment: "proxy.php", how: inQuery, param: "image", own: "hash return_error referrer"},
	{name: "timthumb", use: forPictures, segment: "timthumb.php", how: inQuery, param: "src", own: "w h q a zc f s cc ct", local: true},
	{name: "phpthumb", use: forPictures, segment: "phpThumb.php", how: inQuery, param: "src", own: "w h q zc f hash", local: true},
	{name: "image-proxy-endpoint", use: forPictures, segment: "image_proxy", how: inQueryIfURL, param: "url", own: "h format thumbnail"},
	{name: "misskey-proxy", use: forPictures, segment: "proxy", how: inQueryIfURL, param: "url", own: "avatar static emoji preview"},
	{name: "miniflux", use: forPictures, segment: "proxy", how: inBase64},
	{name: "rsshub-image", use: forPictures, segment: "image", how: inQueryIfURL, param: "url", own: "referer", need: "referer"},
	{name: "thumbor", use: forPictures, segment: "unsafe", how: inPath},
	{name: "imaginary", use: forPictures, hosts: "imaginary*", how: inQueryIfURL, param: "url", own: "width height type quality"},

	// Image services that are run under a host of one's own.
	{name: "imgproxy-plain", use: forPictures, hosts: "imgproxy*", how: afterPlain},
	{name: "imgproxy", use: forPictures, hosts: "imgproxy*", how: inBase64},
	{name: "imageproxy", use: forPictures, hosts: "imageproxy*", path: "/", how: optionsThenURL, bare: true},
	{name: "thumbor-host", use: forPictures, hosts: "thumbor*", how: inPath},
	{name: "resizer-host", use: forPictures, hosts: "resize* thumb* proxy*", how: inQueryIfURL, param: "url src image_url image", own: resizing},

	// Leaving-this-site pages.
	{name: "zhihu-link", use: forLinks, hosts: "link.zhihu.com", how: inQuery, param: "target", bare: true},
	{name: "zaker-link", use: forLinks, hosts: "iphone.myzaker.com", path: "/zaker/link.php", how: inBase64Query, param: "b"},
	{name: "zhihu-daily", use: forLinks, hosts: "zhihu.com www.zhihu.com", how: inQueryOfRoot, param: "target"},
	{name: "juejin-link", use: forLinks, hosts: "link.juejin.cn link.juejin.im", how: inQuery, param: "target", bare: true},
	{name: "csdn-link", use: forLinks, hosts: "link.csdn.net", how: inQuery, param: "target", own: "from_id login"},
	{name: "jianshu-link", use: forLinks, hosts: "link.jianshu.com", how: inQuery, param: "t", bare: true},
	{name: "jianshu-go", use: forLinks, hosts: "links.jianshu.com", path: "/go", how: inQuery, param: "to", bare: true},
	{name: "jianshu-go-wild", use: forLinks, hosts: "www.jianshu.com jianshu.com", path: "/go-wild", how: inQuery, param: "url", own: "ac", bare: true},
	{name: "oschina-link", use: forLinks, hosts: ".oschina.net", path: "/action/GoToLink", how: inQuery, param: "url"},
	{name: "gitee-link", use: forLinks, hosts: "gitee.com", path: "/link", how: inQuery, param: "target"},
	{name: "sspai-link", use: forLinks, hosts: "sspai.com", path: "/link", how: inQuery, param: "target"},
	{name: "infoq-link", use: forLinks, hosts: ".infoq.cn", path: "/link", how: inQuery, param: "target"},
	{name: "afdian-link", use: forLinks, hosts: "afdian.net afdian.com afdian.tv", path: "/link", how: inQuery, param: "target"},
	{name: "douban-link", use: forLinks, hosts: ".douban.com", path: "/link2", how: inQuery, param: "url", own: "dw s"},
	{name: "tieba-checkurl", use: forLinks, hosts: "tieba.baidu.com", path: "/mo/q/checkurl", how: inQuery, param: "url"},
	{name: "weibo-sinaurl", use: forLinks, hosts: "weibo.cn weibo.com www.weibo.com", path: "/sinaurl", how: inQuery, param: "u toasturl"},
	{name: "qq-middle", use: forLinks, hosts: "c.pc.qq.com", how: inQuery, param: "pfurl url", own: "pfuin pfto type gjlevel gjsublevel iscontinue subtemplate"},
	{name: "qq-mail", use: forLinks, hosts: ".mail.qq.com", how: inQuery, param: "gourl url"},
	{name: "qq-docs", use: forLinks, hosts: "docs.qq.com", path: "/scenario/link.html", how: inQuery, param: "url"},
	{name: "weixin-bridge", use: forLinks, hosts: "mp.weixinbridge.com", path: "/mp/wapredirect", how: inQuery, param: "url"},
	{name: "weixin-community", use: forLinks, hosts: "developers.weixin.qq.com", path: "/community/middlepage/href", how: inQuery, param: "href"},
	{name: "tencent-cloud", use: forLinks, hosts: "cloud.tencent.com", path: "/developer/tools/blog-entry", how: inQuery, param: "target"},
	{name: "aliyun-developer", use: forLinks, hosts: "developer.aliyun.com", path: "/go", how: inQuery, param: "url"},
	{name: "leetcode-link", use: forLinks, hosts: "leetcode.cn leetcode-cn.com", path: "/link", how: inQuery, param: "target"},
	{name: "nowcoder-link", use: forLinks, hosts: ".nowcoder.com", how: inQueryIfURL, param: "target"},
	{name: "nowcoder-goto", use: forLinks, hosts: ".nowcoder.com", path: "/link", how: inQuery, param: "url"},
	{name: "coolapk-link", use: forLinks, hosts: ".coolapk.com", path: "/link", how: inQuery, param: "url"},
	{name: "yuque-goto", use: forLinks, hosts: ".yuque.com", path: "/r/goto", how: inQuery, param: "url"},
	{name: "kdocs-link", use: forLinks, hosts: ".kdocs.cn", path: "/office/link", how: inQuery, param: "target"},
	{name: "feishu-link", use: forLinks, hosts: ".feishu.cn", path: "/link", how: inQueryIfURL, param: "target"},
	{name: "shimo-outlink", use: forLinks, hosts: "shimo.im", path: "/outlink/", how: inQuery, param: "url"},
	{name: "uisdc-link", use: forLinks, hosts: "link.uisdc.com", how: inQuery, param: "redirect"},
	{name: "hellogithub-click", use: forLinks, hosts: "hellogithub.com", path: "/periodical/statistics/click", how: inQuery, param: "target"},
	{name: "bilibili-linkfilter", use: forLinks, hosts: "game.bilibili.com", path: "/linkfilter", how: inQuery, param: "url"},
	{name: "51cto-transfer", use: forLinks, hosts: "blog.51cto.com", path: "/transfer", how: afterQuestionMark},
	{name: "ld246-forward", use: forLinks, hosts: "ld246.com hacpai.com link.ld246.com", path: "/forward", how: inQuery, param: "goto"},
	{name: "mijisou", use: forBoth, hosts: "mijisou.com", path: "/url_proxy", how: inQuery, param: "proxyurl", own: "proxytoken"},
	{name: "logonews", use: forLinks, hosts: "link.logonews.cn", how: inQuery, param: "url"},
	{name: "ruyo", use: forLinks, hosts: "51.ruyo.net", how: inQuery, param: "u"},
	{name: "yinxiang", use: forLinks, hosts: "app.yinxiang.com", path: "/OutboundRedirect.action", how: inQuery, param: "dest"},
	{name: "evernote", use: forLinks, hosts: "www.evernote.com", path: "/OutboundRedirect.action", how: inQuery, param: "dest"},
	{name: "pixiv-jump", use: forLinks, hosts: "www.pixiv.net", path: "/jump.php", how: afterQuestionMark},
	{name: "pixiv-jump-url", use: forLinks, hosts: "www.pixiv.net", path: "/jump.php", how: inQuery, param: "url"},
	{name: "tiktok-link", use: forLinks, hosts: ".tiktok.com", path: "/link/v2", how: inQuery, param: "target", own: "aid lang scene"},
	{name: "steam-linkfilter", use: forLinks, hosts: "steamcommunity.com", path: "/linkfilter", how: inQuery, param: "url u"},
	{name: "youtube-redirect", use: forLinks, hosts: ".youtube.com", path: "/redirect", how: inQuery, param: "q", own: "event redir_token v html_redirect"},
	{name: "pocket-redirect", use: forLinks, hosts: "getpocket.com", path: "/redirect", how: inQuery, param: "url", own: "h t"},
	{name: "mozilla-outgoing", use: forLinks, hosts: "outgoing.prod.mozaws.net prod.outgoing.prod.webservices.mozgcp.net outgoing.mozilla.org", path: "/v1/", how: inPath},
	{name: "medium-redirect", use: forLinks, hosts: "medium.com", path: "/r/", how: inQuery, param: "url"},
	{name: "reddit-out", use: forLinks, hosts: "out.reddit.com", how: inQuery, param: "url", own: "token app_name"},
	{name: "reddit-mail", use: forLinks, hosts: "click.redditmail.com", path: "/CL0/", how: inPath},
	{name: "facebook-link", use: forLinks, hosts: "l.facebook.com lm.facebook.com l.messenger.com l.threads.net l.threads.com", how: inQuery, param: "u", own: "h s e fbclid"},
	{name: "facebook-flx", use: forLinks, hosts: "www.facebook.com m.facebook.com", path: "/flx/warn/", how: inQuery, param: "u", own: "h"},
	{name: "instagram-link", use: forLinks, hosts: "l.instagram.com", how: inQuery, param: "u", own: "e s"},
	{name: "tumblr-redirect", use: forLinks, hosts: "t.umblr.com", path: "/redirect", how: inQuery, param: "z", own: "t p m b"},
	{name: "telegram-instant-view", use: forLinks, hosts: "t.me", path: "/iv", how: inQuery, param: "url", own: "rhash"},
	{name: "slack-redirect", use: forLinks, hosts: "slack-redir.net", path: "/link", how: inQuery, param: "url", own: "v"},
	{name: "linkedin-redirect", use: forLinks, hosts: ".linkedin.com", path: "/redir/redirect", how: inQuery, param: "url", own: "urlhash trk"},
	{name: "linkedin-safety", use: forLinks, hosts: ".linkedin.com", path: "/safety/go", how: inQuery, param: "url", own: "urlhash trk mt"},
	{name: "vk-away", use: forLinks, hosts: "vk.com m.vk.com vkontakte.ru", path: "/away*", how: inQuery, param: "to", own: "post cc_key"},
	{name: "ok-external", use: forLinks, hosts: "ok.ru", path: "/dk", how: inQuery, param: "st.link"},
	{name: "mail-ru-redirect", use: forLinks, hosts: "click.mail.ru", path: "/redir", how: inQuery, param: "u"},
	{name: "yandex-jsredir", use: forLinks, hosts: yandexHosts, path: "/clck/jsredir", how: inQueryIfURL, param: "url"},
	{name: "curseforge-linkout", use: forLinks, hosts: ".curseforge.com", path: "/linkout", how: inQuery, param: "remoteurl"},
	{name: "soundcloud-gate", use: forLinks, hosts: "gate.sc", how: inQuery, param: "url", own: "token"},
	{name: "disqus", use: forLinks, hosts: "disq.us", path: "/url", how: colonCut, param: "url", own: "cuid"},
	{name: "5ch-jump", use: forLinks, hosts: "jump.5ch.net jump.2ch.net", how: afterQuestionMark, bare: true},
	{name: "href-li", use: forLinks, hosts: "href.li", how: afterQuestionMark, bare: true},
	{name: "anonym-to", use: forLinks, hosts: "anonym.to anonym.es", how: afterQuestionMark, bare: true},
	{name: "hiderefer", use: forLinks, hosts: "hiderefer.com www.hiderefer.com", how: afterQuestionMark, bare: true},
	{name: "nullrefer", use: forLinks, hosts: "nullrefer.com www.nullrefer.com", how: afterQuestionMark, bare: true},
	{name: "deviantart-outgoing", use: forLinks, hosts: ".deviantart.com", path: "/users/outgoing", how: afterQuestionMark},
	{name: "imgsrc-go", use: forLinks, hosts: "imgsrc.ru", path: "/go/", how: inPath},

	// Search engines.
	{name: "google-url", use: forLinks, hosts: googleHosts, path: "/url", how: inQueryIfURL, param: "url q", own: "sa source usg ved ust cd rct esrc opi psig cad uact ei sqi"},
	{name: "google-amp", use: forBoth, hosts: googleHosts, path: "/amp/", how: ampViewer},
	{name: "google-translate", use: forLinks, hosts: "translate.google.com translate.google.cn", path: "/translate", how: inQuery, param: "u", own: "sl tl hl prev client"},
	{name: "google-translate-host", use: forBoth, hosts: "*.translate.goog", how: translatedHost},
	{name: "google-ads", use: forLinks, hosts: "www.googleadservices.com googleadservices.com .doubleclick.net", how: inQuery, param: "adurl"},
	{name: "doubleclick-last", use: forLinks, hosts: "ad.doubleclick.net adclick.g.doubleclick.net", how: lastURL},
	{name: "amp-cache", use: forBoth, hosts: "*.cdn.ampproject.org cdn.ampproject.org", how: ampCache},
	{name: "duckduckgo-link", use: forLinks, hosts: "duckduckgo.com html.duckduckgo.com", path: "/l/", how: inQuery, param: "uddg", own: "rut"},
	{name: "bing-click", use: forLinks, hosts: "www.bing.com bing.com cn.bing.com", path: "/ck/a", how: inBase64Query, param: "u"},
	{name: "yahoo-search", use: forLinks, hosts: "r.search.yahoo.com search.yahoo.com", how: inToken, param: "/RU="},

	// Mail: link protection and newsletters.
	{name: "outlook-safelinks", use: forLinks, hosts: ".safelinks.protection.outlook.com .safelinks.office.net", how: inQuery, param: "url", own: "data sdata reserved"},
	{name: "proofpoint-v1", use: forLinks, hosts: "urldefense.proofpoint.com", path: "/v1/url", how: inQuery, param: "u", own: "k r m s"},
	{name: "proofpoint-v2", use: forLinks, hosts: "urldefense.proofpoint.com", path: "/v2/url", how: proofpoint2, param: "u"},
	{name: "proofpoint-v3", use: forLinks, hosts: "urldefense.com urldefense.us urldefense.proofpoint.com", path: "/v3/__*", how: proofpoint3},
	{name: "barracuda-linkprotect", use: forLinks, hosts: "linkprotect.cudasvc.com", path: "/url", how: inQuery, param: "a", own: "c typo ancr_add"},
	{name: "mandrill-click", use: forLinks, hosts: "mandrillapp.com", path: "/track/click/", how: inBase64JSON, param: "url"},
	{name: "substack-redirect", use: forLinks, hosts: "substack.com", path: "/redirect/", how: inBase64JSON, param: "e"},
	{name: "govdelivery-short", use: forLinks, hosts: "lnks.gd", path: "/l/", how: inBase64JSON, param: "url"},
	{name: "govdelivery-track", use: forLinks, hosts: "links.govdelivery.com", path: "/track", how: lastURL},
	{name: "aws-track", use: forLinks, hosts: ".awstrack.me", how: inPath},
	{name: "tldr-newsletter", use: forLinks, hosts: "tracking.tldrnewsletter.com", path: "/CL0/", how: inPath},
	{name: "convertkit-click", use: forLinks, hosts: "click.convertkit-mail.com click.convertkit-mail2.com click.convertkit-mail4.com click.kit-mail3.com", how: inBase64},
	{name: "mailtrack", use: forLinks, hosts: "mailtrack.io", path: "/trace/link/", how: inQuery, param: "url"},
	{name: "mailpanion", use: forLinks, hosts: ".mailpanion.com", how: inQuery, param: "destination"},

	// Affiliate networks and advertisers.
	{name: "ebay-rover", use: forLinks, hosts: "rover.ebay.com", how: inQuery, param: "mpre"},
	{name: "duomai", use: forLinks, hosts: "c.duomai.com", path: "/track.php", how: inQueryIfURL, param: "t", own: "site_id euid"},
	{name: "linksynergy", use: forLinks, hosts: "click.linksynergy.com", how: inQuery, param: "murl rd_parm1"},
	{name: "tradedoubler", use: forLinks, hosts: ".tradedoubler.com", path: "/click", how: inQuery, param: "url _td_deeplink"},
	{name: "admitad", use: forLinks, hosts: ".admitad.com", how: inQuery, param: "ulp"},
	{name: "digidip", use: forLinks, hosts: ".digidip.net", path: "/visit", how: inQuery, param: "url"},
	{name: "adform", use: forLinks, hosts: ".adform.net", how: inQuery, param: "ckurl"},
	{name: "webgains", use: forLinks, hosts: ".webgains.com", how: inQuery, param: "wgtarget"},
	{name: "awin", use: forLinks, hosts: ".awin1.com", how: inQueryIfURL, param: "ued p"},
	{name: "effiliation", use: forLinks, hosts: ".effiliation.com", how: inQuery, param: "url"},
	{name: "partner-ads", use: forLinks, hosts: ".partner-ads.com", how: inQuery, param: "htmlurl"},
	{name: "skimlinks", use: forLinks, hosts: "go.skimresources.com go.redirectingat.com", how: inQuery, param: "url", own: "id xs xcust sref"},
	{name: "viglink", use: forLinks, hosts: "redirect.viglink.com", how: inQuery, param: "u", own: "key format"},
	{name: "cj", use: forLinks, hosts: ".dpbolvw.net .anrdoezrs.net .jdoqocy.com .tkqlhce.com .kqzyfj.com", how: inQuery, param: "url", own: "sid"},
	{name: "impact", use: forLinks, hosts: ".sjv.io .pxf.io .7eer.net .evyy.net", path: "/c/", how: inQuery, param: "u", own: "subid1 subid2 sharedid"},
	{name: "partnerize", use: forLinks, hosts: "prf.hn", path: "/click/", how: inToken, param: "destination:"},
	{name: "shareasale", use: forLinks, hosts: "www.shareasale.com shareasale.com", path: "/r.cfm", how: inQuery, param: "urllink", bare: true},
	{name: "adjust", use: forLinks, hosts: "app.adjust.com", how: inQuery, param: "redirect"},
	{name: "flexlinks", use: forLinks, hosts: ".flexlinkspro.com", how: inQuery, param: "url"},
	{name: "telekom-deeplink", use: forLinks, hosts: ".telekom.de", how: inQuery, param: "deeplinkurl"},
	{name: "hlserve", use: forLinks, hosts: ".hlserve.com", how: inQuery, param: "dest"},
	{name: "srvtrck", use: forLinks, hosts: ".srvtrck.com", how: inQuery, param: "url"},
	{name: "mysku", use: forLinks, hosts: "mysku.ru mysku.me mysku.club", how: inQueryIfURL, param: "r"},
	{name: "tokopedia", use: forLinks, hosts: "ta.tokopedia.com", how: inQueryIfURL, param: "r"},
	{name: "idealo-partner", use: forLinks, hosts: ".idealo-partner.com", how: inQuery, param: "trg"},
	{name: "ccbill", use: forLinks, hosts: "refer.ccbill.com", how: inQuery, param: "html"},
	{name: "smartredirect", use: forLinks, hosts: ".smartredirect.de", how: inQuery, param: "url"},
	{name: "exactag", use: forLinks, hosts: ".exactag.com", how: inQuery, param: "url"},
	{name: "alabout", use: forLinks, hosts: ".alabout.com", how: inQuery, param: "url"},
	{name: "loginfra", use: forLinks, hosts: "cc.loginfra.com", how: inQuery, param: "u"},
	// Where these lead only a request can tell: they stay, unless the link itself says more.
	{name: "short-link", use: forLinks, how: onlyByRequest, hosts: "t.co bit.ly j.mp tinyurl.com goo.gl is.gd v.gd ow.ly buff.ly dlvr.it trib.al lnkd.in fb.me t.ly rb.gy cutt.ly tiny.cc ift.tt " +
		"t.cn dwz.cn url.cn w.url.cn suo.im sina.lt mrw.so 985.so dwz.win m.tb.cn u.jd.com"},
	{name: "tieba-jump", use: forLinks, how: onlyByRequest, hosts: "jump.bdimg.com jump2.bdimg.com"},
	{name: "search-result", use: forLinks, how: onlyByRequest, path: "/link", hosts: "www.baidu.com m.baidu.com v.baidu.com www.so.com m.so.com www.sogou.com m.sogou.com"},
	{name: "segmentfault-link", use: forLinks, how: onlyByRequest, hosts: "link.segmentfault.com"},
	{name: "mimecast", use: forLinks, how: onlyByRequest, path: "/s/", hosts: "protect-*.mimecast.com url.uk.m.mimecastprotect.com url.us.m.mimecastprotect.com"},

	{name: "aliexpress-deep-link", use: forLinks, hosts: "s.click.aliexpress.com", path: "/deep_link.htm", how: inQuery, param: "dl_target_url"},
}

// trackingParameters say how a reader came to a page, and nothing of the page.
// A name that is an address somewhere (id, p, v, from, …) is bound to hosts.
var trackingParameters = []tracking{
	{names: `utm_* mtm_* ga_source ga_medium ga_term ga_content ga_campaign ga_place itm_campaign itm_medium itm_source
		hmb_campaign hmb_medium hmb_source otm_* campaign_id campaign_medium campaign_name campaign_source campaign_term campaign_content
		gclid dclid gbraid wbraid gclsrc srsltid gad_source gad_campaignid fbclid fb_action_ids fb_action_types fb_ref fb_source fb_comment_id
		msclkid twclid yclid ysclid _openstat wickedid rb_clickid igshid igsh ttclid li_fat_id epik rdt_cid dicbo oborigurl tblci
		mc_cid mc_eid mc_tc mkt_tok _hsenc _hsmi __hssc __hstc __hsfp hsctatracking hsa_* vero_id vero_conv oly_anon_id oly_enc_id
		ml_subscriber ml_subscriber_hash _bhlid sc_cid s_cid ck_subscriber_id bsft_* elqtrack* _ke _kx nb_klid pk_* piwik_*
		_branch_match_id _branch_referrer __readwiselocation action_object_map action_type_map action_ref_map gs_l _ga _gl os_ehash cmpid
		tracking_source __twitter_impression wtrid wt_mc wt_zmc echobox ceneo_spo ncid guccounter guce_referrer guce_referrer_sig ref_src ref_url xtor`},
	{hosts: ".bilibili.com .b23.tv", names: "spm_id_from from_source from_spmid from seid share_source share_from share_medium share_plat share_tag share_session_id msource refer_from timestamp unique_k vd_source plat_id buvid is_story_h5 up_id bbid ts trackid broadcast_type is_room_feed launch_id"},
	{hosts: ".taobao.com .tmall.com .alibaba.com .1688.com .tmall.hk .fliggy.com .aliyun.com", names: "spm scm* pvid ut_sk sp_tk cpp suid shareurl short_name sourcetype share_crt_v algo_expid algo_pvid abbucket ali_refid ali_trackid acm utparam utkn abtest trackinfo mytmenu turing_bucket lygclk impid bfttag bftrwd _u user_number_id activity_id mm_sycmid"},
	{hosts: ".weibo.com .weibo.cn", names: "weibo_id dt_dapp wm featurecode from luicode lfid refer_flag"},
	{hosts: ".jd.com .jd.hk", names: "cu pc_source jd_pop ad_od"},
	{hosts: ".xiaohongshu.com", names: "xhsshare author_share share_from_user_hidden app_version app_platform ignoreengage apptime appuid shareredid share_id exsource verifyuuid verifytype verifybiz"},
	{hosts: ".zhihu.com", names: "rf hb_wx_block _t"},
	{hosts: ".zhihu.com", part: "/answer/", names: "*"},
	{hosts: ".sohu.com", names: "pvid scm* spm"},
	{hosts: ".youku.com", names: "spm from"},
	{hosts: ".163.com", names: "spss spsnuid spsdevid spsvid spsshare spsts f fromhistory"},
	{hosts: "mp.weixin.qq.com", part: "/s", keep: "__biz mid idx sn", names: "chksm scene subscene srcid sharer_* exportkey pass_ticket wx_header key uin lang ascene devicetype clicktime enterid sessionid from isappinstalled version nettype fontgear"},
	{hosts: ".csdn.net", names: "spm ops_request_misc request_id biz_id depth_1-utm_source"},
	{hosts: ".jianshu.com", names: "content note"},
	{hosts: ".juejin.cn .juejin.im .toutiao.com .douyin.com .snssdk.com .ixigua.com", names: "share_token timestamp u_code wid tt_from iid device_id app"},
	{hosts: ".36kr.com .huxiu.com .ithome.com .sspai.com .woshipm.com", names: "from f spm"},
	{hosts: ".youtube.com youtu.be .youtube-nocookie.com", names: "feature si pp kw"},
	{hosts: ".twitter.com .x.com", part: "/status/", names: "s t cn"},
	{hosts: ".reddit.com", names: "share_id rdt correlation_id ref ref_campaign ref_source $deep_link $3p $original_url %24deep_link %243p %24original_url"},
	{hosts: ".instagram.com .threads.net .threads.com", names: "xmt"},
	{hosts: ".tiktok.com", names: "_d _r _t u_code preview_pb share_app_name share_iid user_id timestamp source is_from_webapp sender_device"},
	{hosts: "open.spotify.com", names: "si"},
	{hosts: ".medium.com", names: "source"},
	{hosts: ".github.com", names: "email_token email_source"},
	{hosts: ".mozilla.org", names: "src platform redirect_source"},
	{hosts: ".nytimes.com", names: "smid smtyp"},
	{hosts: ".theguardian.com", names: "cmp"},
	{hosts: ".wired.com .vogue.com .newyorker.com", names: "intcid"},
	{hosts: ".reuters.com", names: "taid"},
	{hosts: ".imdb.com", names: "ref_ pf_rd_*"},
	{hosts: ".steampowered.com .steamcommunity.com", names: "snr"},
	{hosts: ".cnet.com .zdnet.com", names: "ftag"},
	{hosts: ".forbes.com", names: "sh"},
	{hosts: ".techcrunch.com", names: "sr sr_share"},
	{hosts: ".twitch.tv", names: "tt_medium tt_content"},
	{hosts: amazonHosts, tail: "/ref=", names: "pf_rd_* pd_rd_* qid sr srs __mk_* spia ms3_c refrid coliid colid ref ref_ sprefix crid linkcode creativeasin ascsubtag aaxitk sb-ci-* rnid dchild camp creative dib dib_tag social_share starsleft skiptwisterog"},
	{hosts: ebayHosts, names: "_trkparms _trksid _from hash"},
	{hosts: ".walmart.com", names: "u1 ath*"},
	{hosts: ".etsy.com", names: "click_key click_sum organic_search_click"},
	{hosts: ".aliexpress.com", names: "ws_ab_test btsid algo_expid algo_pvid gps-id scm* cv af mall_affr sk dp terminal_id aff_request_id"},
	{hosts: ".shopee.com .shopee.tw .shopee.sg", names: "publish_id sp_atk xptdk"},
	{hosts: ".facebook.com", names: "hc_* __tn__ eid __xts__* __cft__* comment_tracking dti video_source ftentidentifier padding ls_ref action_history tracking referral_code referral_story_type eav sfnsn idorvanity wtsid rdc rdr _rdr paipv _nc_x mibextid"},
	{hosts: googleHosts, part: "/search", names: "ved ei gs_* oq esrc uact sa usg sxsrf rlz iflsig ictx cshid sca_esv sca_upv biw bih gfe_* gws_*"},
	{hosts: ".linkedin.com", names: "trk trackingid refid lipi"},
}

// signatures are parameters that sign a URL: it is valid only as it is.
const signatures = "sig signature sign auth_key wssecret x-amz-* x-oss-process x-oss-signature x-goog-* x-tos-* x-expires x-signature token hmac hdnts hdnea ossaccesskeyid googleaccessid key-pair-id policy"

// fragmentTrackers are fragments that are nothing but a tracker.
var fragmentTrackers = setOf("wechat_redirect rd ref=rss rssowlmlink xtor=RSS-1 mp.weixin.qq.com")

// refusingHosts answer requests for pictures with an error, or with another
// picture, where the referrer is another site.
var refusingHosts = []string{
	".appinn.com", ".appinn.net", ".bjp.org.cn", "cdnfile.sspai.com", "cdn.sspai.com", ".weibocdn.com", ".pximg.net", "img.hellogithub.com",
	".moyu.im", ".jandan.net", "www.parkablogs.com", ".cdninstagram.com", ".sinaimg.cn", "mmbiz.qpic.cn", "mmbiz.qlogo.cn", "mmecoa.qpic.cn",
	".hdslb.com", ".doubanio.com", ".zhimg.com", ".jianshu.io", ".csdnimg.cn", ".csdn.net", ".xitu.io", ".byteimg.com", ".baidu.com", ".bcebos.com", ".bdstatic.com",
	".cnbetacdn.com", ".ithome.com", ".oscimg.oschina.net", "static.oschina.net", "oscimg.oschina.net", ".51cto.com",
}

// trackers are hosts and paths of beacons and of buttons that are no content.
var trackers = []tracker{
	{hosts: "feeds.feedburner.com feedproxy.google.com", path: "/~*"},
	{hosts: ".feedsportal.com .doubleclick.net .googleadservices.com .googlesyndication.com .googletagmanager.com .google-analytics.com"},
	{hosts: "stats.wordpress.com pixel.wp.com feeds.wordpress.com p.feedblitz.com"},
	{hosts: googleHosts, path: "/ads"},
	{hosts: ".facebook.com", path: "/tr"},
	{hosts: "connect.facebook.net px.ads.linkedin.com bat.bing.com .ads-twitter.com .scorecardresearch.com .quantserve.com .chartbeat.com .chartbeat.net hits-i.iubenda.com"},
	{hosts: "t.co", path: "/i/adsct"},
	{hosts: "hm.baidu.com tongji.baidu.com eclick.baidu.com pos.baidu.com nsclick.baidu.com"},
	{hosts: ".cnzz.com .cnzz.net .mmstat.com .51.la zhihu-web-analytics.zhihu.com"},
	{hosts: "m.163.com", part: "beacon"},
	{hosts: ".substack.com", path: "/o/"},
	{hosts: ".list-manage.com", path: "/track/open"},
	{hosts: ".sendgrid.net", path: "/wf/open"},
	{hosts: "mandrillapp.com", path: "/track/open"},
	{hosts: "cmail*.com .createsend1.com", path: "/t/"},
	{hosts: ".awstrack.me"},
	{hosts: "track.customer.io", path: "/e/o/"},
	{hosts: ".creativecdn.com .outbrain.com .taboola.com count.feedity.com rss.feedspot.com"},
	{hosts: ".flattr.com"},
	{hosts: ".facebook.com", path: "/sharer"},
	{hosts: ".linkedin.com", path: "/shareArticle"},
	{hosts: ".pinterest.com", path: "/pin/create"},
	{hosts: ".twitter.com .x.com", path: "/intent/"},
	{hosts: ".twitter.com", path: "/share"},
	{hosts: "service.weibo.com", path: "/share"},
	{hosts: "connect.qq.com", path: "/widget/shareqq"},
}

// trackerFiles end the path of a beacon on any host.
var trackerFiles = []string{"/piwik.php", "/matomo.php"}

// enlargers know the larger original of a thumbnail. Every row can be applied
// to its own result without changing it.
var enlargers = []enlarger{
	{name: "full-size-zhihu", hosts: ".zhimg.com", match: `_(?:b|r|hd|qhd|xs|s|l|m|xl|xld|\d+w|\d+x\d+)(\.[a-z]+)(\?|#|$)`, replace: `$1$2`},
	{name: "full-size-sina", hosts: ".sinaimg.cn", match: `^(https?://[^/]+)/(?:bmiddle|orj\d+|mw\d+|thumbnail|square|thumb\d+|small|wap\d+)/`, replace: `$1/large/`},
	{name: "full-size-weixin", hosts: "mmbiz.qpic.cn", match: `^(https?://[^?#]+)/[1-9]\d*(\?|#|$)`, replace: `$1/0$2`},
	{name: "full-size-bilibili", hosts: ".hdslb.com", match: `(\.(?:jpe?g|png|gif|webp|avif))@[^?#]*`, replace: `$1`},
	{name: "full-size-alicdn", hosts: ".alicdn.com .taobaocdn.com", match: `(\.(?:jpe?g|png|gif|webp|SS2))_(?:\d+x\d+[^/?#]*|\.webp|q\d+\.jpg(?:_\.webp)?|sum\.jpg)`, replace: `$1`},
	{name: "full-size-jd", hosts: ".360buyimg.com", match: `^(https?://[^/]+)/n\d+/(?:s\d+x\d+_)?(jfs)`, replace: `$1/n0/$2`},
	{name: "full-size-tieba", hosts: "tiebapic.baidu.com .hiphotos.baidu.com imgsrc.baidu.com", match: `^(https?)://[^/]+/forum/(?:[^/]+/)+([0-9a-f]{40}\.(?:jpg|png))(?:\?.*)?$`, replace: `$1://imgsrc.baidu.com/forum/pic/item/$2`},
	{name: "full-size-baike", hosts: "bkimg.cdn.bcebos.com", match: `\?x-bce-process=[^#]*`, replace: ``},
	{name: "full-size-douban", hosts: ".doubanio.com", match: `/view/([a-z_]+)/(?:s_ratio_poster|m_ratio_poster|thumb|sqxs|s|m)/public/`, replace: `/view/$1/l/public/`},
	{name: "full-size-google", hosts: ".googleusercontent.com .ggpht.com", match: `=(?:[swh][1-9]\d*)(?:-[^/?#]*)?$`, replace: `=s0`},
	{name: "full-size-blogger", hosts: ".blogspot.com .googleusercontent.com .ggpht.com", match: `/(?:s[1-9]\d*|w\d+)(?:-[^/?#]*)?/([^/?#]+)$`, replace: `/s0/$1`},
	{name: "full-size-youtube", hosts: "i.ytimg.com img.youtube.com", match: `\?.*$`, replace: ``},
	{name: "full-size-imgur", hosts: "i.imgur.com", match: `^(https?://[^/]+/[A-Za-z0-9]{7})[sbtmlh](\.[a-z]+)`, replace: `$1$2`},
	{name: "full-size-twitter", hosts: "pbs.twimg.com", match: `([?&]name=)(?:small|medium|large|thumb|tiny|\d+x\d+)\b`, replace: `${1}orig`},
	{name: "full-size-twitter-suffix", hosts: "pbs.twimg.com", match: `(\.[a-z]+):(?:large|small|medium|thumb)$`, replace: `$1:orig`},
	{name: "full-size-medium", hosts: "miro.medium.com cdn-images-1.medium.com", match: `^(https?://[^/]+)/(?:v2/)?(?:max/\d+|freeze/max/\d+|fit/[a-z]/\d+/\d+|resize:[^/]+(?:/format:[^/]+)?)/([^/?#]+)`, replace: `$1/v2/$2`},
	{name: "full-size-wordpress", hosts: ".files.wordpress.com .wp.com", match: `-\d+x\d+(\.(?:jpe?g|png|gif|webp))(\?|#|$)`, replace: `$1$2`},
	{name: "full-size-xueqiu", hosts: ".imedao.com", match: `!\d+\.(?:jpg|png|webp)$`, replace: ``},
	{name: "full-size-netease-music", hosts: "*.music.126.net", match: `\?param=\d+y\d+$`, replace: ``},
	{name: "full-size-jandan", hosts: ".moyu.im .jandan.net", match: `^(https?://[^/]+)/(?:thumb\d+|mw\d+)/`, replace: `$1/large/`},
	{name: "full-size-hellogithub", hosts: "img.hellogithub.com", match: `!(?:square|small)$`, replace: ``},
}

func setOf(words string) map[string]bool {
	set := map[string]bool{}
	for word := range strings.FieldsSeq(words) {
		set[word] = true
	}
	return set
}
