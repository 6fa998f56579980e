package htmlclean

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// newAddresses makes the addresses of an article at page.
func newAddresses(t testing.TB, opt Options, page, base string) *addresses {
	t.Helper()
	u, err := newURLRules(opt)
	require.NoError(t, err)
	return u.article(page, base)
}

// Every row has at least one of these. The first row named is the one that is
// peeled off first.
var unwrapVectors = []struct{ row, in, want string }{
	{"cors-question-mark", "https://cors.zfour.workers.dev/?http://zkres1.myzaker.com/202111/6184e2108e9f09195c50ffcd_1024.jpg", "http://zkres1.myzaker.com/202111/6184e2108e9f09195c50ffcd_1024.jpg"},
	{"cors-question-mark", "https://cors.zfour.workers.dev/?https://example.org/p/a.jpg?x=1&y=2", "https://example.org/p/a.jpg?x=1&y=2"},
	{"cors-question-mark", "https://cors.zfour.workers.dev/?https%3A%2F%2Fexample.org%2Fa.jpg", "https://example.org/a.jpg"},
	{"cors-question-mark", "https://cors.zfour.workers.dev/?https:/example.org/a.jpg", "https://example.org/a.jpg"},
	{"cors-question-mark", "https://cors.zfour.workers.dev/?//example.org/a.jpg", "https://example.org/a.jpg"},
	{"cors-question-mark", "https://my-proxy.example/?http://example.org/a.jpg", "http://example.org/a.jpg"},
	{"cors-question-mark", "https://img-cors.example/?http://example.org/a b.jpg#x", "http://example.org/a%20b.jpg#x"},
	{"cors-path", "https://cors.example/https://example.org/a.jpg?x=1&y=2", "https://example.org/a.jpg?x=1&y=2"},
	{"cors-path", "https://cors.example/fetch/https%3A%2F%2Fexample.org%2Fa.jpg", "https://example.org/a.jpg"},
	{"cors-parameter", "https://cors.example/get?url=https%3A%2F%2Fexample.org%2Fa.jpg&w=100", "https://example.org/a.jpg"},
	{"cors-anywhere", "https://cors-anywhere.herokuapp.com/https://example.org/a.jpg", "https://example.org/a.jpg"},
	{"cors-anywhere", "https://cors-anywhere.herokuapp.com/example.org/a.jpg", "https://example.org/a.jpg"},
	{"corsproxy-io", "https://corsproxy.io/?url=https%3A%2F%2Fexample.org%2Fa.jpg", "https://example.org/a.jpg"},
	{"corsproxy-question-mark", "https://corsproxy.io/?https%3A%2F%2Fexample.org%2Fa.jpg%3Fx%3D1", "https://example.org/a.jpg?x=1"},
	{"cors-lol", "https://api.cors.lol/?url=https://example.org/a.jpg", "https://example.org/a.jpg"},
	{"allorigins", "https://api.allorigins.win/raw?url=https://example.org/a.jpg?x=1&y=2&callback=f", "https://example.org/a.jpg?x=1&y=2"},
	{"codetabs", "https://api.codetabs.com/v1/proxy?quest=https://example.org/a.jpg", "https://example.org/a.jpg"},
	{"thingproxy", "https://thingproxy.freeboard.io/fetch/https://example.org/a.jpg", "https://example.org/a.jpg"},
	{"crossorigin-me", "https://crossorigin.me/https://example.org/a.jpg", "https://example.org/a.jpg"},
	{"yacdn", "https://yacdn.org/proxy/https://example.org/a.jpg", "https://example.org/a.jpg"},
	{"jsonp-afeld", "https://jsonp.afeld.me/?url=https%3A%2F%2Fexample.org%2Fa.jpg&callback=f", "https://example.org/a.jpg"},
	{"jina-reader", "https://r.jina.ai/https://example.org/a", "https://example.org/a"},
	{"github-mirror", "https://gh-proxy.com/https://github.com/a/b/raw/main/c.png", "https://github.com/a/b/raw/main/c.png"},
	{"github-mirror", "https://ghproxy.net/raw.githubusercontent.com/a/b/main/c.png", "https://raw.githubusercontent.com/a/b/main/c.png"},
	{"gitmirror-raw", "https://raw.gitmirror.com/a/b/main/c.png", "https://raw.githubusercontent.com/a/b/main/c.png"},

	{"weserv", "https://wsrv.nl/?url=example.org/a.jpg&w=300", "https://example.org/a.jpg"},
	{"weserv", "https://images.weserv.nl/?url=ssl:example.org/a.jpg", "https://example.org/a.jpg"},
	{"weserv", "https://wsrv.nl/?url=https%3A%2F%2Fexample.org%2Fp%2Fa.jpg%3Fx%3D1%26y%3D2", "https://example.org/p/a.jpg?x=1&y=2"},
	{"weserv", "https://wsrv.nl/?w=300&url=https://example.org/a.jpg?x=1&y=2&output=webp", "https://example.org/a.jpg?x=1&y=2"},
	{"weserv", "https://wsrv.nl/?url=//example.org/a.jpg", "https://example.org/a.jpg"},
	{"weserv", "https://wsrv.nl/?url=https://example.org/a+b.jpg", "https://example.org/a+b.jpg"},
	{"photon", "https://i0.wp.com/example.org/a.jpg?w=300&ssl=1", "https://example.org/a.jpg"},
	{"photon", "https://i1.wp.com/example.org/wp/a.jpeg?resize=1200%2C628&quality=82&strip=all&ssl=1", "https://example.org/wp/a.jpeg"},
	{"photon", "https://i2.wp.com/example.org/a.jpg?fit=300%2C300", "http://example.org/a.jpg"},
	{"omnivore", "https://proxy-prod.omnivore-image-cache.app/320x240,sabc/https://example.org/a.jpg", "https://example.org/a.jpg"},
	{"pocket-image-cache", "https://pocket-image-cache.com/600x300/filters:format(jpg)/https%3A%2F%2Fexample.org%2Fa.jpg", "https://example.org/a.jpg"},
	{"pocket-direct", "https://img-getpocket.cdn.mozilla.net/direct?url=https%3A%2F%2Fexample.org%2Fa.jpg&resize=w2000", "https://example.org/a.jpg"},
	{"camo", "https://camo.githubusercontent.com/0000000000000000000000000000000000000000/687474703a2f2f7a6b726573312e6d797a616b65722e636f6d2f3230323131312f3631383465323130386539663039313935633530666663645f313032342e6a7067", "http://zkres1.myzaker.com/202111/6184e2108e9f09195c50ffcd_1024.jpg"},
	{"camo", "https://camo.qiitausercontent.com/00/68747470733A2F2F6578616D706C652E6F72672F702F612E6A7067", "https://example.org/p/a.jpg"},
	{"camo-parameter", "https://camo.githubusercontent.com/00?url=https%3A%2F%2Fexample.org%2Fa.jpg", "https://example.org/a.jpg"},
	{"cloudinary-fetch", "https://res.cloudinary.com/demo/image/fetch/w_300,q_auto/https://example.org/a.jpg", "https://example.org/a.jpg"},
	{"cloudinary-fetch", "https://res.cloudinary.com/demo/image/fetch/s--abc--/f_auto/https%3A//example.org/a.jpg%3Fx%3D1", "https://example.org/a.jpg?x=1"},
	{"substack-cdn", "https://substackcdn.com/image/fetch/w_1456,c_limit,f_auto/https%3A%2F%2Fsubstack-post-media.s3.amazonaws.com%2Fpublic%2Fimages%2Fx.png", "https://substack-post-media.s3.amazonaws.com/public/images/x.png"},
	{"substack-cdn", "https://substackcdn.com/image/fetch/$s_!abc!,w_1456,c_limit/https%3A%2F%2Fexample.org%2Fx.png", "https://example.org/x.png"},
	{"imgix-web-proxy", "https://name.imgix.net/https%3A%2F%2Fexample.org%2Fa.jpg?s=0123", "https://example.org/a.jpg"},
	{"imagecdn-app", "https://imagecdn.app/v2/image/https%3A%2F%2Fexample.org%2Fa.jpg?width=100", "https://example.org/a.jpg"},
	{"optimole", "https://key.i.optimole.com/cb:x/w:800/h:600/q:mauto/https://example.org/a.jpg", "https://example.org/a.jpg"},
	{"shortpixel", "https://cdn.shortpixel.ai/client/q_glossy,ret_img,w_800/https://example.org/a.jpg", "https://example.org/a.jpg"},
	{"shortpixel-host", "https://cdn.shortpixel.ai/spai/q_lossy+w_800+to_webp+ret_img/example.org/a.jpg", "https://example.org/a.jpg"},
	{"statically-img", "https://cdn.statically.io/img/example.org/w=600,f=auto/p/a.jpg", "https://example.org/p/a.jpg"},
	{"statically-img", "https://cdn.statically.io/img/example.org/p/a.jpg", "https://example.org/p/a.jpg"},
	{"imagekit", "https://ik.imagekit.io/id/tr:w-300/https://example.org/a.jpg", "https://example.org/a.jpg"},
	{"cloudimg", "https://token.cloudimg.io/v7/https://example.org/a.jpg?w=300", "https://example.org/a.jpg?w=300"},
	{"filestack", "https://cdn.filestackcontent.com/key/resize=width:300/https://example.org/a.jpg", "https://example.org/a.jpg"},
	{"uploadcare", "https://ucarecdn.com/key/fetch/-/https://example.org/a.jpg", "https://example.org/a.jpg"},
	{"gumlet", "https://name.gumlet.io/fetch/https://example.org/a.jpg", "https://example.org/a.jpg"},
	{"sirv", "https://name.sirv.com/https%3A%2F%2Fexample.org%2Fa.jpg", "https://example.org/a.jpg"},
	{"duckduckgo-image", "https://external-content.duckduckgo.com/iu/?u=https%3A%2F%2Fexample.org%2Fa.jpg&f=1&nofb=1", "https://example.org/a.jpg"},
	{"startpage-image", "https://www.startpage.com/av/proxy-image?piurl=https%3A%2F%2Fexample.org%2Fa.jpg&sp=0", "https://example.org/a.jpg"},
	{"qwant-thumbnail", "https://s1.qwant.com/thumbr/0x380/a/b/c.jpg?u=https%3A%2F%2Fexample.org%2Fa.jpg&q=0&b=1", "https://example.org/a.jpg"},
	{"brave-image", "https://imgs.search.brave.com/sig/rs:fit:860:0:0/g:ce/aHR0cHM6Ly9leGFt/cGxlLm9yZy9wL2Eu/anBn", "https://example.org/p/a.jpg"},
	{"google-gadget-proxy", "https://images1-focus-opensocial.googleusercontent.com/gadgets/proxy?container=focus&refresh=2592000&url=https://example.org/a.jpg", "https://example.org/a.jpg"},
	{"google-mail-image", "https://ci3.googleusercontent.com/meips/abc=s0-d-e1-ft#https://example.org/a.jpg", "https://example.org/a.jpg"},
	{"google-image-result", "https://www.google.com/imgres?imgurl=https%3A%2F%2Fexample.org%2Fa.jpg&imgrefurl=https%3A%2F%2Fexample.com", "https://example.org/a.jpg"},
	{"bing-thumbnail", "https://th.bing.com/th?id=x&u=https%3a%2f%2fexample.org%2fa.jpg&ehk=y", "https://example.org/a.jpg"},
	{"bing-image-result", "https://www.bing.com/images/search?view=detail&mediaurl=https%3a%2f%2fexample.org%2fa.jpg&q=x", "https://example.org/a.jpg"},
	{"baidu-image-search", "https://image.baidu.com/search/detail?tn=x&objurl=https%3A%2F%2Fexample.org%2Fa.jpg&pn=1", "https://example.org/a.jpg"},
	{"baidu-image-search", "https://image.baidu.com/search/down?thumburl=https%3A%2F%2Fexample.com%2Ft.jpg&url=https%3A%2F%2Fexample.org%2Fa.jpg", "https://example.org/a.jpg"},
	{"baidu-gimg", "https://gimg2.baidu.com/image_search/src=http%3A%2F%2Fexample.org%2Fa.jpg&refer=http%3A%2F%2Fexample.org&app=2002", "http://example.org/a.jpg"},
	{"baidu-timg", "https://timgsa.baidu.com/timg?image&quality=80&size=b9999_10000&src=http%3A%2F%2Fexample.org%2Fa.jpg", "http://example.org/a.jpg"},
	{"sina-blog-picture", "http://photo.blog.sina.com.cn/showpic.html#blogid=612685570100x0xq&url=http://s11.sinaimg.cn/orignal/61268557gba61d", "http://s11.sinaimg.cn/orignal/61268557gba61d"},
	{"csdn-convert", "https://imgconvert.csdnimg.cn/aHR0cHM6Ly91cGxvYWQuZXhhbXBsZS5vcmcvYS5wbmc?x-oss-process=image/format,png", "https://upload.example.org/a.png"},
	{"wix-preview", "https://static.wixstatic.com/media/0a1b~mv2.jpg/v1/fill/w_147,h_98,al_c,q_80,usm_0.66_1.00_0.01,blur_2,enc_auto/0a1b~mv2.jpg", "https://static.wixstatic.com/media/0a1b~mv2.jpg"},
	{"photon", "https://i0.wp.com/x.example/jet.jpg?resize=700%2C394&is-pending-load=1#038;ssl=1", "https://x.example/jet.jpg"},
	{"netease-image", "https://nimg.ws.126.net/?url=http%3A%2F%2Fdingyue.ws.126.net%2F2021%2F1105%2Fab.jpg&thumbnail=660x2147483647&quality=80&type=jpg", "http://dingyue.ws.126.net/2021/1105/ab.jpg"},
	{"sogou-image", "https://img01.sogoucdn.com/net/a/04/link?appid=100520033&url=http%3A%2F%2Fexample.org%2Fa.jpg", "http://example.org/a.jpg"},
	{"pixnet", "https://imageproxy.pimg.tw/resize?url=https%3A%2F%2Fexample.org%2Fa.jpg&maxwidth=700", "https://example.org/a.jpg"},
	{"naver", "https://search.pstatic.net/common/?src=http%3A%2F%2Fexample.org%2Fa.jpg&type=b150", "http://example.org/a.jpg"},
	{"daum-thumbnail", "https://img1.daumcdn.net/thumb/R658x0.q70/?fname=https%3A%2F%2Fexample.org%2Fa.jpg", "https://example.org/a.jpg"},
	{"hatena", "https://cdn.image.st-hatena.com/image/scale/0123/backend=imagemagick;width=1300/https%3A%2F%2Fexample.org%2Fa.jpg", "https://example.org/a.jpg"},
	{"xuehuaimg", "https://www.xuehuaimg.com/proxy/https://example.org/a.jpg", "https://example.org/a.jpg"},
	{"washington-post-imrs", "https://www.washingtonpost.com/wp-apps/imrs.php?src=https://example.org/a.jpg&w=1440", "https://example.org/a.jpg"},
	{"ap-dims", "https://dims.apnews.com/dims4/default/0123/2147483647/strip/true/?url=https%3A%2F%2Fexample.org%2Fa.jpg", "https://example.org/a.jpg"},
	{"brightspot", "https://npr.brightspotcdn.com/dims3/default/strip/false/crop/1x1/?url=http%3A%2F%2Fexample.org%2Fa.jpg", "http://example.org/a.jpg"},
	{"aol-dims", "https://o.aolcdn.com/images/dims?crop=1x1&format=jpg&image_uri=https%3A%2F%2Fexample.org%2Fa.jpg&client=x&signature=y", "https://example.org/a.jpg"},
	{"yahoo-image", "https://s.yimg.com/ny/api/res/1.2/abc--/YXBwaWQ-/https://s.yimg.com/uu/api/res/1.2/def--~B/https://example.org/a.jpg", "https://example.org/a.jpg"},
	{"vox-thumbor", "https://cdn.vox-cdn.com/thumbor/abc=/0x0:10x10/1200x800/filters:focal(1x1)/cdn.vox-cdn.com/uploads/chorus_image/1/a.jpg", "https://cdn.vox-cdn.com/uploads/chorus_image/1/a.jpg"},
	{"forbes-thumbor", "https://thumbor.forbes.com/thumbor/960x0/https%3A%2F%2Fexample.org%2Fa.jpg", "https://example.org/a.jpg"},
	{"linkedin-media-proxy", "https://media.licdn.com/media-proxy/ext?w=800&url=https%3A%2F%2Fexample.org%2Fa.jpg&hash=x", "https://example.org/a.jpg"},
	{"slack-image", "https://slack-imgs.com/?c=1&o1=ro&url=https%3A%2F%2Fexample.org%2Fa.jpg", "https://example.org/a.jpg"},
	{"facebook-safe-image", "https://external.xx.fbcdn.net/safe_image.php?d=x&url=https%3A%2F%2Fexample.org%2Fa.jpg&cfs=1", "https://example.org/a.jpg"},
	{"discord-external", "https://images-ext-1.discordapp.net/external/sig/https/example.org/a.jpg?width=400", "https://example.org/a.jpg"},
	{"discord-external", "https://images-ext-2.discordapp.net/external/sig/%3Fv%3D2/https/example.org/a.jpg", "https://example.org/a.jpg?v=2"},
	{"newsblur", "https://www.newsblur.com/imageproxy/?url=https%3A%2F%2Fexample.org%2Fa.jpg", "https://example.org/a.jpg"},
	{"feedly", "https://lh3.feedly.com/proxy/image?url=https%3A%2F%2Fexample.org%2Fa.jpg", "https://example.org/a.jpg"},
	{"inoreader", "https://www.inoreader.com/camo/proxy?url=https%3A%2F%2Fexample.org%2Fa.jpg", "https://example.org/a.jpg"},
	{"web-archive", "https://web.archive.org/web/20200102030405im_/https://example.org/a.jpg?x=1", "https://example.org/a.jpg?x=1"},
	{"archive-today", "https://archive.ph/20200102030405/https://example.org/a.jpg", "https://example.org/a.jpg"},
	{"webcitation", "https://www.webcitation.org/query?url=https%3A%2F%2Fexample.org%2Fa.jpg&date=2020", "https://example.org/a.jpg"},

	{"next-image", "https://site.example/_next/image?url=%2Fimg%2Fa.jpg&w=640&q=75", "https://site.example/img/a.jpg"},
	{"next-image", "https://site.example/blog/_next/image?url=https%3A%2F%2Fexample.org%2Fa.jpg&w=640&q=75", "https://example.org/a.jpg"},
	{"vercel-image", "https://site.example/_vercel/image?url=%2Fa.jpg&w=640&q=75", "https://site.example/a.jpg"},
	{"netlify-images", "https://site.example/.netlify/images?url=/a.jpg&w=640", "https://site.example/a.jpg"},
	{"astro-image", "https://site.example/_image?href=%2F_astro%2Fa.jpg&w=640", "https://site.example/_astro/a.jpg"},
	{"nuxt-ipx", "https://site.example/_ipx/w_640,q_75/images/a.jpg", "https://site.example/images/a.jpg"},
	{"nuxt-ipx", "https://site.example/_ipx/_/https://example.org/a.jpg", "https://example.org/a.jpg"},
	{"gatsby-image", "https://site.example/_gatsby/image/x/y/a.jpg?u=https%3A%2F%2Fexample.org%2Fa.jpg&a=w%3D1", "https://example.org/a.jpg"},
	{"gatsby-image", "https://site.example/_gatsby/image/aHR0cHM6Ly9leGFtcGxlLm9yZy9wL2EuanBn/dz0x/a.webp", "https://example.org/p/a.jpg"},
	{"cloudflare-image", "https://site.example/cdn-cgi/image/width=80,format=auto/uploads/a.jpg?v=2", "https://site.example/uploads/a.jpg?v=2"},
	{"cloudflare-image", "https://site.example/cdn-cgi/image/width=80/https://example.org/a.jpg", "https://example.org/a.jpg"},
	{"xenforo-proxy", "https://forum.example/proxy.php?image=https%3A%2F%2Fexample.org%2Fa.jpg&hash=0123", "https://example.org/a.jpg"},
	{"timthumb", "https://blog.example/wp-content/themes/x/timthumb.php?src=https://example.org/a.jpg&w=300&h=200", "https://example.org/a.jpg"},
	{"phpthumb", "https://blog.example/lib/phpThumb.php?src=/uploads/a.jpg&w=300", "https://blog.example/uploads/a.jpg"},
	{"image-proxy-endpoint", "https://lemmy.example/api/v3/image_proxy?url=https%3A%2F%2Fexample.org%2Fa.jpg", "https://example.org/a.jpg"},
	{"misskey-proxy", "https://social.example/proxy/image.webp?url=https%3A%2F%2Fexample.org%2Fa.jpg", "https://example.org/a.jpg"},
	{"miniflux", "https://reader.example/proxy/c2ln/aHR0cHM6Ly9leGFtcGxlLm9yZy9wL2EuanBnP3g9MSZ5PTI=", "https://example.org/p/a.jpg?x=1&y=2"},
	{"miniflux", "https://reader.example/proxy/c2ln/aHR0cHM6Ly9leGFtcGxlLm9yZy9wL2EuanBnP3g9MSZ5PTI", "https://example.org/p/a.jpg?x=1&y=2"},
	{"rsshub-image", "https://feeds.example/image?url=https%3A%2F%2Fexample.org%2Fa.jpg&referer=https%3A%2F%2Fexample.org", "https://example.org/a.jpg"},
	{"thumbor", "https://images.example/unsafe/fit-in/700x0/filters:quality(80)/https%3A%2F%2Fexample.org%2Fa.jpg", "https://example.org/a.jpg"},
	{"imaginary", "https://imaginary.example/resize?url=https%3A%2F%2Fexample.org%2Fa.jpg&width=300", "https://example.org/a.jpg"},
	{"imgproxy-plain", "https://imgproxy.example/sig/rs:fit:300:200/plain/https%3A%2F%2Fexample.org%2Fa.jpg@webp", "https://example.org/a.jpg"},
	{"imgproxy-plain", "https://imgproxy.example/sig/rs:fit:300:200/plain/https://example.org/a.jpg@webp", "https://example.org/a.jpg"},
	{"imgproxy", "https://imgproxy.example/sig/rs:fit:300:200/aHR0cHM6Ly9leGFtcGxl/Lm9yZy9wL2EuanBn.webp", "https://example.org/p/a.jpg"},
	{"imageproxy", "https://imageproxy.example/300x200,q80/https://example.org/a.jpg", "https://example.org/a.jpg"},
	{"imageproxy", "https://imageproxy.example/300x200/example.org/a.jpg", "https://example.org/a.jpg"},
	{"thumbor-host", "https://thumbor.example/hmac=/fit-in/700x0/https%3A%2F%2Fexample.org%2Fa.jpg", "https://example.org/a.jpg"},
	{"resizer-host", "https://resizer.example/crop?image_url=https%3A%2F%2Fexample.org%2Fa.jpg&w=3", "https://example.org/a.jpg"},

	{"zhihu-link", "https://link.zhihu.com/?target=https%3A%2F%2Fexample.org%2F%3Fa%3D1%26b%3D2", "https://example.org/?a=1&b=2"},
	{"zhihu-link", "https://link.zhihu.com/?target=https%253A%252F%252Fexample.org%252Fx", "https://example.org/x"},
	{"zhihu-link", "https://link.zhihu.com/?target=http%3A//example.org", "http://example.org"},
	{"zhihu-link", "http://link.zhihu.com/?target=https%3a%2f%2fexample.org%2fx", "https://example.org/x"},
	{"zhihu-daily", "https://www.zhihu.com/?target=https%3A%2F%2Fexample.org%2Fx", "https://example.org/x"},
	{"juejin-link", "https://link.juejin.cn?target=https%3A%2F%2Fexample.org%2Fx", "https://example.org/x"},
	{"csdn-link", "https://link.csdn.net/?from_id=1&target=https%3A%2F%2Fexample.org%2Fx", "https://example.org/x"},
	{"jianshu-link", "https://link.jianshu.com?t=example.org/x", "https://example.org/x"},
	{"jianshu-link", "https://link.jianshu.com?t=http://example.org/x.html#Part", "http://example.org/x.html#Part"},
	{"jianshu-link", "https://link.jianshu.com?t=http://example.org/x?a=1&b=2#Part", "http://example.org/x?a=1&b=2#Part"},
	{"jianshu-link", "https://link.jianshu.com?t=http%3A%2F%2Fexample.org%2Fx#comments", "http://example.org/x"},
	{"jianshu-go", "https://links.jianshu.com/go?to=https%3A%2F%2Fexample.org%2Fx", "https://example.org/x"},
	{"jianshu-go-wild", "https://www.jianshu.com/go-wild?ac=2&url=https%3A%2F%2Fexample.org%2Fx", "https://example.org/x"},
	{"oschina-link", "https://www.oschina.net/action/GoToLink?url=https%3A%2F%2Fexample.org%2Fx", "https://example.org/x"},
	{"oschina-link", "https://www.oschina.net/action/GoToLink?url=http%3A%2F%2Fexample.org%2Fbox%2F%253Cpost-1%253E", "http://example.org/box/%3Cpost-1%3E"},
	{"gitee-link", "https://gitee.com/link?target=https%3A%2F%2Fexample.org%2Fx", "https://example.org/x"},
	{"sspai-link", "https://sspai.com/link?target=https%3A%2F%2Fexample.org%2Fx", "https://example.org/x"},
	{"infoq-link", "https://xie.infoq.cn/link?target=https%3A%2F%2Fexample.org%2Fx", "https://example.org/x"},
	{"afdian-link", "https://afdian.net/link?target=https%3A%2F%2Fexample.org%2Fx", "https://example.org/x"},
	{"douban-link", "https://www.douban.com/link2/?url=https%3A%2F%2Fexample.org%2Fx", "https://example.org/x"},
	{"tieba-checkurl", "https://tieba.baidu.com/mo/q/checkurl?url=https%3A%2F%2Fexample.org%2Fx", "https://example.org/x"},
	{"weibo-sinaurl", "https://weibo.cn/sinaurl?u=https%3A%2F%2Fexample.org%2Fx", "https://example.org/x"},
	{"weibo-sinaurl", "https://weibo.cn/sinaurl?toasturl=https%3A%2F%2Fexample.org%2Fx", "https://example.org/x"},
	{"qq-middle", "https://c.pc.qq.com/middlem.html?pfurl=https%3A%2F%2Fexample.org%2Fx&pfuin=1", "https://example.org/x"},
	{"qq-mail", "https://mail.qq.com/cgi-bin/readtemplate?t=safety&gourl=https%3A%2F%2Fexample.org%2Fx", "https://example.org/x"},
	{"qq-docs", "https://docs.qq.com/scenario/link.html?url=https%3A%2F%2Fexample.org%2Fx", "https://example.org/x"},
	{"weixin-bridge", "https://mp.weixinbridge.com/mp/wapredirect?url=https%3A%2F%2Fexample.org%2Fx", "https://example.org/x"},
	{"weixin-community", "https://developers.weixin.qq.com/community/middlepage/href?href=https%3A%2F%2Fexample.org%2Fx", "https://example.org/x"},
	{"tencent-cloud", "https://cloud.tencent.com/developer/tools/blog-entry?target=https%3A%2F%2Fexample.org%2Fx&objectId=1", "https://example.org/x"},
	{"aliyun-developer", "https://developer.aliyun.com/go?url=https%3A%2F%2Fexample.org%2Fx", "https://example.org/x"},
	{"leetcode-link", "https://leetcode.cn/link/?target=https%3A%2F%2Fexample.org%2Fx", "https://example.org/x"},
	{"nowcoder-link", "https://hd.nowcoder.com/link.html?target=https%3A%2F%2Fexample.org%2Fx", "https://example.org/x"},
	{"nowcoder-goto", "https://www.nowcoder.com/link?url=https%3A%2F%2Fexample.org%2Fx", "https://example.org/x"},
	{"coolapk-link", "https://www.coolapk.com/link?url=https%3A%2F%2Fexample.org%2Fx", "https://example.org/x"},
	{"yuque-goto", "https://www.yuque.com/r/goto?url=https%3A%2F%2Fexample.org%2Fx", "https://example.org/x"},
	{"kdocs-link", "https://www.kdocs.cn/office/link?target=https%3A%2F%2Fexample.org%2Fx", "https://example.org/x"},
	{"feishu-link", "https://security.feishu.cn/link/safety?target=https%3A%2F%2Fexample.org%2Fx&scene=ccm", "https://example.org/x"},
	{"shimo-outlink", "https://shimo.im/outlink/gray?url=https%3A%2F%2Fexample.org%2Fx", "https://example.org/x"},
	{"uisdc-link", "https://link.uisdc.com/?redirect=https%3A%2F%2Fexample.org%2Fx", "https://example.org/x"},
	{"hellogithub-click", "https://hellogithub.com/periodical/statistics/click?target=https://example.org/x", "https://example.org/x"},
	{"bilibili-linkfilter", "https://game.bilibili.com/linkfilter/?url=https%3A%2F%2Fexample.org%2Fx", "https://example.org/x"},
	{"51cto-transfer", "https://blog.51cto.com/transfer?https://example.org/x?a=1", "https://example.org/x?a=1"},
	{"ld246-forward", "https://ld246.com/forward?goto=https%3A%2F%2Fexample.org%2Fx", "https://example.org/x"},
	{"mijisou", "https://mijisou.com/url_proxy?proxytoken=t&proxyurl=https://example.org/x?a=1&b=2", "https://example.org/x?a=1&b=2"},
	{"logonews", "https://link.logonews.cn/?url=https%3A%2F%2Fexample.org%2Fx", "https://example.org/x"},
	{"ruyo", "https://51.ruyo.net/go?u=https%3A%2F%2Fexample.org%2Fx", "https://example.org/x"},
	{"yinxiang", "https://app.yinxiang.com/OutboundRedirect.action?dest=https%3A%2F%2Fexample.org%2Fx", "https://example.org/x"},
	{"evernote", "https://www.evernote.com/OutboundRedirect.action?dest=https%3A%2F%2Fexample.org%2Fx", "https://example.org/x"},
	{"pixiv-jump", "https://www.pixiv.net/jump.php?https%3A%2F%2Fexample.org%2Fx", "https://example.org/x"},
	{"pixiv-jump-url", "https://www.pixiv.net/jump.php?url=https%3A%2F%2Fexample.org%2Fx", "https://example.org/x"},
	{"tiktok-link", "https://www.tiktok.com/link/v2?aid=1&lang=en&target=https%3A%2F%2Fexample.org%2Fx", "https://example.org/x"},
	{"steam-linkfilter", "https://steamcommunity.com/linkfilter/?url=https://example.org/x", "https://example.org/x"},
	{"youtube-redirect", "https://www.youtube.com/redirect?event=video_description&redir_token=t&q=https%3A%2F%2Fexample.org%2Fx&v=1", "https://example.org/x"},
	{"pocket-redirect", "https://getpocket.com/redirect?url=https%3A%2F%2Fexample.org%2Fx&h=1", "https://example.org/x"},
	{"mozilla-outgoing", "https://outgoing.prod.mozaws.net/v1/0123/https%3A//example.org/x%3Fa=1", "https://example.org/x?a=1"},
	{"medium-redirect", "https://medium.com/r/?url=https%3A%2F%2Fexample.org%2Fx", "https://example.org/x"},
	{"reddit-out", "https://out.reddit.com/t3_abc?url=https%3A%2F%2Fexample.org%2Fx&token=t", "https://example.org/x"},
	{"reddit-mail", "https://click.redditmail.com/CL0/https:%2F%2Fexample.org%2Fx/1/0123/abc", "https://example.org/x"},
	{"facebook-link", "https://l.facebook.com/l.php?u=https%3A%2F%2Fexample.org%2Fx%3Fa%3D1&h=AT0", "https://example.org/x?a=1"},
	{"facebook-flx", "https://www.facebook.com/flx/warn/?u=https%3A%2F%2Fexample.org%2Fx&h=1", "https://example.org/x"},
	{"instagram-link", "https://l.instagram.com/?u=https%3A%2F%2Fexample.org%2Fx&e=AT1", "https://example.org/x"},
	{"tumblr-redirect", "https://t.umblr.com/redirect?z=https%3A%2F%2Fexample.org%2Fx&t=abc", "https://example.org/x"},
	{"telegram-instant-view", "https://t.me/iv?url=https%3A%2F%2Fexample.org%2Fx&rhash=1", "https://example.org/x"},
	{"slack-redirect", "https://slack-redir.net/link?url=https%3A%2F%2Fexample.org%2Fx", "https://example.org/x"},
	{"linkedin-redirect", "https://www.linkedin.com/redir/redirect?url=https%3A%2F%2Fexample.org%2Fx&urlhash=1", "https://example.org/x"},
	{"linkedin-safety", "https://www.linkedin.com/safety/go?url=https%3A%2F%2Fexample.org%2Fx&trk=1", "https://example.org/x"},
	{"vk-away", "https://vk.com/away.php?to=https%3A%2F%2Fexample.org%2Fx&cc_key=", "https://example.org/x"},
	{"ok-external", "https://ok.ru/dk?cmd=logExternal&st.link=https%3A%2F%2Fexample.org%2Fx", "https://example.org/x"},
	{"mail-ru-redirect", "https://click.mail.ru/redir?u=https%3A%2F%2Fexample.org%2Fx&c=1", "https://example.org/x"},
	{"yandex-jsredir", "https://yandex.ru/clck/jsredir?from=yandex&url=https%3A%2F%2Fexample.org%2Fx", "https://example.org/x"},
	{"curseforge-linkout", "https://www.curseforge.com/linkout?remoteUrl=https%253a%252f%252fexample.org%252fx", "https://example.org/x"},
	{"soundcloud-gate", "https://gate.sc/?url=https%3A%2F%2Fexample.org%2Fx&token=1", "https://example.org/x"},
	{"disqus", "https://disq.us/url?url=https%3A%2F%2Fexample.org%2Fx%3AabcDEF&cuid=1", "https://example.org/x"},
	{"5ch-jump", "https://jump.5ch.net/?https://example.org/x?a=1&b=2", "https://example.org/x?a=1&b=2"},
	{"href-li", "https://href.li/?https://example.org/x", "https://example.org/x"},
	{"anonym-to", "https://anonym.to/?https://example.org/x", "https://example.org/x"},
	{"hiderefer", "https://hiderefer.com/?https://example.org/x", "https://example.org/x"},
	{"nullrefer", "https://nullrefer.com/?https://example.org/x", "https://example.org/x"},
	{"deviantart-outgoing", "https://www.deviantart.com/users/outgoing?https://example.org/x", "https://example.org/x"},
	{"imgsrc-go", "https://imgsrc.ru/go/1/2/3/https://example.org/x", "https://example.org/x"},

	{"google-url", "https://www.google.com/url?q=https://example.org/x?a%3D1%26b%3D2&sa=D&source=editors", "https://example.org/x?a=1&b=2"},
	{"google-url", "https://www.google.com/url?sa=t&q=words&url=https%3A%2F%2Fexample.org%2Fx&usg=1", "https://example.org/x"},
	{"google-amp", "https://www.google.com/amp/s/example.org/x", "https://example.org/x"},
	{"google-translate", "https://translate.google.com/translate?sl=zh&tl=en&u=https%3A%2F%2Fexample.org%2Fx", "https://example.org/x"},
	{"google-translate-host", "https://a-b--c-com.translate.goog/x?_x_tr_sl=zh", "https://a.b-c.com/x"},
	{"google-translate-host", "https://example-org.translate.goog/x?a=1&_x_tr_sl=zh&_x_tr_tl=en&b=2#c", "https://example.org/x?a=1&b=2#c"},
	{"google-ads", "https://www.googleadservices.com/pagead/aclk?sa=L&adurl=https%3A%2F%2Fexample.org%2Fx", "https://example.org/x"},
	{"doubleclick-last", "https://ad.doubleclick.net/ddm/clk/1;2;n?https://example.org/x?a=1", "https://example.org/x?a=1"},
	{"amp-cache", "https://example-org.cdn.ampproject.org/c/s/example.org/x", "https://example.org/x"},
	{"amp-cache", "https://example-org.cdn.ampproject.org/i/example.org/a.jpg", "http://example.org/a.jpg"},
	{"amp-cache", "https://example-org.cdn.ampproject.org/ii/w680/s/example.org/a.jpg", "https://example.org/a.jpg"},
	{"duckduckgo-link", "https://duckduckgo.com/l/?uddg=https%3A%2F%2Fexample.org%2Fx&rut=1", "https://example.org/x"},
	{"zaker-link", "http://iphone.myzaker.com/zaker/link.php?pk=62e8dd12&b=aHR0cHM6Ly9leGFtcGxlLm9yZy94P2E9MSZiPTIjYw==&bcode=0e34a24b&target=_new", "https://example.org/x?a=1&b=2#c"},
	{"duomai", "https://c.duomai.com/track.php?site_id=242986&euid=&t=https://example.org/x", "https://example.org/x"},
	{"duomai", "https://c.duomai.com/track.php?t=https%3A%2F%2Fexample.org%2Fx%3Fa%3D1&site_id=242986", "https://example.org/x?a=1"},
	{"bing-click", "https://www.bing.com/ck/a?u=a1aHR0cHM6Ly9leGFtcGxlLm9yZy94&ntb=1", "https://example.org/x"},
	{"yahoo-search", "https://r.search.yahoo.com/_ylt=abc/RV=2/RE=1/RO=10/RU=https%3a%2f%2fexample.org%2fx/RK=2/RS=x-", "https://example.org/x"},

	{"outlook-safelinks", "https://nam02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fexample.org%2Fx&data=05%7C02&sdata=1&reserved=0", "https://example.org/x"},
	{"proofpoint-v1", "https://urldefense.proofpoint.com/v1/url?u=https%3A%2F%2Fexample.org%2Fx&k=1", "https://example.org/x"},
	{"proofpoint-v2", "https://urldefense.proofpoint.com/v2/url?u=https-3A__example.org_x&d=D", "https://example.org/x"},
	{"proofpoint-v3", "https://urldefense.com/v3/__https://example.org/x?a=1__;!!abc!def$", "https://example.org/x?a=1"},
	{"proofpoint-v3", "https://urldefense.com/v3/__https://example.org/*a*b__;IyM!!abc$", "https://example.org/#a%23b"},
	{"proofpoint-v3", "https://urldefense.com/v3/__https://example.org/**Ab__;5Lit!!abc$", "https://example.org/" + "\xe4\xb8b"},
	{"barracuda-linkprotect", "https://linkprotect.cudasvc.com/url?a=https%3a%2f%2fexample.org%2fx&c=E,1", "https://example.org/x"},
	{"mandrill-click", "https://mandrillapp.com/track/click/1/example.org?p=eyJ1IjoxLCJwIjoie1widXJsXCI6XCJodHRwczpcXC9cXC9leGFtcGxlLm9yZ1xcL3hcIn0ifQ", "https://example.org/x"},
	{"substack-redirect", "https://substack.com/redirect/2/eyJlIjoiaHR0cHM6Ly9leGFtcGxlLm9yZy94In0.abc", "https://example.org/x"},
	{"govdelivery-short", "https://lnks.gd/l/eyJhbGciOiJIUzI1NiJ9.eyJidWxsZXRpbl9saW5rX2lkIjoxMDEsInVybCI6Imh0dHBzOi8vZXhhbXBsZS5vcmcveCJ9.sig", "https://example.org/x"},
	{"govdelivery-track", "https://links.govdelivery.com/track?type=click&enid=1&&&100&&&https://example.org/x?a=1", "https://example.org/x?a=1"},
	{"aws-track", "https://abc.r.us-east-1.awstrack.me/L0/https:%2F%2Fexample.org%2Fx%3Fa=1/1/0123/sig=1", "https://example.org/x?a=1"},
	{"tldr-newsletter", "https://tracking.tldrnewsletter.com/CL0/https:%2F%2Fexample.org%2Fx/1/0123/sig", "https://example.org/x"},
	{"convertkit-click", "https://click.convertkit-mail2.com/abc/def/aHR0cHM6Ly9leGFtcGxlLm9yZy94", "https://example.org/x"},
	{"mailtrack", "https://mailtrack.io/trace/link/abc?url=https%3A%2F%2Fexample.org%2Fx&userId=1", "https://example.org/x"},
	{"mailpanion", "https://api.mailpanion.com/click?destination=https%3A%2F%2Fexample.org%2Fx", "https://example.org/x"},

	{"ebay-rover", "https://rover.ebay.com/rover/1/711-53200/1?mpre=https%3A%2F%2Fexample.org%2Fx", "https://example.org/x"},
	{"linksynergy", "https://click.linksynergy.com/deeplink?id=1&mid=2&murl=https%3A%2F%2Fexample.org%2Fx", "https://example.org/x"},
	{"tradedoubler", "https://clk.tradedoubler.com/click?p=1&a=2&url=https%3A%2F%2Fexample.org%2Fx", "https://example.org/x"},
	{"admitad", "https://ad.admitad.com/g/abc/?ulp=https%3A%2F%2Fexample.org%2Fx", "https://example.org/x"},
	{"digidip", "https://site.digidip.net/visit?url=https%3A%2F%2Fexample.org%2Fx", "https://example.org/x"},
	{"adform", "https://track.adform.net/C/?bn=1;ckurl=x&ckurl=https%3A%2F%2Fexample.org%2Fx", "https://example.org/x"},
	{"webgains", "https://track.webgains.com/click.html?wgcampaignid=1&wgtarget=https%3A%2F%2Fexample.org%2Fx", "https://example.org/x"},
	{"awin", "https://www.awin1.com/cread.php?awinmid=1&ued=https%3A%2F%2Fexample.org%2Fx", "https://example.org/x"},
	{"effiliation", "https://track.effiliation.com/servlet/effi.redir?id_compteur=1&url=https%3A%2F%2Fexample.org%2Fx", "https://example.org/x"},
	{"partner-ads", "https://www.partner-ads.com/dk/klikbanner.php?partnerid=1&htmlurl=https%3A%2F%2Fexample.org%2Fx", "https://example.org/x"},
	{"skimlinks", "https://go.skimresources.com/?id=1&xs=1&url=https%3A%2F%2Fexample.org%2Fx", "https://example.org/x"},
	{"viglink", "https://redirect.viglink.com/?key=1&u=https%3A%2F%2Fexample.org%2Fx", "https://example.org/x"},
	{"cj", "https://www.dpbolvw.net/click-1-2?url=https%3A%2F%2Fexample.org%2Fx", "https://example.org/x"},
	{"impact", "https://brand.sjv.io/c/1/2/3?u=https%3A%2F%2Fexample.org%2Fx", "https://example.org/x"},
	{"partnerize", "https://prf.hn/click/camref:abc/pubref:x/destination:https%3A%2F%2Fexample.org%2Fx", "https://example.org/x"},
	{"shareasale", "https://www.shareasale.com/r.cfm?b=1&u=2&urllink=example.org%2Fx", "https://example.org/x"},
	{"adjust", "https://app.adjust.com/abc?redirect=https%3A%2F%2Fexample.org%2Fx", "https://example.org/x"},
	{"flexlinks", "https://track.flexlinkspro.com/g.ashx?foid=1&url=https%3A%2F%2Fexample.org%2Fx", "https://example.org/x"},
	{"telekom-deeplink", "https://zielkunde.telekom.de/go?deeplinkurl=https%3A%2F%2Fexample.org%2Fx", "https://example.org/x"},
	{"hlserve", "https://ad.hlserve.com/c?dest=https%3A%2F%2Fexample.org%2Fx", "https://example.org/x"},
	{"srvtrck", "https://r.srvtrck.com/v1/redirect?api_key=1&url=https%3A%2F%2Fexample.org%2Fx", "https://example.org/x"},
	{"mysku", "https://mysku.ru/go/?r=https%3A%2F%2Fexample.org%2Fx", "https://example.org/x"},
	{"tokopedia", "https://ta.tokopedia.com/promo/v1/clicks/abc?r=https%3A%2F%2Fexample.org%2Fx", "https://example.org/x"},
	{"idealo-partner", "https://www.idealo-partner.com/click?trg=https%3A%2F%2Fexample.org%2Fx", "https://example.org/x"},
	{"ccbill", "https://refer.ccbill.com/cgi-bin/clicks.cgi?CA=1&HTML=https%3A%2F%2Fexample.org%2Fx", "https://example.org/x"},
	{"smartredirect", "https://www.smartredirect.de/redir/clickGate.php?u=1&url=https%3A%2F%2Fexample.org%2Fx", "https://example.org/x"},
	{"exactag", "https://m.exactag.com/ai.aspx?tc=1&url=https%3A%2F%2Fexample.org%2Fx", "https://example.org/x"},
	{"alabout", "https://www.alabout.com/j.phtml?url=https%3A%2F%2Fexample.org%2Fx", "https://example.org/x"},
	{"loginfra", "https://cc.loginfra.com/cc?u=https%3A%2F%2Fexample.org%2Fx", "https://example.org/x"},
	{"aliexpress-deep-link", "https://s.click.aliexpress.com/deep_link.htm?dl_target_url=https%3A%2F%2Fexample.org%2Fx", "https://example.org/x"},
}

func TestUnwrap(t *testing.T) {
	u, err := newURLRules(Options{})
	require.NoError(t, err)
	rows := map[string]*unwrapper{}
	for i := range unwrappers {
		row := &unwrappers[i]
		require.NotContains(t, rows, row.name, "two rows of one name")
		rows[row.name] = row
	}
	shown := map[string]bool{}
	for _, v := range unwrapVectors {
		t.Run(v.row, func(t *testing.T) {
			row := rows[v.row]
			require.NotNil(t, row, "no such row")
			shown[v.row] = true
			p, why := parseURL(v.in, nil)
			require.Empty(t, why)
			for _, use := range []uses{forPictures, forLinks} {
				got, names, refused := u.unwrap(p.web, use)
				if row.use&use == 0 {
					assert.NotContains(t, names, v.row, "the row is not for this use")
					continue
				}
				require.NotEmpty(t, names, "%s is not recognised, refused by %q", v.in, refused)
				assert.Equal(t, v.row, names[0])
				want, _ := parseURL(v.want, nil)
				assert.Equal(t, want.url, got.s)
			}
		})
	}
	for in, name := range map[string]string{
		"https://t.co/AbC1": "short-link", "http://jump2.bdimg.com/safecheck/index?url=abc": "tieba-jump", "https://www.baidu.com/link?url=abc": "search-result",
		"https://link.segmentfault.com/?enc=abc%3D": "segmentfault-link", "https://protect-us.mimecast.com/s/abc?domain=x.org": "mimecast",
	} {
		w, _ := wellFormed(in)
		got, names, refused := u.unwrap(w, forLinks)
		assert.Equal(t, in, got.s, "nobody can tell where it leads")
		assert.Empty(t, names)
		assert.Equal(t, name, refused)
		shown[name] = true
	}
	for name := range rows {
		assert.True(t, shown[name], "row %s has no vector", name)
	}
	assert.GreaterOrEqual(t, len(rows), 110)
}

// What only looks like a proxy stays as it is.
func TestUnwrapLeaves(t *testing.T) {
	for _, tt := range []struct{ why, in string }{
		{"no remainder", "https://cors.zfour.workers.dev/"},
		{"the remainder is no URL", "https://cors.zfour.workers.dev/?about"},
		{"the remainder is a file name", "https://cors.zfour.workers.dev/?a.jpg"},
		{"script behind a redirector", "https://link.zhihu.com/?target=javascript%3Aalert(1)"},
		{"data behind a redirector", "https://link.zhihu.com/?target=data%3Atext%2Fhtml%2Cx"},
		{"a user name hides the host", "https://link.zhihu.com/?target=https%3A%2F%2Fexample.com%40example.org%2F"},
		{"a control character", "https://link.zhihu.com/?target=https%3A%2F%2Fexample.org%2F%0D%0Ax"},
		{"no dot in the host", "https://link.zhihu.com/?target=http%3A%2F%2Flocalhost%2F"},
		{"the last escape is cut off", "https://link.zhihu.com/?target=https%3A%2F%2Fexample.org%2Fx%252"},
		{"a bad port", "https://link.zhihu.com/?target=https%3A%2F%2Fexample.org%3A99999%2F"},
		{"share link", "https://service.weibo.com/share/share.php?url=https%3A%2F%2Fexample.org"},
		{"share link", "https://www.facebook.com/sharer/sharer.php?u=https%3A%2F%2Fexample.org"},
		{"share link", "https://twitter.com/intent/tweet?url=https%3A%2F%2Fexample.org"},
		{"share link", "https://t.me/share/url?url=https%3A%2F%2Fexample.org"},
		{"login", "https://accounts.google.com/ServiceLogin?continue=https%3A%2F%2Fexample.org"},
		{"login", "https://www.zhihu.com/signin?next=https%3A%2F%2Fexample.org"},
		{"login", "https://www.linkedin.com/login?session_redirect=https%3A%2F%2Fexample.org"},
		{"a URL in the query of an ordinary host", "https://example.com/?https://example.org/"},
		{"a URL in the query of an ordinary host", "https://example.com/validate?url=https%3A%2F%2Fexample.org%2F"},
		{"a URL in the path of an ordinary host", "https://example.com/https://example.org/"},
		{"no proxy, but cors in the name", "https://www.corsair.example/?https://example.org/"},
		{"a token, no URL", "https://www.baidu.com/link?url=abcDEF_123"},
		{"a search", "https://www.google.com/search?q=https%3A%2F%2Fexample.org"},
		{"a search", "https://www.google.com/url?q=words"},
		{"jsDelivr serves the file itself", "https://fastly.jsdelivr.net/gh/a/b@main/c.png"},
		{"a size, no preview", "https://static.wixstatic.com/media/0a1b~mv2.jpg/v1/fill/w_1470,h_980,al_c,q_80/0a1b~mv2.jpg"},
		{"an upload, not a fetch", "https://res.cloudinary.com/demo/image/upload/w_300/a.jpg"},
		{"a screenshot, not the page", "https://s0.wp.com/mshots/v1/https%3A%2F%2Fexample.org%2F"},
		{"an image of the host itself", "https://name.imgix.net/a.jpg?s=1"},
		{"the AMP runtime", "https://cdn.ampproject.org/v0.js"},
		{"a picture that is not encoded", "https://site.example/_next/static/media/a.jpg"},
		{"not base64 of a URL", "https://reader.example/proxy/c2ln/Zm9vYmFy"},
		{"broken hex", "https://camo.githubusercontent.com/00/68747470733"},
		{"a watermark in base64", "https://img-blog.csdn.net/2018?watermark/2/text/aHR0cDovL2Jsb2cuY3Nkbi5uZXQv/font/5a6L5L2T"},
		{"a picture's own parameters", "https://user-gold-cdn.xitu.io/2019/9/25/16d65d?imageView2/0/w/1280/h/960/format/webp/ignore-error/1"},
	} {
		t.Run(tt.why, func(t *testing.T) {
			a := newAddresses(t, Options{}, "", "")
			for _, got := range []address{a.link(tt.in), a.picture(tt.in), a.media(tt.in)} {
				assert.Equal(t, tt.in, got.url)
				assert.Empty(t, got.proxies)
			}
		})
	}
}

func TestUnwrapChains(t *testing.T) {
	const cors = "https://cors.zfour.workers.dev/?"
	a := newAddresses(t, Options{}, "", "")

	got := a.picture(cors + "https://wsrv.nl/?url=example.org/a.jpg")
	assert.Equal(t, "https://example.org/a.jpg", got.url)
	assert.Equal(t, []string{"cors-question-mark", "weserv"}, got.proxies)

	got = a.picture(cors + cors + "http://a.example/b.png")
	assert.Equal(t, "http://a.example/b.png", got.url)

	got = a.picture(strings.Repeat(cors, maxLevels) + "http://a.example/b.png")
	assert.Equal(t, "http://a.example/b.png", got.url)

	deep := strings.Repeat(cors, 50) + "http://a.example/b.png"
	got = a.picture(deep)
	assert.Equal(t, deep, got.url, "what is nested deeper than any article does stays whole")
	assert.Equal(t, "cors-question-mark", got.refused)

	got = a.picture(cors + "https://link.zhihu.com/?target=https%3A%2F%2Fexample.org%2Fa.jpg")
	assert.Equal(t, "https://link.zhihu.com/?target=https%3A%2F%2Fexample.org%2Fa.jpg", got.url, "a redirector for links serves no picture")
}

func TestOwnProxies(t *testing.T) {
	opt := Options{Proxies: []string{"https://my.example/?", "https://files.example/get/", "https://img.example/v1?src=", "https://whole.example"}}
	a := newAddresses(t, opt, "", "")
	for in, want := range map[string]string{
		"https://my.example/?http://example.org/a.jpg?x=1&y=2":                     "http://example.org/a.jpg?x=1&y=2",
		"http://my.example/?http://example.org/a.jpg":                              "http://example.org/a.jpg",
		"https://files.example/get/example.org/a.jpg":                              "https://example.org/a.jpg",
		"https://img.example/v1?src=https%3A%2F%2Fexample.org%2Fa.jpg%3Fx%3D1&w=3": "https://example.org/a.jpg?x=1",
		"https://whole.example/https://example.org/a.jpg":                          "https://example.org/a.jpg",
		"https://my.example/?about":                                                "https://my.example/?about",
		"https://my.example/other":                                                 "https://my.example/other",
		"https://whole.example.org/https://example.org/a.jpg":                      "https://whole.example.org/https://example.org/a.jpg",
	} {
		assert.Equal(t, want, a.picture(in).url)
		assert.Equal(t, want, a.link(in).url)
	}
	assert.Equal(t, []string{"https://my.example/?"}, a.picture("https://my.example/?http://example.org/a.jpg").proxies)

	for _, bad := range []string{"", "my.example/?", "javascript:", "ftp://my.example/", "https://"} {
		_, err := newURLRules(Options{Proxies: []string{bad}})
		require.Error(t, err)
		assert.Contains(t, err.Error(), fmt.Sprintf("%q", bad))
	}
}

func TestKeepProxies(t *testing.T) {
	a := newAddresses(t, Options{KeepProxies: true, Proxies: []string{"https://my.example/?"}}, "", "")
	for _, in := range []string{
		"https://cors.zfour.workers.dev/?http://example.org/a.jpg",
		"https://my.example/?http://example.org/a.jpg",
		"https://link.zhihu.com/?target=https%3A%2F%2Fexample.org%2F",
	} {
		assert.Equal(t, in, a.picture(in).url)
		assert.Equal(t, in, a.link(in).url)
	}
}

func TestParseURL(t *testing.T) {
	const page = "https://site.example/a/b.html?q=1#f"
	for _, tt := range []struct{ name, base, in, want string }{
		{"clean", page, "https://example.org/x?y=1#z", "https://example.org/x?y=1#z"},
		{"no path", page, "https://example.org", "https://example.org"},
		{"upper case", page, "HTTPS://Example.ORG/Path", "https://example.org/Path"},
		{"spaces around", page, " \u0001 https://example.org/ \n", "https://example.org/"},
		{"tab and newline inside", page, "htt\tps://exam\nple.org/a\r\nb", "https://example.org/ab"},
		{"space inside", page, "https://example.org/a b?c d#e f", "https://example.org/a%20b?c%20d#e%20f"},
		{"no URL code points", page, "https://example.org/\"<>`{}|^[]?\"<>`{}|\\^[]", "https://example.org/%22%3C%3E%60%7B%7D%7C%5E%5B%5D?%22%3C%3E%60%7B%7D%7C%5C%5E%5B%5D"},
		{"CJK", page, "https://example.org/图片/一.jpg?名=值#节", "https://example.org/图片/一.jpg?名=值#节"},
		{"not a character", page, "https://example.org/\ufdd0\u0085", "https://example.org/%EF%B7%90%C2%85"},
		{"no UTF-8", page, "https://example.org/\xc4\xe3", "https://example.org/%C4%E3"},
		{"lone percent signs", page, "https://example.org/100%?50%x&%E4", "https://example.org/100%25?50%25x&%E4"},
		{"escapes stay as they are", page, "https://example.org/%e4%b8%ad%2f%41", "https://example.org/%e4%b8%ad%2f%41"},
		{"semicolons and commas stay", page, "https://example.org/a;b,c?d;e=f,g&amp;h", "https://example.org/a;b,c?d;e=f,g&amp;h"},
		{"second hash", page, "https://example.org/#a#b", "https://example.org/#a%23b"},
		{"backslashes", page, `https:\\example.org\a\b?c\d`, "https://example.org/a/b?c%5Cd"},
		{"many slashes", page, "https:////example.org/x", "https://example.org/x"},
		{"one slash, as browsers read it", page, "https:/x", "https://site.example/x"},
		{"one slash of the other scheme", page, "http:/example.org/x", "http://example.org/x"},
		{"one slash, no page", "", "https:/example.org/x", "https://example.org/x"},
		{"no slash", page, "https:x", "https://site.example/a/x"},
		{"dot segments of an absolute URL stay", page, "https://example.org/a/../b", "https://example.org/a/../b"},
		{"user name", page, "https://user:pass@example.org/x", "https://example.org/x"},
		{"at sign in the path", page, "https://example.org/@user", "https://example.org/@user"},
		{"port", page, "https://example.org:8443/x", "https://example.org:8443/x"},
		{"empty port", page, "https://example.org:/x", "https://example.org/x"},
		{"default port stays", page, "http://example.org:80/x", "http://example.org:80/x"},
		{"IPv6", page, "http://[2001:DB8::1]:8080/x", "http://[2001:db8::1]:8080/x"},
		{"IPv4", page, "http://192.0.2.1/x", "http://192.0.2.1/x"},
		{"escaped host", page, "https://ex%61mple.org/", "https://example.org/"},
		{"Unicode host", page, "https://例子.测试/", "https://例子.测试/"},
		{"full-width host", page, "https://ｅｘａｍｐｌｅ。org/", "https://example.org/"},
		{"Punycode host", page, "https://xn--fsqu00a.xn--0zwm56d/", "https://xn--fsqu00a.xn--0zwm56d/"},
		{"trailing dot", page, "https://example.org./x", "https://example.org./x"},
		{"two slashes", "http://site.example/", "//example.org/x", "https://example.org/x"},
		{"two slashes, no page", "", "//example.org/x", "https://example.org/x"},
		{"slash and backslash", page, `/\example.org/x`, "https://example.org/x"},
		{"slash and backslash, no page", "", `/\example.org/x`, "https://example.org/x"},
		{"backslashes, no page", "", `\\example.org\x`, "https://example.org/x"},
		{"tab between slashes, no page", "", "/\t/example.org/x", "https://example.org/x"},
		{"three slashes", "", "///example.org/x", "https://example.org/x"},
		{"relative", page, "c.jpg", "https://site.example/a/c.jpg"},
		{"relative, up", page, "../c.jpg", "https://site.example/c.jpg"},
		{"relative, up beyond the root", page, "../../../c.jpg", "https://site.example/c.jpg"},
		{"relative, escaped dots", page, "%2e%2E/./c.jpg", "https://site.example/c.jpg"},
		{"relative, dot at the end", page, "x/..", "https://site.example/a/"},
		{"relative, empty segments", page, "/x//y/", "https://site.example/x//y/"},
		{"relative, query", page, "?x=../y", "https://site.example/a/b.html?x=../y"},
		{"relative, root", page, "/x y", "https://site.example/x%20y"},
		{"relative, host only page", "https://site.example", "x", "https://site.example/x"},
		{"relative with port", "https://site.example:8443/a", "/x", "https://site.example:8443/x"},
		{"relative with a colon", page, "1:2", "https://site.example/a/1:2"},
		{"fragment", page, "#a b", "#a%20b"},
		{"relative, no page", "", "a/../b.jpg?x=1", "a/../b.jpg?x=1"},
		{"relative with a colon, no page", "", "1:2", "./1:2"},
		{"relative with a late colon, no page", "", "a/b:c", "a/b:c"},
		{"escaped scheme, no page", "", "%6aavascript:alert(1)", "./%6aavascript:alert(1)"},
		{"backslash, no page", "", `\x\y`, "/x/y"},
		{"mailto", page, "MAILTO:a b@example.org?subject=x y", "mailto:a%20b@example.org?subject=x%20y"},
		{"tel", page, "tel:+49 123", "tel:+49%20123"},
		{"ftp", page, `ftp:\\Example.org\x`, "ftp://example.org/x"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var base *webURL
			if tt.base != "" {
				b := cutURL(tt.base)
				base = &b
			}
			got, why := parseURL(tt.in, base)
			require.Empty(t, why)
			assert.Equal(t, tt.want, got.url)
			again, why := parseURL(got.url, base)
			assert.Empty(t, why)
			assert.Equal(t, got.url, again.url, "reading it again changes nothing")
			if base == nil || base.scheme != "http" {
				_, err := url.Parse(got.url)
				assert.NoError(t, err)
			}
		})
	}
}

func TestParseURLRefuses(t *testing.T) {
	for in, want := range map[string]string{
		"":                                   whyEmpty,
		" \t\n ":                             whyEmpty,
		"https://":                           whyNoHost,
		"https:///":                          whyNoHost,
		"//":                                 whyNoHost,
		"https://?x":                         whyNoHost,
		"https://exa mple.org/":              whyNoHost,
		"https://exa<mple.org/":              whyNoHost,
		"https://exam%20ple.org/":            whyNoHost,
		"https://example%":                   whyNoHost,
		"https://a..example/":                whyNoHost,
		"https://.example/":                  whyNoHost,
		"https://1.2.3.256/":                 whyNoHost,
		"https://0x7f.1/":                    whyNoHost,
		"https://[::1/":                      whyNoHost,
		"https://[fe80::1%25eth0]/":          whyNoHost,
		"https://xn--/":                      whyNoHost,
		"https://xn--.example/":              whyNoHost,
		"https://xn--a/":                     whyNoHost,
		"https://user@/":                     whyNoHost,
		"https://" + strings.Repeat("a", 64): whyNoHost,
		"https://example.org:99999/":         whyBadPort,
		"https://example.org:8a/":            whyBadPort,
		"mailto:":                            whyNoTarget,
		"irc://a b/c":                        whyNoHost,
		"https://example.org/" + strings.Repeat("a", maxURL): whyTooLong,
	} {
		got, why := parseURL(in, nil)
		assert.Equal(t, want, why, "%.80q became %q", in, got.url)
	}
}

func TestSchemes(t *testing.T) {
	a := newAddresses(t, Options{}, "https://site.example/", "")
	for _, in := range []string{"mailto:a@example.org", "tel:+4912345", "sms:+4912345", "xmpp:a@example.org", "irc://irc.example.org/chan", "magnet:?xt=urn:btih:0123", "geo:1,2", "matrix:r/x:example.org", "ftp://example.org/x"} {
		assert.Equal(t, in, a.link(in).url)
		assert.Empty(t, a.picture(in).url)
		assert.Empty(t, a.media(in).url)
	}
	for _, in := range []string{"javascript:alert(1)", "JavaScript:alert(1)", "java\nscript:alert(1)", "\x01javascript:alert(1)", "vbscript:x", "data:text/html,x", "blob:https://example.org/x", "file:///etc/passwd", "about:blank", "view-source:https://example.org", "x:y"} {
		for _, got := range []address{a.link(in), a.picture(in), a.media(in)} {
			assert.Empty(t, got.url, in)
			assert.NotEmpty(t, got.why, in)
		}
	}
	assert.Equal(t, "#x", a.link("#x").url)
	assert.Empty(t, a.picture("#x").url)

	a = newAddresses(t, Options{Allow: []Allowance{{Schemes: []string{"tg"}}}, Deny: []Allowance{{Schemes: []string{"ftp", "http"}}}}, "", "")
	assert.Equal(t, "tg://resolve?domain=x", a.link("tg://resolve?domain=x").url)
	assert.Empty(t, a.link("ftp://example.org/").url)
	assert.Empty(t, a.link("http://example.org/").url)
	assert.NotEmpty(t, a.link("https://example.org/").url)
}

func TestDataPictures(t *testing.T) {
	a := newAddresses(t, Options{}, "", "")
	for in, want := range map[string]string{
		"data:image/png;base64,iVBORw0KGgo=":        "data:image/png;base64,iVBORw0KGgo=",
		"data:image/png;base64,iVBORw0KGgo":         "data:image/png;base64,iVBORw0KGgo=",
		" DATA:IMAGE/JPG;BASE64,iVBO\n Rw0K\tGgo= ": "data:image/jpeg;base64,iVBORw0KGgo=",
		"data:image/gif;charset=utf-8;base64,R0lG":  "data:image/gif;base64,R0lG",
		"data:image/webp;base64,UklG%2B%2F==":       "data:image/webp;base64,UklG+/==",
		"data:image/svg+xml;base64,PHN2Zz4=":        "",
		"data:image/svg+xml,<svg onload=alert(1)>":  "",
		"data:text/html;base64,PHN2Zz4=":            "",
		"data:image/png,abc":                        "",
		"data:image/png;base64,":                    "",
		"data:image/png;base64,a":                   "",
		"data:image/png;base64,ab*d":                "",
		"data:image/png;base64,ab=d":                "",
		"data:image/png;base64,abcd%2":              "",
		"data:":                                     "",
		"data:;base64,abcd":                         "",
	} {
		got := a.picture(in)
		assert.Equal(t, want, got.url, in)
		assert.Equal(t, want == "", got.why != "", in)
		assert.Empty(t, a.link(in).url, in)
	}
}

func TestTrackingParameters(t *testing.T) {
	a := newAddresses(t, Options{}, "https://www.site.example/a", "")
	for _, tt := range []struct{ why, in, want string }{
		{"the one parameter", "https://example.org/x?utm_source=a", "https://example.org/x"},
		{"the first", "https://example.org/x?utm_source=a&b=1", "https://example.org/x?b=1"},
		{"in the middle", "https://example.org/x?a=1&utm_source=a&b=%E4+c;d", "https://example.org/x?a=1&b=%E4+c;d"},
		{"the last", "https://example.org/x?b=1&fbclid=x", "https://example.org/x?b=1"},
		{"upper case", "https://example.org/x?UTM_Source=a", "https://example.org/x"},
		{"escaped twice", "https://example.org/x?a=1&amp;utm_source=a", "https://example.org/x?a=1"},
		{"empty pairs stay", "https://example.org/x?a=1&&b&utm_source=a", "https://example.org/x?a=1&&b"},
		{"a flag, no parameters", "https://example.org/x?gclid", "https://example.org/x?gclid"},
		{"nothing to do", "https://example.org/x?b=1&a=2&b=3", "https://example.org/x?b=1&a=2&b=3"},
		{"signed", "https://example.org/x?utm_source=a&X-Amz-Signature=b", "https://example.org/x?utm_source=a&X-Amz-Signature=b"},
		{"signed", "https://example.org/x?utm_source=a&auth_key=b", "https://example.org/x?utm_source=a&auth_key=b"},
		{"fragment", "https://example.org/x#utm_source=a&utm_medium=b", "https://example.org/x"},
		{"fragment of another kind", "https://example.org/x#a=1", "https://example.org/x#a=1"},
		{"route in the fragment", "https://example.org/#/x?utm_source=a", "https://example.org/#/x?utm_source=a"},
		{"text fragment", "https://example.org/x#:~:text=utm_source=a", "https://example.org/x#:~:text=utm_source=a"},
		{"query and fragment", "https://example.org/x?utm_source=a#top", "https://example.org/x#top"},
		{"from is an address elsewhere", "https://example.org/x?from=a&spm=b", "https://example.org/x?from=a&spm=b"},
		{"from on a known host", "https://www.bilibili.com/video/BV1?from=a&p=2", "https://www.bilibili.com/video/BV1?p=2"},
		{"spm on a known host", "https://developer.aliyun.com/article/1?spm=a2c&id=2", "https://developer.aliyun.com/article/1?id=2"},
		{"t is the time", "https://www.youtube.com/watch?v=abc&t=10&si=x", "https://www.youtube.com/watch?v=abc&t=10"},
		{"t is no time", "https://x.com/a/status/1?s=20&t=abc", "https://x.com/a/status/1"},
		{"not a status", "https://x.com/search?q=a&t=abc", "https://x.com/search?q=a&t=abc"},
		{"weixin, long form", "http://mp.weixin.qq.com/s?__biz=Mz==&mid=26&idx=1&sn=75&chksm=bd&scene=21#wechat_redirect", "http://mp.weixin.qq.com/s?__biz=Mz==&mid=26&idx=1&sn=75"},
		{"weixin, long form, unknown noise", "https://mp.weixin.qq.com/s?__biz=Mz==&mid=26&new=1&idx=1&sn=75", "https://mp.weixin.qq.com/s?__biz=Mz==&mid=26&idx=1&sn=75"},
		{"weixin, short form", "https://mp.weixin.qq.com/s/abc?scene=1&x=2", "https://mp.weixin.qq.com/s/abc?x=2"},
		{"weixin, not all there", "https://mp.weixin.qq.com/s?__biz=Mz==&mid=26&scene=1&x=2", "https://mp.weixin.qq.com/s?__biz=Mz==&mid=26&x=2"},
		{"zhihu answer", "https://www.zhihu.com/question/1/answer/2?share=x&rf=3", "https://www.zhihu.com/question/1/answer/2"},
		{"the page's host", "https://example.org/x?ref=site.example&a=1", "https://example.org/x?a=1"},
		{"another value", "https://example.org/x?ref=main", "https://example.org/x?ref=main"},
		{"behind the address of a shop's page", "https://www.amazon.de/Kran-Modell/dp/B00ABC1234/ref=sr_1_3?keywords=kran&qid=1", "https://www.amazon.de/Kran-Modell/dp/B00ABC1234?keywords=kran"},
		{"behind it, alone", "https://www.amazon.com/dp/B00ABC1234/ref=nav_logo", "https://www.amazon.com/dp/B00ABC1234"},
		{"elsewhere it is an address", "https://git.example/x/ref=main", "https://git.example/x/ref=main"},
		{"the wrapper's, then the target's", "https://link.zhihu.com/?target=https%3A%2F%2Fexample.org%2Fx%3Futm_source%3Da%26b%3D1&utm_source=c", "https://example.org/x?b=1"},
		{"tracking hides a proxy", "https://cors.zfour.workers.dev/?utm_source=a&https://example.org/x?b=1", "https://example.org/x?b=1"},
	} {
		t.Run(tt.why, func(t *testing.T) {
			got := a.link(tt.in)
			assert.Equal(t, tt.want, got.url)
			assert.Equal(t, tt.in != tt.want, len(got.tracking)+len(got.proxies) > 0)
			assert.Equal(t, got.url, a.link(got.url).url, "a second time changes nothing")
		})
	}
	const tracked = "https://example.org/a.jpg?utm_source=a"
	assert.Equal(t, tracked, a.picture(tracked).url, "pictures keep their parameters")
	assert.Equal(t, tracked, newAddresses(t, Options{KeepTracking: true}, "", "").link(tracked).url)
	assert.Equal(t, []string{"utm_source", "fbclid"}, a.link("https://example.org/?utm_source=1&b=2&fbclid=3").tracking)
}

// What a link says beside an href that only a request or a script could follow.
func TestLinksThatSayWhereTheyLead(t *testing.T) {
	const x = "https://example.org/x?a=1"
	for _, tt := range []struct{ why, in, want string }{
		{"title", `<a href="https://t.co/AbC1" title="https://example.org/x?a=1&amp;utm_source=b">example.org/x…</a>`, x},
		{"text", `<a href="http://t.cn/A6x">https://example.org/x?a=1</a>`, x},
		{"text in pieces", `<a href="https://t.co/AbC1"><span>https://</span><span>example.org/x?a=1</span></a>`, x},
		{"text, cut off", `<a href="https://t.co/AbC1">https://example.org/x…</a>`, "https://t.co/AbC1"},
		{"text, cut off by points", `<a href="https://t.co/AbC1">https://example.org/x...</a>`, "https://t.co/AbC1"},
		{"text with more in it", `<a href="https://t.co/AbC1">see https://example.org/x</a>`, "https://t.co/AbC1"},
		{"text of the same host", `<a href="https://t.co/AbC1">https://t.co/AbC2</a>`, "https://t.co/AbC1"},
		{"text of another short link", `<a href="https://t.co/AbC1">https://bit.ly/AbC2</a>`, "https://t.co/AbC1"},
		{"text that is no address", `<a href="https://t.co/AbC1">https://x</a>`, "https://t.co/AbC1"},
		{"title that is a title", `<a href="https://t.co/AbC1" title="A crane">crane</a>`, "https://t.co/AbC1"},
		{"Tieba", `<a href="http://jump2.bdimg.com/safecheck/index?url=abc==">https://example.org/x?a=1</a>`, x},
		{"so.com", `<a href="https://www.so.com/link?m=abc" data-mdurl="https://example.org/x?a=1">Kran</a>`, x},
		{"Baidu", `<a href="https://www.baidu.com/link?url=abc" e-landurl="https://example.org/x?a=1">Kran</a>`, x},
		{"an attribute behind another redirector", `<a href="https://t.co/AbC1" data-url="https://link.zhihu.com/?target=https%3A//example.org/x%3Fa%3D1">Kran</a>`, x},
		{"a redirector's address that is cut off", `<a href="https://link.zhihu.com/?target=https%3A%2F%2Fexample.org%2Fx%252">https://example.org/x?a=1</a>`, x},
		{"script", `<a href="javascript:void(0)" data-href="https://example.org/x?a=1">Kran</a>`, x},
		{"nothing", `<a data-href="https://example.org/x?a=1">Kran</a>`, x},
		{"script for a share button", `<a href="javascript:void(0)" data-url="https://example.org/x?a=1" title="https://example.org/">Kran</a>`, ""},
		{"hostile attribute", `<a href="https://t.co/AbC1" data-href="javascript:alert(1)//https://x.org">Kran</a>`, "https://t.co/AbC1"},
		{"an address that says where it leads", `<a href="https://example.com/" data-href="https://example.org/x?a=1" title="https://example.org/">https://example.org/</a>`, "https://example.com/"},
	} {
		t.Run(tt.why, func(t *testing.T) {
			c, err := New(Options{Report: true})
			require.NoError(t, err)
			res, err := c.Clean(Article{HTML: tt.in})
			require.NoError(t, err)
			got := ""
			if len(res.Report.Links) > 0 {
				got = res.Report.Links[0].URL
			}
			assert.Equal(t, tt.want, got)
			checkProperties(t, Options{}, Article{HTML: tt.in})
		})
	}
}

func TestArticleBase(t *testing.T) {
	for _, tt := range []struct{ why, page, base, host, want string }{
		{"page", "https://Site.example/a/b", "", "site.example", "https://site.example/a/c.jpg"},
		{"base", "https://site.example/a/b", "/x/", "site.example", "https://site.example/x/c.jpg"},
		{"base of another host", "https://site.example/a/b", "https://cdn.example/y/", "site.example", "https://cdn.example/y/c.jpg"},
		{"base without page", "", "https://cdn.example/y/", "cdn.example", "https://cdn.example/y/c.jpg"},
		{"nothing", "", "", "", "c.jpg"},
		{"relative base without page", "", "/x/", "", "c.jpg"},
		{"base is no web page", "https://site.example/a/b", "data:text/html,x", "site.example", "https://site.example/a/c.jpg"},
		{"page behind a proxy", "https://cors.zfour.workers.dev/?https://site.example/a/b", "", "site.example", "https://site.example/a/c.jpg"},
		{"no page address", "not a url", "", "", "c.jpg"},
	} {
		t.Run(tt.why, func(t *testing.T) {
			a := newAddresses(t, Options{}, tt.page, tt.base)
			assert.Equal(t, tt.host, a.host())
			assert.Equal(t, tt.want, a.picture("c.jpg").url)
			assert.Equal(t, tt.want, a.link("c.jpg").url)
			assert.Equal(t, tt.want, a.media("c.jpg").url)
		})
	}
}

func TestCleanerAddress(t *testing.T) {
	c, err := New(Options{})
	require.NoError(t, err)
	assert.Equal(t, "http://example.org/a.jpg", c.Address("https://cors.zfour.workers.dev/?http://example.org/a.jpg"))
	assert.Equal(t, "https://example.org/x", c.Address("https://link.zhihu.com/?target=https%3A//example.org/x"))
	for _, raw := range []string{"", "a title", "12:30", "/a.jpg", "HTTP://example.org/A b", "javascript:alert(1)", "https://cors.zfour.workers.dev/?about"} {
		assert.Equal(t, raw, c.Address(raw))
	}
}

func TestFullSize(t *testing.T) {
	a := newAddresses(t, Options{FullSize: true}, "", "")
	shown := map[string]bool{}
	for _, tt := range []struct{ row, in, want string }{
		{"full-size-zhihu", "https://pic2.zhimg.com/v2-9e30_720w.jpg?source=86", "https://pic2.zhimg.com/v2-9e30.jpg?source=86"},
		{"full-size-sina", "http://wx4.sinaimg.cn/mw690/abc.jpg", "http://wx4.sinaimg.cn/large/abc.jpg"},
		{"full-size-weixin", "https://mmbiz.qpic.cn/mmbiz_jpg/abc/640?wx_fmt=jpeg", "https://mmbiz.qpic.cn/mmbiz_jpg/abc/0?wx_fmt=jpeg"},
		{"full-size-bilibili", "https://i0.hdslb.com/bfs/article/abc.jpg@640w_1e.webp", "https://i0.hdslb.com/bfs/article/abc.jpg"},
		{"full-size-alicdn", "https://img.alicdn.com/imgextra/i1/abc.jpg_400x400q90.jpg", "https://img.alicdn.com/imgextra/i1/abc.jpg"},
		{"full-size-jd", "https://img10.360buyimg.com/n5/s75x75_jfs/t1/abc.jpg", "https://img10.360buyimg.com/n0/jfs/t1/abc.jpg"},
		{"full-size-tieba", "https://tiebapic.baidu.com/forum/w%3D580/sign=1/0123456789012345678901234567890123456789.jpg", "https://imgsrc.baidu.com/forum/pic/item/0123456789012345678901234567890123456789.jpg"},
		{"full-size-baike", "https://bkimg.cdn.bcebos.com/pic/abc?x-bce-process=image/resize,m_lfit", "https://bkimg.cdn.bcebos.com/pic/abc"},
		{"full-size-douban", "https://img9.doubanio.com/view/photo/s_ratio_poster/public/p1.jpg", "https://img9.doubanio.com/view/photo/l/public/p1.jpg"},
		{"full-size-google", "https://lh3.googleusercontent.com/abc=w640-h400", "https://lh3.googleusercontent.com/abc=s0"},
		{"full-size-blogger", "https://1.bp.blogspot.com/-a/b/c/d/s320/x.jpg", "https://1.bp.blogspot.com/-a/b/c/d/s0/x.jpg"},
		{"full-size-youtube", "https://i.ytimg.com/vi/abc/hqdefault.jpg?sqp=x", "https://i.ytimg.com/vi/abc/hqdefault.jpg"},
		{"full-size-imgur", "https://i.imgur.com/abcdefgm.jpg", "https://i.imgur.com/abcdefg.jpg"},
		{"full-size-twitter", "https://pbs.twimg.com/media/abc?format=jpg&name=small", "https://pbs.twimg.com/media/abc?format=jpg&name=orig"},
		{"full-size-twitter-suffix", "https://pbs.twimg.com/media/abc.jpg:large", "https://pbs.twimg.com/media/abc.jpg:orig"},
		{"full-size-medium", "https://miro.medium.com/v2/resize:fit:700/1*abc.png", "https://miro.medium.com/v2/1*abc.png"},
		{"full-size-wordpress", "https://site.files.wordpress.com/2020/01/a-150x150.jpg", "https://site.files.wordpress.com/2020/01/a.jpg"},
		{"full-size-xueqiu", "https://xqimg.imedao.com/abc.jpg!800.jpg", "https://xqimg.imedao.com/abc.jpg"},
		{"full-size-netease-music", "https://p1.music.126.net/abc/1.jpg?param=130y130", "https://p1.music.126.net/abc/1.jpg"},
		{"full-size-jandan", "https://img.moyu.im/mw600/abc.jpg", "https://img.moyu.im/large/abc.jpg"},
		{"full-size-hellogithub", "https://img.hellogithub.com/a.png!small", "https://img.hellogithub.com/a.png"},
	} {
		t.Run(tt.row, func(t *testing.T) {
			shown[tt.row] = true
			got := a.picture(tt.in)
			assert.Equal(t, tt.want, got.url)
			assert.Equal(t, []string{tt.row}, got.proxies)
			assert.Equal(t, tt.want, a.picture(tt.want).url, "a second time changes nothing")
			assert.Empty(t, a.picture(tt.want).proxies)
			assert.Equal(t, tt.in, newAddresses(t, Options{}, "", "").picture(tt.in).url, "only if wanted")
			assert.Equal(t, tt.in, a.link(tt.in).url, "only pictures")
		})
	}
	for _, row := range enlargers {
		assert.True(t, shown[row.name], "row %s has no vector", row.name)
	}
	const signed = "https://pbs.twimg.com/media/abc?format=jpg&name=small&sig=1"
	assert.Equal(t, signed, a.picture(signed).url)
}

func TestPictureHosts(t *testing.T) {
	a := newAddresses(t, Options{}, "", "")
	for _, in := range []string{"https://wx1.sinaimg.cn/a.jpg", "https://mmbiz.qpic.cn/a/640", "http://i.jandan.net/a.jpg"} {
		assert.True(t, noReferrerHost(hostOf(in)), in)
	}
	for _, in := range []string{"https://example.org/a.jpg", "https://notsinaimg.cn/a.jpg", "", "a.jpg"} {
		assert.False(t, noReferrerHost(hostOf(in)), in)
	}
	for _, in := range []string{
		"https://pixel.wp.com/b.gif?blog=1", "https://www.facebook.com/tr?id=1", "http://feeds.feedburner.com/~r/x", "https://hm.baidu.com/hm.gif?x",
		"https://stats.example/matomo.php?idsite=1", "https://cmail20.com/t/x", "https://www.google.com/ads/x",
	} {
		assert.True(t, trackerPixel(a.picture(in)), in)
	}
	for _, in := range []string{"https://example.org/a.jpg", "https://www.facebook.com/travel.jpg", "https://feeds.feedburner.com/a.jpg", "", "b.gif"} {
		assert.False(t, trackerPixel(a.picture(in)), in)
	}
	assert.Equal(t, "example.org", hostOf("HTTPS://Example.org:8080/x"))
	assert.Equal(t, "", hostOf("/x"))
	assert.Equal(t, "", hostOf("mailto:a@example.org"))
}

// However long the table, few of its rows are looked at for one URL.
func TestUnwrapIsIndexed(t *testing.T) {
	for in, most := range map[string]int{
		"https://img.36krcdn.com/20210707/v2_4d54108056b34950824ea4d760da90e0_img_000":  0,
		"https://www.example.org/news/2021/07/title.html?id=1&url=https://example.com/": 0,
		"https://github.com/gin-gonic/gin":                                              0,
		"https://www.google.com/search?q=x":                                             3,
		"https://link.zhihu.com/?target=https%3A//example.org":                          1,
		"https://cors.zfour.workers.dev/?http://example.org/a.jpg":                      3,
	} {
		w, ok := wellFormed(in)
		require.True(t, ok)
		for _, use := range []uses{forPictures, forLinks} {
			n := 0
			for range allUnwrappers().candidates(&w, use) {
				n++
			}
			assert.LessOrEqual(t, n, most, in)
		}
	}
}

// Nearly every URL is behind nothing and well-formed.
func TestCleanURLAllocatesNothing(t *testing.T) {
	a := newAddresses(t, Options{}, "https://site.example/", "")
	assert.Zero(t, testing.AllocsPerRun(100, func() {
		a.picture("https://img.36krcdn.com/20210707/v2_4d54108056b34950824ea4d760da90e0_img_000")
		a.picture("https://mmbiz.qpic.cn/mmbiz_jpg/gzneO9mOv2CSm9HxCeQ/640?wx_fmt=jpeg")
		a.link("https://github.com/gin-gonic/gin")
		a.link("https://example.org/中文?a=1&b=2#c")
	}))
}

func FuzzURL(f *testing.F) {
	for _, v := range unwrapVectors {
		f.Add(v.in, "")
		f.Add(v.in, "https://site.example/a/b")
	}
	for _, in := range []string{
		"a/b", "/a", "?a", "#a", "//a.b", `/\a`, "./1:2", "x:y", "https:x", "https:/x", "https:///x", "java\tscript:x", "mailto:a", "data:image/png;base64,abcd",
		"https://user@a.b/", "https://[::1]/", "https://1.2.3.4/", "https://例子.测试/", "https://a.b/%", "https://a.b/\x80",
		"https://mp.weixin.qq.com/s?__biz=1&mid=2&idx=3&sn=4&x#rd", "https://a.b/?utm_source=1&amp;b", "https://a.b/#utm_source=1",
	} {
		f.Add(in, "")
		f.Add(in, "http://site.example/a/b?c#d")
	}
	u, err := newURLRules(Options{Proxies: []string{"https://my.example/?"}, FullSize: true})
	require.NoError(f, err)
	f.Fuzz(func(t *testing.T, raw, page string) {
		a := u.article(page, "")
		check := func(kind string, read func(string) address, schemes map[string]bool) {
			got := read(raw)
			if got.url == "" {
				require.NotEmpty(t, got.why, "%s %q: gone without a reason", kind, raw)
				return
			}
			require.Empty(t, got.why)
			again := read(got.url)
			require.Equal(t, got.url, again.url, "%s %q: reading it again changes it (%s)", kind, raw, again.why)
			require.LessOrEqual(t, len(got.url), 3*len(raw)+3*len(page)+16, "%s %q grows", kind, raw)
			require.True(t, utf8.ValidString(got.url) && strings.IndexFunc(got.url, func(r rune) bool { return r <= ' ' || r == 0x7F || strings.ContainsRune("\"<>`{}|\\^", r) }) < 0, "%s %q: %q", kind, raw, got.url)
			require.Zero(t, strings.Count(strings.ReplaceAll(strings.ReplaceAll(got.url, "%25", ""), "%", ""), "%"))
			if strings.HasPrefix(got.url, "data:") {
				require.Equal(t, "picture", kind)
				return
			}
			parsed, err := url.Parse(got.url)
			require.NoError(t, err, "%s %q: %q", kind, raw, got.url)
			require.True(t, parsed.Scheme == "" || schemes[parsed.Scheme], "%s %q: %q", kind, raw, got.url)
			require.Nil(t, parsed.User)
			if parsed.Scheme == "" {
				require.Empty(t, parsed.Host, "%s %q: %q", kind, raw, got.url)
				require.False(t, strings.HasPrefix(got.url, "//") || strings.HasPrefix(got.url, `/\`), "%s %q: %q", kind, raw, got.url)
			} else if parsed.Scheme == "https" || parsed.Scheme == "http" {
				require.NotEmpty(t, parsed.Hostname())
				require.Equal(t, parsed.Hostname(), strings.Trim(hostOf(got.url), "[]"))
			}
		}
		web := map[string]bool{"https": true, "http": true}
		check("link", a.link, u.linkSchemes)
		check("picture", a.picture, web)
		check("media", a.media, web)
	})
}

// The table is looked up by host: its size does not matter. "few" has six rows.
func BenchmarkUnwrap(b *testing.B) {
	pictures := []string{
		"https://img.36krcdn.com/20210707/v2_4d54108056b34950824ea4d760da90e0_img_000",
		"https://mmbiz.qpic.cn/mmbiz_jpg/gzneO9mOv2CSm9HxCeQ/640?wx_fmt=jpeg",
		"https://user-gold-cdn.xitu.io/2019/9/25/16d65d3188e928f9?imageView2/0/w/1280/h/960/format/webp/ignore-error/1",
		"https://cors.zfour.workers.dev/?http://zkres1.myzaker.com/202111/6184e2108e9f09195c50ffcd_1024.jpg",
	}
	links := []string{
		"https://github.com/gin-gonic/gin",
		"https://www.example.org/news/2021/07/a-long-title-of-an-article.html?id=27736650",
		"https://link.zhihu.com/?target=https%3A//github.com/fengdu78/Data-Science-Notes",
	}
	u, err := newURLRules(Options{})
	require.NoError(b, err)
	few := map[string]bool{"cors-question-mark": true, "cors-path": true, "zhihu-link": true, "next-image": true, "photon": true, "weserv": true}
	var sixRows []unwrapper
	for _, row := range unwrappers {
		if few[row.name] {
			sixRows = append(sixRows, row)
		}
	}
	require.Len(b, sixRows, len(few))
	for _, bench := range []struct {
		name string
		rows []unwrapper
	}{{"few", sixRows}, {"all", unwrappers}} {
		b.Run(bench.name, func(b *testing.B) {
			u := *u
			u.tables = newUnwrapTables(bench.rows)
			a := u.article("https://site.example/", "")
			b.ReportAllocs()
			for b.Loop() {
				for _, raw := range pictures {
					a.picture(raw)
				}
				for _, raw := range links {
					a.link(raw)
				}
			}
		})
	}
}

// What is as long as a URL may be, and as bad as it can be, is read in the time
// of its length: a quadratic step would take seconds.
func TestLongURLs(t *testing.T) {
	a := newAddresses(t, Options{FullSize: true}, "https://site.example/a/b", "")
	fill := func(prefix, unit string) string {
		return prefix + strings.Repeat(unit, (maxURL-len(prefix))/len(unit))
	}
	start := time.Now()
	for _, in := range []string{
		fill("https://mp.weixin.qq.com/s?__biz=1&mid=1&idx=1&sn=1", "&a"),
		fill("https://mp.weixin.qq.com/s?", "a&"),
		fill("https://example.org/?", "&utm_a=b"),
		fill("https://s.yimg.com/", "http%3A/"),
		fill("https://s.yimg.com/", "https:/"),
		fill("https://web.archive.org/", "https://a.b/"),
		fill("https://cors.example/", "?http://"),
		fill("https://", "a."),
		fill("https://", "中"),
		fill("../", "../"),
		fill("a/", "x/../"),
		fill("https://wsrv.nl/?url=a.b/?", "&a=b"),
		fill("https://lh3.googleusercontent.com/forum/", "a/"),
		fill("https://lnks.gd/l/", "eyJ."),
		fill("https://a.b/", "/\\"),
		fill("https://urldefense.com/v3/__", "*"),
	} {
		for _, read := range []func(string) address{a.link, a.picture, a.media} {
			read(in)
		}
	}
	assert.Less(t, time.Since(start), 10*time.Second)
}
