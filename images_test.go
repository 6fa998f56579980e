package htmlclean

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/net/html/atom"
)

// shown takes a fragment through the passes up to the pictures, and writes down
// what a reader would see: pictures with their attributes, what stands around
// them, and text.
func shown(t testing.TB, opt Options, src string) (string, *job) {
	t.Helper()
	c, err := New(opt)
	require.NoError(t, err)
	j := c.newJob(context.Background(), "https://blog.example/post/")
	require.NoError(t, j.parse(src))
	j.read(j.root)
	j.applyRules()
	j.findBase()
	j.pictures()
	var b strings.Builder
	writeShown(&b, j.root)
	return b.String(), j
}

func writeShown(b *strings.Builder, n *node) {
	for c := n.first; c != nil; c = c.next {
		switch {
		case c.isText():
			b.WriteString(strings.Trim(c.text(), asciiSpace))
		case c.is(atom.Img, atom.Source):
			fmt.Fprintf(b, "<%s", c.name())
			for _, a := range c.attr {
				if a.key != "alt" || a.val != "" {
					fmt.Fprintf(b, " %s=%q", a.key, a.val)
				}
			}
			b.WriteByte('>')
		case c.is(atom.Picture, atom.Figure, atom.Figcaption, atom.Noscript):
			fmt.Fprintf(b, "<%s>", c.name())
			writeShown(b, c)
			fmt.Fprintf(b, "</%s>", c.name())
		case c.is(atom.A):
			fmt.Fprintf(b, "<a %s>", c.get("href"))
			writeShown(b, c)
			b.WriteString("</a>")
		default:
			writeShown(b, c)
		}
	}
}

const (
	spacerGIF = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
	spacerSVG = "data:image/svg+xml,%3Csvg%20xmlns='http://www.w3.org/2000/svg'%20viewBox='0%200%2080%2050'%3E%3C/svg%3E"
)

// blurredJPEG stands for a preview of a few hundred bytes inside the page.
var blurredJPEG = "data:image/jpeg;base64," + strings.Repeat("/9j4AAQSkZJRgABAQ", 40)

type pictureTest struct {
	name string
	in   string
	want string
	why  string
}

func runPictures(t *testing.T, opt Options, tests []pictureTest) {
	t.Helper()
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, _ := shown(t, opt, tt.in)
			assert.Equal(t, tt.want, got, "%s\nin: %s", tt.why, tt.in)
			checkProperties(t, opt, Article{HTML: tt.in, URL: "https://blog.example/post/"})
		})
	}
}

func TestWhichAddress(t *testing.T) {
	const a, b = "https://img.example/a.jpg", "https://img.example/b.jpg"
	img := func(src string) string { return `<img src="` + src + `">` }
	runPictures(t, Options{}, []pictureTest{
		{"src alone", img(a), img(a), "nothing to do"},
		{"full size beats a good src", `<img src="https://img.example/a_720w.jpg" data-original="https://img.example/a_r.jpg">`, img("https://img.example/a_r.jpg"), "the attribute names the full size"},
		{"full size beats lazy", `<img src="` + spacerGIF + `" data-src="` + a + `" data-original="` + b + `">`, img(b), "order of the table"},
		{"lazy beats placeholder", `<img src="` + spacerGIF + `" data-src="` + a + `">`, img(a), "the script would copy it"},
		{"lazy beats a good src", `<img src="https://img.example/static/pic.png" data-src="` + a + `">`, img(a), "data-src is what the page shows in the end"},
		{"lazy of a smaller size does not", `<img src="https://img.example/a-1200x800.jpg" data-src="https://img.example/a-300x200.jpg">`, img("https://img.example/a-1200x800.jpg"), "a good src is never replaced by a worse one"},
		{"query sizes compare as well", `<img src="https://img.example/a?w=1200" data-lazy-src="https://img.example/a?w=20">`, img("https://img.example/a?w=1200"), "a good src is never replaced by a worse one"},
		{"lazy that is a placeholder itself", `<img src="` + a + `" data-lazy-src="` + spacerGIF + `">`, img(a), "garbage in a lazy attribute"},
		{"lazy that is a flag", `<img src="` + a + `" data-lazy="true" data-src="1">`, img(a), "not an address"},
		{"lazy that is JSON", `<img src="` + a + `" data-src='{"src":"` + b + `"}'>`, img(a), "not an address"},
		{"lazy that is markup", `<img src="` + a + `" data-original="&lt;img src=x&gt;/">`, img(a), "not an address"},
		{"other names fill only", `<img src="` + a + `" data-url="` + b + `" data-image="` + b + `">`, img(a), "they often hold something else"},
		{"other names fill", `<img src="#" data-url="` + b + `">`, img(b), "src is empty"},
		{"other name with the address of a page", `<p>x<img src="" data-url="https://blog.example/about.html"></p>`, "x", "no picture anywhere"},
		{"small names come last", `<img data-thumb="https://img.example/t.jpg" data-url="` + b + `">`, img(b), "thumbnails are for want of anything else"},
		{"unknown attribute fills", `<img src="` + spacerSVG + `" data-qx-asset="` + a + `">`, img(a), "value is the address of a picture"},
		{"unknown attribute never replaces", `<img src="` + a + `" data-qx-asset="` + b + `">`, img(a), "a 60 times smaller picture once won that way"},
		{"unknown attribute without extension", `<img data-qx="https://mmbiz.qpic.cn/mmbiz_png/abc/640?wx_fmt=png">`, `<img src="https://mmbiz.qpic.cn/mmbiz_png/abc/640?wx_fmt=png" referrerpolicy="no-referrer">`, "server named for pictures, format in the query"},
		{"the larger of two unknown ones", `<img data-q1="https://img.example/a-300x200.jpg" data-q2="https://img.example/a-900x600.jpg">`, img("https://img.example/a-900x600.jpg"), "size hints count"},
		{"watermark, avatar and logo are other pictures", `<p>x<img data-default-watermark-src="` + a + `" data-avatar="` + a + `" data-logo="` + a + `"></p>`, "x", "never the picture"},
		{"a template's undefined", `<p>x<img src="undefined"><img src="https://x.example/article/undefined"></p>`, "x", "no picture"},
		{"one src on three pictures", strings.Repeat(`<img src="https://x.example/skin/wait.png" data-url="https://img.example/1.jpg">`, 1) + `<img src="https://x.example/skin/wait.png" data-url="https://img.example/2.jpg"><img src="https://x.example/skin/wait.png" data-url="https://img.example/3.jpg">`,
			img("https://img.example/1.jpg") + img("https://img.example/2.jpg") + img("https://img.example/3.jpg"), "shared by pictures that name another address"},
		{"a srcset in an attribute for one address", `<img data-src="https://img.example/a-300.jpg 300w, https://img.example/a-900.jpg 900w">`, img("https://img.example/a-900.jpg"), "never the whole value"},

		{"WeChat", `<img data-ratio="0.5" data-w="1080" data-s="300,640" data-src="https://mmbiz.qpic.cn/p/640?wx_fmt=png" src="https://mmbiz.qpic.cn/p/640?wx_fmt=png&amp;tp=webp&amp;wxfrom=5&amp;wx_lazy=1" style="width: 677px !important; height: auto !important; visibility: visible !important;">`,
			`<img src="https://mmbiz.qpic.cn/p/640?wx_fmt=png" width="1080" height="540" referrerpolicy="no-referrer">`, "data-src beats the loaded variant; size is that of the file"},
		{"Zhihu", `<img src="https://pic1.zhimg.com/80/v2-abc_hd.jpg" data-rawwidth="720" data-rawheight="400" data-actualsrc="https://pic1.zhimg.com/50/v2-abc_hd.jpg" data-original="https://pic1.zhimg.com/v2-abc_r.jpg" width="720" class="lazy">`,
			`<img src="https://pic1.zhimg.com/v2-abc_r.jpg" width="720" height="400" referrerpolicy="no-referrer">`, "_r is the original"},
		{"a shape is no size", `<picture><source media="(min-width: 900px)" srcset="https://img.example/pier~v-16x9@2dL.jpg 1407w" sizes="100vw"><img src="https://img.example/pier~v-16x9@2dS.jpg"></picture>`,
			`<picture><source media="(min-width: 900px)" srcset="https://img.example/pier~v-16x9@2dL.jpg 1407w" sizes="100vw"><img src="https://img.example/pier~v-16x9@2dS.jpg"></picture>`, "16x9 is no thumbnail"},
		{"a size before a sign that is written otherwise", `<img src="https://img.example/1/fill-60x60|jpg/" srcset="https://img.example/1/fill-120x120|jpg/ 2x">`, `<img src="https://img.example/1/fill-120x120%7Cjpg/">`, "Wagtail"},
		{"sspai", `<img src="https://cdn.sspai.com/a.png?imageView2/2/w/1120/q/40" data-original="https://cdn.sspai.com/a.png">`, `<img src="https://cdn.sspai.com/a.png" referrerpolicy="no-referrer">`, "without the size operation"},
		{"Jianshu", `<img data-original-src="https://upload-images.jianshu.io/u/1-72.png" data-original-width="342" data-original-height="323" src="https://upload-images.jianshu.io/u/1-72.png">`,
			`<img src="https://upload-images.jianshu.io/u/1-72.png" width="342" height="323" referrerpolicy="no-referrer">`, "real size"},
		{"Jetpack carousel", `<img src="https://x.example/a-300x200.jpg" data-permalink="https://x.example/a/" data-orig-file="https://x.example/a.jpg" data-medium-file="https://x.example/a-300x200.jpg" data-large-file="https://x.example/a-1024x683.jpg">`,
			img("https://x.example/a.jpg"), "original, then large, then medium"},
		{"Jetpack lazy with an own srcset", `<img src="` + a + `" data-lazy-src="` + a + `?is-pending-load=1" srcset="` + spacerGIF + `">`, img(a + "?is-pending-load=1"), "a placeholder in srcset is none"},
		{"blog.google", `<uni-image-full-width data-loading='{"mobile":"https://storage.googleapis.com/m.jpg","desktop":"https://storage.googleapis.com/d.jpg"}' alt="A phone on a table"></uni-image-full-width>`,
			`<img src="https://storage.googleapis.com/d.jpg" alt="A phone on a table">`, "JSON under a known key"},
		{"Business Insider", `<img src="` + spacerSVG + `" data-srcs='{"https://i.example/5f.jpg":{"contentType":"image/jpeg"}}'>`, img("https://i.example/5f.jpg"), "the first key"},
		{"Shopify", `<img data-src="//cdn.shopify.example/pump_{width}x.jpg" src="//cdn.shopify.example/pump_300x300.jpg"><noscript><img src="//cdn.shopify.example/pump_1024x1024.jpg"></noscript>`, img("https://cdn.shopify.example/pump_1024x1024.jpg"), "a script would write the width"},
		{"braces that are the name", `<img src="https://img.example/{B5E4-11}.jpg">`, img("https://img.example/%7BB5E4-11%7D.jpg"), "no template"},
		{"Hexo", `<img src="/images/lazyload.gif#center" data-src="` + a + `">`, img(a), "placeholder with a fragment"},
	})
}

func TestAddressesOfPictures(t *testing.T) {
	runPictures(t, Options{}, []pictureTest{
		{"ZAKER", `<img class="lazy opacity_0 " data-original="http://zkres1.myzaker.com/202111/c1_1024.jpg" data-height="1133" data-width="1700" src="https://cors.zfour.workers.dev/?http://zkres1.myzaker.com/202111/c1_1024.jpg" referrerpolicy="no-referrer">`,
			`<img src="http://zkres1.myzaker.com/202111/c1_1024.jpg" width="1700" height="1133" referrerpolicy="no-referrer">`, "src is the proxied copy"},
		{"space", `<img src="https://img.example/my photo.jpg">`, `<img src="https://img.example/my%20photo.jpg">`, "a browser accepts it"},
		{"relative", `<img data-src="../a.jpg">`, `<img src="https://blog.example/a.jpg">`, "to the page"},
		{"without a scheme", `<img data-original-src="//img.example/a.jpg">`, `<img src="https://img.example/a.jpg">`, "https"},
		{"script", `x<img src="javascript:alert(1)"><img src="vbscript:x" data-src="javascript:alert(2)">`, `x`, "no picture"},
		{"unsafe lazy attribute", `<img src="https://img.example/a.jpg" data-original="javascript:alert(1)//a.jpg">`, `<img src="https://img.example/a.jpg">`, "the good src stays"},
		{"unsafe candidate", `<img src="https://img.example/a.jpg" srcset="javascript:alert(1)// 2x, https://img.example/b.jpg 3x">`, `<img src="https://img.example/a.jpg" srcset="https://img.example/b.jpg 3x">`, "each candidate is judged"},
		{"proxied candidates", `<img src="https://cors.zfour.workers.dev/?http://img.example/a.jpg" srcset="https://cors.zfour.workers.dev/?http://img.example/b.jpg 2x">`, `<img src="http://img.example/a.jpg" srcset="http://img.example/b.jpg 2x">`, "each candidate is unwrapped"},
		{"Substack", `<a class="image-link image2" href="https://substackcdn.com/image/fetch/$s_!A!,f_auto,q_auto:good/https%3A%2F%2Fsubstack-post-media.s3.amazonaws.com%2Fpublic%2Fimages%2Fb1_2904x744.png"><div><source type="image/webp"><img src="https://substackcdn.com/image/fetch/$s_!A!,w_1456,c_limit/https%3A%2F%2Fsubstack-post-media.s3.amazonaws.com%2Fpublic%2Fimages%2Fb1_2904x744.png" width="2904" height="744"></div></a>`,
			`<img src="https://substack-post-media.s3.amazonaws.com/public/images/b1_2904x744.png" width="2904" height="744">`, "the link leads to the same file"},
		{"host that refuses foreign pages", `<img src="https://wx1.sinaimg.cn/large/a.jpg">`, `<img src="https://wx1.sinaimg.cn/large/a.jpg" referrerpolicy="no-referrer">`, "table of such hosts"},
		{"tracker host", `x<img src="https://www.facebook.com/tr?id=1&ev=PageView&noscript=1" width="300" height="300">`, `x`, "table of trackers"},
	})
}

// Where the page is not known, a relative address leads nowhere, however it is called.
func TestAddressesWithoutPage(t *testing.T) {
	c, err := New(Options{})
	require.NoError(t, err)
	for _, tt := range []struct{ why, in, want string }{
		{"the src leads to the picture", `<img src="https://img.example/a.jpg" data-src="/a.jpg">`, `<figure><img src="https://img.example/a.jpg" alt=""></figure>`},
		{"the src shows nothing", `<img src="https://img.example/blank.gif" data-src="/a.jpg">`, `<figure><img src="/a.jpg" alt=""></figure>`},
		{"both are relative", `<img src="/s.jpg" data-src="/a.jpg">`, `<figure><img src="/a.jpg" alt=""></figure>`},
	} {
		got, err := c.Clean(Article{HTML: tt.in})
		require.NoError(t, err)
		assert.Equal(t, tt.want, strings.TrimSpace(got.HTML), tt.why)
	}
}

func TestPlaceholders(t *testing.T) {
	for _, src := range []string{
		"", " ", "#", "about:blank", "javascript:;", "undefined", "null", spacerGIF, spacerSVG, "data:image/svg+xml;utf8,<svg xmlns='x'></svg>",
		"data:image/gif;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVQImWNgYGBgAAAABQABh6FO1AAAAABJRU5ErkJggg==",
		"https://x.example/spacer.gif", "/img/blank.png?v=2", "/1x1.gif", "/s.gif", "/themes/icons/grey.gif", "/loading.gif", "/ajax-loader.gif", "/transparent.png", "/lazyload.gif#center",
	} {
		assert.Equal(t, emptyAddress, judge(src), "%q shows nothing", src)
	}
	for _, src := range []string{
		blurredJPEG, "https://miro.medium.com/freeze/max/30/a.jpeg", "https://miro.medium.com/max/60/a.jpeg?q=20", "https://x.imgix.net/a.jpg?w=900&blur=50",
		"https://res.cloudinary.com/x/image/upload/q_1,w_20,e_blur:1000/a.jpg", "/a.jpg?w=20", "/a.jpg?resize=20,20", "/a-64x36.jpg", "/img/default.jpg", "/assets/image-placeholder-wide.jpg", "/loading.jpg",
	} {
		assert.Equal(t, standInAddress, judge(src), "%q stands in", src)
	}
	for _, src := range []string{
		"https://img.example/a.jpg", "a.png", "/2020/09/1.png", "/0.jpg", "/s.png", "https://mmbiz.qpic.cn/p/640?wx_fmt=png", "https://img.example/p!custom", "data:image/png;base64," + strings.Repeat("A", 4000),
		"https://img.example/a-1200x800.jpg", "https://img.example/w_1456,c_limit/a.png", "https://img.example/blurred-lines.jpg", "https://img.example/a.jpg?blur=0",
	} {
		assert.Equal(t, pictureAddress, judge(src), "%q is a picture", src)
	}
}

func TestLooksLikePicture(t *testing.T) {
	for _, v := range []string{
		"https://x.example/a.jpg", "/a.PNG?x=1", "a.webp", "https://x.example/a.jpg!custom", "https://x.example/a.jpg@2x", "https://p3.pstatp.com/large/pgc-image/3c69", "https://p1-juejin.byteimg.com/tos-cn/ab~tplv-k3u1fbpfcp-zoom-1.image",
		"https://mmbiz.qpic.cn/p/640?wx_fmt=jpeg", "https://img.36krcdn.com/20210707/v2_4d54_img_000", "https://user-gold-cdn.xitu.io/2019/9/25/16d6?imageView2/0/w/1280", "http://img.pmcaff.com/7cf0-picture", "data:image/png;base64,AAAA",
	} {
		assert.True(t, looksLikePicture(v), "%q", v)
	}
	for _, v := range []string{"", "true", "300,640", "12", "lazy", "https://blog.example/about", "https://img.example/gallery.html", "/video.mp4", "{\"src\":\"/a.jpg\"}", "javascript:show('a')", "data:text/html,x", "https://www.youtube.com/embed/abc"} {
		assert.False(t, looksLikePicture(v), "%q", v)
	}
}

func TestTracking(t *testing.T) {
	const a = "https://img.example/a.jpg"
	runPictures(t, Options{}, []pictureTest{
		{"one by one", `x<img width="1" height="1" src="https://medium.example/_/stat?event=post">`, "x", "shows nothing"},
		{"zero by style", `x<img style="width:0;height:0" src="https://c.example/hit">`, "x", "shows nothing"},
		{"one of the two is not enough", `<img width="1" src="` + a + `">`, `<img src="` + a + `" width="1">`, "a lone 1 is a mistake"},
		{"lazy state", `<img width="1" height="1" src="` + spacerGIF + `" data-src="` + a + `">`, `<img src="` + a + `">`, "the script would size it"},
		{"counter by name", `x<img src="https://stat.example/count.gif?id=7">`, "x", "beacon"},
		{"counter that is big is a picture", `<img src="https://x.example/beacon.gif" width="600" height="400">`, `<img src="https://x.example/beacon.gif" width="600" height="400">`, "a lighthouse"},
		{"hidden picture", `<div style="display:none"><img style="opacity:0;visibility:hidden" class="lazy opacity_0" src="` + a + `"></div>`, `<img src="` + a + `">`, "a lazy-load state is no reason to drop"},
		{"beacon in a noscript does not take a picture's place", `<p>x<img src="` + spacerGIF + `"><noscript><img height="1" width="1" style="display:none" src="https://t.example/hit?id=1"></noscript></p>`, "x", "neither shows anything"},
	})
}

func TestNoscript(t *testing.T) {
	const a, b = "https://img.example/a.jpg", "https://img.example/b.jpg"
	runPictures(t, Options{}, []pictureTest{
		{"WordPress", `<img src="` + spacerGIF + `" data-src="` + a + `" alt="Two dogs"><noscript><img src="` + a + `" alt="Two dogs"></noscript>`, `<img src="` + a + `" alt="Two dogs">`, "one of them"},
		{"escaped", `<img src="` + spacerGIF + `"><noscript>&lt;img src="` + a + `" alt="Two dogs"&gt;</noscript>`, `<img src="` + a + `" alt="Two dogs">`, "markup as text"},
		{"placeholder with nothing", `<figure><img class="lazy"><noscript><img src="` + a + `" width="30" height="400" alt="A bridge"></noscript><figcaption>The bridge</figcaption></figure>`,
			`<figure><img src="` + a + `" alt="A bridge" width="30" height="400"><figcaption>The bridge</figcaption></figure>`, "the noscript has it"},
		{"before the picture", `<figure><noscript><img src="https://pic1.zhimg.com/50/v2-abcd_hd.jpg" data-original="https://pic1.zhimg.com/v2-abcd_r.jpg"></noscript><img class="lazy" src="` + spacerSVG + `" data-actualsrc="https://pic1.zhimg.com/50/v2-abcd_hd.jpg" data-original="https://pic1.zhimg.com/v2-abcd_r.jpg"></figure>`,
			`<figure><img src="https://pic1.zhimg.com/v2-abcd_r.jpg" referrerpolicy="no-referrer"></figure>`, "Zhihu"},
		{"moving picture", `<figure><noscript><img src="https://pic2.zhimg.com/50/v2-c555_hd.gif" data-thumbnail="https://pic2.zhimg.com/50/v2-c555_hd.jpg"></noscript><div><div class="GifPlayer"><img class="ztext-gif" src="https://pic2.zhimg.com/50/v2-c555_hd.jpg"></div></div></figure>`,
			`<figure><img src="https://pic2.zhimg.com/50/v2-c555_hd.gif" referrerpolicy="no-referrer"></figure>`, "the still is shown until it plays"},
		{"nested in spans", `<span><img src="` + spacerGIF + `" decoding="async" data-nimg="fill"><span><noscript><img src="` + a + `"></noscript></span></span>`, `<img src="` + a + `" decoding="async">`, "Next.js"},
		{"width of the preview, size of the noscript", `<figure><img width="60" src="https://cdn.example/max/60/1*abcdef.png?q=20"><img><noscript><img src="https://cdn.example/max/3788/1*abcdef.png" width="1894" height="900"></noscript></figure>`,
			`<figure><img src="https://cdn.example/max/3788/1*abcdef.png" width="1894" height="900"></figure>`, "a width and a height go together"},
		{"thumbnail and noscript", `<figure><img src="https://cdn.example/max/60/1*abcdef.png?q=20"><img width="700" height="400"><noscript><img src="https://cdn.example/max/3788/1*abcdef.png" width="700" height="400"></noscript></figure>`,
			`<figure><img src="https://cdn.example/max/3788/1*abcdef.png" width="700" height="400"></figure>`, "Medium: preview, empty img, noscript"},
		{"two in a row", `<img src="` + spacerGIF + `"><noscript><img src="` + a + `"></noscript><img src="` + spacerGIF + `"><noscript><img src="` + b + `"></noscript>`, `<img src="` + a + `"><img src="` + b + `">`, "each with its own"},
		{"two in a row, noscript first", `<noscript><img src="` + a + `"></noscript><img class="lazy" src="` + spacerGIF + `"><noscript><img src="` + b + `"></noscript><img class="lazy" src="` + spacerGIF + `">`, `<img src="` + a + `"><img src="` + b + `">`, "each with its own"},
		{"only in the noscript", `<p>One</p><noscript><img src="` + a + `"></noscript><p>Two</p>`, `One<img src="` + a + `">Two`, "no script's picture beside it"},
		{"not the picture of the next figure", `<figure><img src="` + a + `"></figure><figure><noscript><img src="` + b + `"></noscript></figure>`, `<figure><img src="` + a + `"></figure><figure><img src="` + b + `"></figure>`, "they are two pictures"},
		{"text between", `<img src="` + a + `">Text<noscript><img src="` + b + `"></noscript>`, `<img src="` + a + `">Text<img src="` + b + `">`, "they are two pictures"},
		{"picture element in a noscript", `<div><img src="` + blurredJPEG + `"><noscript><picture><source type="image/webp" srcset="https://img.example/a.webp"><img src="` + a + `"></picture></noscript></div>`,
			`<picture><source type="image/webp" srcset="https://img.example/a.webp"><img src="` + a + `"></picture>`, "moves as a whole"},
		{"AMP", `<amp-img src="` + a + `" width="600" height="400" layout="responsive"><noscript><img src="` + a + `" width="600" height="400"></noscript></amp-img>`, `<img src="` + a + `" width="600" height="400">`, "fallback inside"},
		{"without a picture", `<p>x</p><noscript>Please switch scripts on</noscript>`, `x<noscript>Please switch scripts on</noscript>`, "not for this pass"},
		{"WP Rocket, data in the lazy attribute", `<img src="` + spacerSVG + `" alt="Français" data-lazy-src="` + blurredJPEG + `"><noscript><img src="` + blurredJPEG + `" alt="Français"></noscript>`, `<img src="` + blurredJPEG + `" alt="Français">`, "a small flag"},
	})
}

func TestDuplicates(t *testing.T) {
	const a = "https://img.example/a.jpg"
	figure := func(src, alt string) string {
		return `<figure><img src="` + src + `" alt="` + alt + `"></figure>`
	}
	var same, want []string
	for i := range 13 {
		src := fmt.Sprintf("https://img.example/p%02d.jpg", i)
		same, want = append(same, `<img alt="Karte" src="`+src+`">`), append(want, figure(src, "Karte"))
	}
	const doge = "https://x.example/doge.png"
	for _, tt := range []struct{ name, in, want, why string }{
		{"same alt, thirteen pictures", strings.Join(same, ""), strings.Join(want, "\n"), "told apart by address only"},
		{"same address", `<img src="` + a + `"><p>Text</p><img src="` + a + `" alt="A bridge">`, figure(a, "A bridge") + "\n<p>Text</p>", "a variant for another screen"},
		{"its title", `<img title="A bridge" src="` + a + `"><img src="` + a + `" alt="A bridge">`, figure(a, "A bridge"), "says what the alt says"},
		{"picture elements", strings.Repeat(`<picture><source type="image/webp" srcset="a.webp"><img src="`+a+`"></picture>`, 2),
			`<figure><picture><source srcset="a.webp" type="image/webp"><img src="` + a + `" alt=""></picture></figure>`, "are told apart by their img"},
		{"lightbox", `<a href="https://x.example/a.jpg"><img src="https://x.example/a-150x150.jpg"></a><img src="https://x.example/a.jpg">`, figure("https://x.example/a.jpg", ""), "the copy collapses"},
		{"emoji", `Hi <img class="emoji" alt="😀" src="https://s.w.org/e/1f600.svg"> and <img class="emoji" alt="😀" src="https://s.w.org/e/1f600.svg">`,
			`<p>Hi <img src="https://s.w.org/e/1f600.svg" alt="😀"> and <img src="https://s.w.org/e/1f600.svg" alt="😀"></p>`, "signs of the text"},
		{"emoji without size and text", strings.Repeat(`<p><img class="emoji" alt="[doge]" src="`+doge+`"></p>`, 2), figure(doge, "[doge]") + "\n" + figure(doge, "[doge]"), "its alt says so"},
		{"in a line of text", `Press <img src="` + a + `"> then <img src="` + a + `">`, `<p>Press <img src="` + a + `" alt=""> then <img src="` + a + `" alt=""></p>`, "a sign of the text"},
		{"in a figure", `<figure>One<img src="` + a + `"></figure><figure>Two<img src="` + a + `"></figure>`,
			`<p>One<img src="` + a + `" alt=""></p>` + "\n" + `<p>Two<img src="` + a + `" alt=""></p>`, "a picture behind text stands in its line there as well"},
		{"small pictures", `a<img width="20" height="20" src="` + a + `">b<img width="20" height="20" src="` + a + `">`,
			`<p>a<img src="` + a + `" alt="" width="20" height="20">b<img src="` + a + `" alt="" width="20" height="20"></p>`, "icons"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := HTML(tt.in)
			require.NoError(t, err)
			assert.Equal(t, tt.want, got, tt.why)
			checkProperties(t, Options{}, Article{HTML: tt.in})
		})
	}
}

func TestDuplicateIsReported(t *testing.T) {
	c, err := New(Options{Report: true})
	require.NoError(t, err)
	res, err := c.Clean(Article{HTML: `<img src="https://img.example/a.jpg"><p>Text</p><img src="https://img.example/a.jpg">`})
	require.NoError(t, err)
	require.Len(t, res.Report.Changes, 1)
	assert.Equal(t, "pictures/duplicate", res.Report.Changes[0].Set+"/"+res.Report.Changes[0].Rule)
	assert.Equal(t, []string{"https://img.example/a.jpg"}, res.Report.Changes[0].Images)
}

func TestCarriers(t *testing.T) {
	const a = "https://img.example/a.jpg"
	runPictures(t, Options{}, []pictureTest{
		{"amp-img", `<amp-img src="` + a + `" alt="A bridge" width="600" height="400"></amp-img>`, `<img src="` + a + `" alt="A bridge" width="600" height="400">`, "component"},
		{"amp-img, srcset", `<amp-anim src="https://img.example/a.gif" srcset="https://img.example/a2.gif 2x"></amp-anim>`, `<img src="https://img.example/a.gif" srcset="https://img.example/a2.gif 2x">`, "component"},
		{"component with a placeholder", `<amp-anim src="https://img.example/a.gif"><amp-img placeholder src="https://img.example/still.png"></amp-img></amp-anim>`, `<img src="https://img.example/a.gif">`, "it goes when the picture is there"},
		{"component with a placeholder alone", `<x-box><amp-img placeholder src="` + a + `"></amp-img></x-box>`, `<img src="` + a + `">`, "there is nothing else"},
		{"component with text", `<lazy-image src="` + a + `"><p>Caption</p></lazy-image>`, `<img src="` + a + `">Caption`, "its content is no picture"},
		{"component nobody has heard of", `<post-image src="` + a + `" alt="A bridge"></post-image>`, `<img src="` + a + `" alt="A bridge">`, "shows nothing else, and its src is a picture"},
		{"component nobody has heard of, with a player", `<post-player src="https://img.example/a.mp4"></post-player>`, ``, "no picture"},
		{"component nobody has heard of, with text", `<post-card src="` + a + `">Text</post-card>`, `Text`, "nobody knows whether it is shown"},
		{"component without picture", `<a-img>Text</a-img>`, `Text`, "nothing behind it"},
		{"div with a lazy attribute", `<div class="lazyload" data-src="` + a + `"></div>`, `<img src="` + a + `">`, "empty, and its value is a picture"},
		{"div with data-bg as in CSS", `<div class="rocket-lazyload" data-bg="url('` + a + `')"></div>`, `<img src="` + a + `">`, "WP Rocket"},
		{"span with data-bg", `<span data-bg="` + a + `"> </span>`, `<img src="` + a + `">`, "lozad"},
		{"figure with a srcset", `<figure data-srcset="https://img.example/s.jpg 300w, ` + a + ` 900w"><figcaption></figcaption></figure>`, `<figure><img src="` + a + `"><figcaption></figcaption></figure>`, "the largest candidate"},
		{"figure with its caption", `<figure data-original="` + a + `"><figcaption>A bridge</figcaption></figure>`, `<figure><img src="` + a + `"><figcaption>A bridge</figcaption></figure>`, "the text is the picture's"},
		{"figure with its picture", `<figure data-original="` + a + `"><img src="https://img.example/b.jpg"><figcaption>A bridge</figcaption></figure>`, `<figure><img src="https://img.example/b.jpg"><figcaption>A bridge</figcaption></figure>`, "it shows one already"},
		{"Vuetify", `<v-img src="` + a + `" lazy-src="https://img.example/a-10x6.jpg"></v-img>`, `<img src="` + a + `">`, "lazy-src is the preview"},
		{"background", `<div style="height: 300px; background: #fff url('` + a + `') no-repeat center"></div>`, `<img src="` + a + `" height="300">`, "shows nothing else"},
		{"background behind text", `<div style="background-image:url(` + a + `)">Title</div>`, `Title`, "it is decoration"},
		{"background behind a picture", `<section style="background-image:url(https://img.example/bg.png)"><img src="` + a + `"></section>`, `<img src="` + a + `">`, "it is decoration"},
		{"thin line", `<section style="background-image:url(` + a + `);height:3px"></section>`, ``, "an ornament"},
		{"pattern", `<section style="background:url(` + a + `) repeat-x"></section>`, ``, "an ornament"},
		{"nested empty boxes", `<div style="background-image:url(` + a + `)"><div><div style="background-image:url(https://img.example/b.jpg)"></div></div></div>`, `<img src="https://img.example/b.jpg">`, "the inner one is the content of the outer one"},
		{"player", `<div class="rll-youtube-player" data-src="https://www.youtube.com/embed/abc"></div>`, ``, "not the address of a picture"},
		{"link", `<a href="/post/2" data-original="` + a + `"></a>`, `<a /post/2><img src="` + a + `"></a>`, "the link stays"},
		{"button", `<input type="image" src="` + a + `" alt="A map">`, `<img src="` + a + `" alt="A map">`, "shows a picture"},
		{"other input", `<input type="text" data-src="` + a + `">`, ``, "shows none"},
		{"image element", `<image src="` + a + `">`, `<img src="` + a + `">`, "the parser's doing"},
		{"lightbox anchor", `<a data-src="https://img.example/full.jpg" href="/p"><img src="` + a + `"></a>`, `<a /p><img src="` + a + `"></a>`, "it has a picture already"},
	})
}

func TestGalleries(t *testing.T) {
	const a, b = "https://img.example/bridge.jpg", "https://img.example/crane.jpg"
	both := `<img src="` + a + `"><img src="` + b + `">`
	runPictures(t, Options{}, []pictureTest{
		{"addresses", `<div data-imgs='["` + a + `","` + b + `"]'></div>`, both, "a script would show them"},
		{"relative addresses", `<div data-images='["/bridge.jpg"]'></div>`, `<img src="https://blog.example/bridge.jpg">`, "relative to the page"},
		{"objects", `<div data-gallery='[{"thumb":"https://img.example/t/1.jpg","src":"` + a + `","alt":"A bridge","width":1200,"height":"800"},{"url":"` + b + `","caption":"A crane"}]'></div>`,
			`<img src="` + a + `" alt="A bridge" width="1200" height="800"><img src="` + b + `" alt="A crane">`, "the best key, and what is said about it"},
		{"objects in objects", `<div data-pics='{"items":[{"large":{"url":"` + a + `","w":900,"h":600},"url":"https://img.example/t/1.jpg"}]}'></div>`, `<img src="` + a + `" width="900" height="600">`, "as Weibo has them"},
		{"beside its first picture", `<div data-gallery='["` + a + `","` + b + `"]'><img src="` + a + `"></div>`, both, "each once"},
		{"beside a thumbnail", `<div data-gallery='[{"full":"` + a + `","alt":"A bridge"},"` + b + `"]'><img src="https://img.example/bridge-150x150.jpg"></div>`,
			`<img src="` + a + `" alt="A bridge"><img src="` + b + `">`, "the list has the full size"},
		{"size of the file", `<figure data-images='[{"full":"` + a + `","width":1200,"height":800}]'><img src="https://img.example/bridge-150x150.jpg" width="150" height="150"></figure>`,
			`<figure><img src="` + a + `" width="1200" height="800"></figure>`, "the layout's is that of the thumbnail"},
		{"on a picture", `<img src="` + a + `" data-gallery='["` + a + `","` + b + `"]'>`, both, "the others come behind it"},
		{"component", `<image-carousel :images='["` + a + `","` + b + `"]'></image-carousel>`, both, "an element of a vendor's"},
		{"a name", `<div data-gallery="gallery-1"><img src="` + a + `"></div>`, `<img src="` + a + `">`, "no list"},
		{"no pictures in it", `<div data-gallery='["/about.html","x",1,null,{"src":true}]' data-imgs='[broken'></div>`, ``, "no list of pictures"},
		{"hostile", `<div data-imgs='["javascript:alert(1)//a.jpg","data:image/svg+xml,x.jpg","data:text/html,a.jpg"]'></div>`, ``, "each is judged"},
		{"proxied", `<div data-imgs='["https://wsrv.nl/?url=img.example/bridge.jpg"]'></div>`, `<img src="` + a + `">`, "each is unwrapped"},
		{"nested too deep", `<div data-imgs='` + strings.Repeat("[", 9) + `"` + a + `"` + strings.Repeat("]", 9) + `'></div>`, ``, "no gallery"},
	})
}

func TestAnchors(t *testing.T) {
	runPictures(t, Options{}, []pictureTest{
		{"same file", `<a href="https://x.example/a.jpg"><img src="https://x.example/a.jpg"></a>`, `<img src="https://x.example/a.jpg">`, "leads to itself"},
		{"WordPress thumbnail", `<a href="https://x.example/u/bridge.jpg"><img src="https://x.example/u/bridge-300x200.jpg" width="300" height="200"></a>`, `<img src="https://x.example/u/bridge.jpg">`, "full size; the size is the thumbnail's"},
		{"letter behind the name", `<a href="https://i.x.example/Gx8Qpu2.png"><img src="https://i.x.example/Gx8Qpu2l.png"></a>`, `<img src="https://i.x.example/Gx8Qpu2.png">`, "imgur, V2EX"},
		{"letter before the name", `<a href="https://img1.mydrivers.com/i/0173c1d5-5e41.png" target="_blank"><img h="123" w="600" src="https://img1.mydrivers.com/i/S0173c1d5-5e41.png" alt="图"></a>`, `<img src="https://img1.mydrivers.com/i/0173c1d5-5e41.png" alt="图">`, "full size"},
		{"viewer page", `<a href="http://www.gamersky.com/showimage/id_gamersky.shtml?http://img1.gamersky.com/2019/09/image001.jpg"><img class="picact" src="http://img1.gamersky.com/2019/09/image001_S.jpg"></a>`, `<img src="http://img1.gamersky.com/2019/09/image001.jpg">`, "the query is the picture"},
		{"same site", `<a href="https://files.x.example/full/77.jpg"><img src="https://img.x.example/thumbs/12.jpg"></a>`, `<img src="https://files.x.example/full/77.jpg">`, "full size"},
		{"other site", `<a href="https://shop.other/77.jpg"><img src="https://img.x.example/12.jpg"></a>`, `<a https://shop.other/77.jpg><img src="https://img.x.example/12.jpg"></a>`, "somewhere else"},
		{"other site, lightbox", `<a href="https://cdn.other/77.jpg" rel="lightbox"><img src="https://img.x.example/12.jpg"></a>`, `<img src="https://cdn.other/77.jpg">`, "it says so"},
		{"a page", `<a href="/post/2"><img src="https://x.example/a.jpg"></a>`, `<a /post/2><img src="https://x.example/a.jpg"></a>`, "somewhere else"},
		{"a page named like a file", `<a href="https://de.wikipedia.org/wiki/Datei:Bridge_1.jpg"><img src="https://upload.wikimedia.org/thumb/Bridge_1.jpg/220px-Bridge_1.jpg"></a>`,
			`<a https://de.wikipedia.org/wiki/Datei:Bridge_1.jpg><img src="https://upload.wikimedia.org/thumb/Bridge_1.jpg/220px-Bridge_1.jpg"></a>`, "a page about the file"},
		{"text in the link", `<a href="https://x.example/u/bridge.jpg"><img src="https://x.example/u/bridge-300x200.jpg"> The bridge</a>`, `<img src="https://x.example/u/bridge.jpg">The bridge`, "the picture is here already"},
		{"another picture of the site", `<a href="https://x.example/chart.png">See <img src="https://x.example/photo.jpg"> the chart</a>`, `<a https://x.example/chart.png>See<img src="https://x.example/photo.jpg">the chart</a>`, "no thumbnail by its address"},
		{"progressive", `<a href="https://x.example/crane.jpg" class="progressive replace"><img class="preview" src="https://x.example/tiny/17.jpg"></a>`, `<img src="https://x.example/crane.jpg">`, "a script replaces the preview with what the link leads to"},
		{"PhotoSwipe", `<a href="https://x.example/large.jpg" data-size="1600x1067"><img src="https://x.example/little.jpg"></a>`, `<img src="https://x.example/large.jpg">`, "the link says the size of what it opens"},
		{"icon", `<a href="https://x.example/chart.png"><img src="https://x.example/thumb/icon.png" width="16" height="16"> Chart</a>`, `<a https://x.example/chart.png><img src="https://x.example/thumb/icon.png" width="16" height="16">Chart</a>`, "a sign is no thumbnail"},
		{"two thumbnails", `<a href="https://x.example/full/9.jpg"><img src="https://x.example/thumb/1.jpg"><img src="https://x.example/thumb/2.jpg"></a>`, `<img src="https://x.example/thumb/1.jpg"><img src="https://x.example/thumb/2.jpg">`, "of which of them, nobody can tell"},
		{"two pictures", `<a href="https://x.example/u/bridge.jpg"><img src="https://x.example/1.jpg"><img src="https://x.example/2.jpg"></a>`, `<a https://x.example/u/bridge.jpg><img src="https://x.example/1.jpg"><img src="https://x.example/2.jpg"></a>`, "which one?"},
		{"data-original beside", `<a href="https://x.example/other.jpg"><img src="https://x.example/s/a.jpg" data-original="https://x.example/l/a.jpg"></a>`, `<a https://x.example/other.jpg><img src="https://x.example/l/a.jpg"></a>`, "the full size is known, and the link leads elsewhere"},
		{"smaller than the picture", `<a href="https://x.example/bridge-300x200.jpg"><img src="https://x.example/bridge-900x600.jpg"></a>`, `<img src="https://x.example/bridge-900x600.jpg">`, "never a worse one"},
		{"script", `<a href="javascript:;"><img src="https://x.example/a.jpg"></a>`, `<a javascript:;><img src="https://x.example/a.jpg"></a>`, "left to the links"},
	})
}

func TestAttributes(t *testing.T) {
	const a = "https://img.example/a.jpg"
	runPictures(t, Options{}, []pictureTest{
		{"foreign ones go", `<img id="x" class="lazy" style="color:red" onclick="f()" data-q="1" crossorigin ismap src="` + a + `">`, `<img id="x" src="` + a + `">`, "allow-list; the id waits for the pass that knows whether a link leads to it"},
		{"valid hints stay", `<img loading="Lazy" decoding="async" fetchpriority="HIGH" referrerpolicy="no-referrer" src="` + a + `">`, `<img src="` + a + `" loading="lazy" decoding="async" fetchpriority="high" referrerpolicy="no-referrer">`, "keywords"},
		{"invalid hints go", `<img loading="auto" decoding="1" fetchpriority="max" referrerpolicy="unsafe-url" src="` + a + `">`, `<img src="` + a + `">`, "keywords"},
		{"pixels", `<img width="600px" height="400.5" src="` + a + `">`, `<img src="` + a + `" width="600" height="400">`, "plain numbers"},
		{"percent and auto", `<img width="100%" height="auto" src="` + a + `">`, `<img src="` + a + `">`, "not pixels"},
		{"style", `<img style="WIDTH: 600px !important; height: 25.8333px" src="` + a + `">`, `<img src="` + a + `" width="600" height="25">`, "plain pixels"},
		{"lone width of a style", `<img style="width: 600px; height: auto" src="` + a + `">`, `<img src="` + a + `" width="600">`, "nothing invented"},
		{"style in em", `<img style="width: 10em; max-width: 600px" src="` + a + `">`, `<img src="` + a + `">`, "nothing invented"},
		{"36kr", `<img data-img-size-val="562,269" src="` + a + `">`, `<img src="` + a + `" width="562" height="269">`, "real size"},
		{"Toutiao", `<img img_width="460" img_height="215" src="` + a + `">`, `<img src="` + a + `" width="460" height="215">`, "real size"},
		{"PMCAFF", `<img coffee-w="620px" coffee-h="300px" width="1" src="` + a + `">`, `<img src="` + a + `" width="620" height="300">`, "real size"},
		{"half a real size", `<img data-width="460" width="300" src="` + a + `">`, `<img src="` + a + `" width="300">`, "both or none"},
		{"real size in percent", `<img data-width="100%" data-height="50" src="` + a + `">`, `<img src="` + a + `">`, "not pixels"},
		{"alt whole", `<img alt='阿里云，腾讯：“云”? 100% & more <b>' src="` + a + `">`, `<img src="` + a + `" alt="阿里云，腾讯：“云”? 100% & more <b>">`, "any script, any punctuation"},
		{"alt is a file name", `<img alt="image.png" src="` + a + `"><img alt="微信图片_2021.jpg" src="https://img.example/b.jpg"><img alt="2.jpeg" src="https://img.example/c.jpg"><img alt="IMG_1234" src="https://img.example/d.jpg">`,
			`<img src="` + a + `"><img src="https://img.example/b.jpg"><img src="https://img.example/c.jpg"><img src="https://img.example/d.jpg">`, "says nothing"},
		{"alt is an address", `<img alt="https://img.example/a.jpg" src="` + a + `">`, `<img src="` + a + `">`, "says nothing"},
		{"alt of a template", `<img alt="undefined" src="` + a + `">`, `<img src="` + a + `">`, "says nothing"},
		{"alt of an editor", `<img alt="这里写图片描述" src="` + a + `">`, `<img src="` + a + `">`, "says nothing"},
		{"alt with a point", `<img alt="Figure 1. The new bridge" src="` + a + `">`, `<img src="` + a + `" alt="Figure 1. The new bridge">`, "a sentence"},
		{"title", `<img alt="x" title="A note" src="` + a + `"><img alt="same" title="same" src="https://img.example/b.jpg"><img title="b.png" src="https://img.example/c.jpg">`,
			`<img src="` + a + `" alt="x" title="A note"><img src="https://img.example/b.jpg" alt="same"><img src="https://img.example/c.jpg">`, "kept unless it says nothing new"},
		{"formula without attribute", `<img src="https://www.zhihu.com/equation?tex=f%28x%29" alt="[公式]">`, `<img src="https://www.zhihu.com/equation?tex=f%28x%29" alt="f(x)">`, "TeX of the address"},
	})
	runPictures(t, Options{LazyLoading: true, NoReferrer: true}, []pictureTest{
		{"options", `<img loading="eager" referrerpolicy="origin" src="` + a + `">`, `<img src="` + a + `" loading="lazy" referrerpolicy="no-referrer">`, "on every picture"},
	})
}

func TestSrcsetOfPictures(t *testing.T) {
	const a = "https://img.example/a.jpg"
	const set = "https://img.example/s.jpg 300w, https://img.example/l.jpg 1200w"
	runPictures(t, Options{}, []pictureTest{
		{"kept", `<img src="` + a + `" srcset="` + set + `" sizes="(max-width: 600px) 100vw, 600px">`, `<img src="` + a + `" srcset="` + set + `" sizes="(max-width: 600px) 100vw, 600px">`, "valid, and adds something"},
		{"widths without sizes", `<img src="` + a + `" srcset="` + set + `">`, `<img src="` + a + `">`, "invalid without sizes"},
		{"sizes auto of lazysizes", `<img class="lazyload" data-sizes="auto" data-srcset="` + set + `">`, `<img src="https://img.example/l.jpg">`, "the largest is src"},
		{"auto with lazy", `<img loading="lazy" src="` + a + `" srcset="` + set + `" sizes="auto, 100vw">`, `<img src="` + a + `" srcset="` + set + `" sizes="auto, 100vw" loading="lazy">`, "auto needs loading=lazy"},
		{"auto without lazy", `<img src="` + a + `" srcset="` + set + `" sizes="auto">`, `<img src="` + a + `">`, "auto needs loading=lazy"},
		{"only src again", `<img src="` + a + `" srcset="` + a + ` 1x">`, `<img src="` + a + `">`, "adds nothing"},
		{"densities", `<img src="` + a + `" srcset="https://img.example/a@2x.jpg 2x">`, `<img src="` + a + `" srcset="https://img.example/a@2x.jpg 2x">`, "sizes is not for them"},
		{"densities with sizes", `<img src="` + a + `" srcset="https://img.example/a@2x.jpg 2x" sizes="100vw">`, `<img src="` + a + `" srcset="https://img.example/a@2x.jpg 2x">`, "sizes is not for them"},
		{"fills src", `<img srcset="https://img.example/1.jpg 1x, https://img.example/2.jpg 2x">`, `<img src="https://img.example/2.jpg" srcset="https://img.example/1.jpg, https://img.example/2.jpg 2x">`, "the best candidate"},
		{"placeholder in srcset", `<img src="` + a + `" srcset="` + spacerGIF + ` 1x">`, `<img src="` + a + `">`, "no candidate"},
		{"lazy srcset beats the plain one", `<img src="` + a + `" srcset="` + spacerGIF + `" data-lazy-srcset="` + set + `" data-lazy-sizes="50vw">`, `<img src="` + a + `" srcset="` + set + `" sizes="50vw">`, "what the script sets"},
		{"commas in addresses", `<img data-srcset="https://i.example/w_300,h_2/a.jpg 300w, https://i.example/w_900,h_6/a.jpg 900w">`, `<img src="https://i.example/w_900,h_6/a.jpg">`, "a comma inside belongs to the address"},
		{"WP Rocket", `<img src="` + spacerSVG + `" srcset="` + set + `" sizes="(max-width: 152px) 100vw, 152px" width="152" height="103" data-lazy-src="` + a + `"><noscript><img src="` + a + `" srcset="` + set + `" sizes="(max-width: 152px) 100vw, 152px" width="152" height="103"></noscript>`,
			`<img src="` + a + `" srcset="` + set + `" sizes="(max-width: 152px) 100vw, 152px" width="152" height="103">`, "srcset is real already"},
	})
}

func TestPictureElements(t *testing.T) {
	const a = "https://img.example/a.jpg"
	runPictures(t, Options{}, []pictureTest{
		{"types", `<picture class="p"><source type="image/avif" srcset="https://img.example/a.avif"><source type="image/webp" srcset="https://img.example/a.webp"><img src="` + a + `"></picture>`,
			`<picture><source type="image/avif" srcset="https://img.example/a.avif"><source type="image/webp" srcset="https://img.example/a.webp"><img src="` + a + `"></picture>`, "each adds a type"},
		{"media", `<picture><source media="(min-width: 800px)" srcset="https://img.example/w.jpg"><img src="` + a + `"></picture>`, `<picture><source media="(min-width: 800px)" srcset="https://img.example/w.jpg"><img src="` + a + `"></picture>`, "another crop"},
		{"lazy sources", `<picture><source type="image/webp" data-srcset="https://img.example/a.webp" srcset="` + spacerGIF + `"><img data-src="` + a + `" src="` + spacerGIF + `"></picture>`, `<picture><source type="image/webp" srcset="https://img.example/a.webp"><img src="` + a + `"></picture>`, "lazysizes"},
		{"source without srcset", `<picture><source type="image/webp"><img src="` + a + `"></picture>`, `<img src="` + a + `">`, "invalid, and nothing is left"},
		{"source with src", `<picture><source type="image/webp" src="https://img.example/a.webp"><img src="` + a + `"></picture>`, `<picture><source type="image/webp" srcset="https://img.example/a.webp"><img src="` + a + `"></picture>`, "an old mistake"},
		{"source for everybody", `<picture><source srcset="https://img.example/w.jpg"><source type="image/webp" srcset="https://img.example/a.webp"><img src="` + a + `"></picture>`, `<picture><source type="image/webp" srcset="https://img.example/a.webp"><img src="` + a + `" srcset="https://img.example/w.jpg"></picture>`, "one without media and type hides what follows"},
		{"media all", `<picture><source media="all" type="image/webp" srcset="https://img.example/a.webp"><img src="` + a + `"></picture>`, `<picture><source type="image/webp" srcset="https://img.example/a.webp"><img src="` + a + `"></picture>`, "says nothing"},
		{"media nobody knows", `<picture><source media="(fancy: yes)" srcset="https://img.example/f.jpg"><img src="` + a + `"></picture>`, `<img src="` + a + `">`, "must not become a source for everybody"},
		{"widths without sizes", `<picture><source type="image/webp" srcset="https://img.example/s.webp 300w, https://img.example/l.webp 900w"><img src="` + a + `"></picture>`, `<picture><source type="image/webp" srcset="https://img.example/l.webp"><img src="` + a + `"></picture>`, "the largest alone is valid"},
		{"no img", `<picture><source type="image/webp" srcset="https://img.example/a.webp"><source type="image/jpeg" srcset="` + a + `"></picture>`, `<picture><source type="image/webp" srcset="https://img.example/a.webp"><img src="` + a + `"></picture>`, "the type every reader shows"},
		{"img without address", `<picture><source media="(min-width: 800px)" srcset="https://img.example/w.jpg"><img alt="A bridge"></picture>`, `<img src="https://img.example/w.jpg" alt="A bridge">`, "filled from the source, which then chooses nothing else"},
		{"img that is missing", `<picture><source media="(max-width: 600px)" srcset="https://img.example/s.jpg"><source srcset="https://img.example/m.jpg 1x, https://img.example/l.jpg 2x"></picture>`, `<picture><source media="(max-width: 600px)" srcset="https://img.example/s.jpg"><img src="https://img.example/l.jpg" srcset="https://img.example/m.jpg, https://img.example/l.jpg 2x"></picture>`, "what is for every screen fills it"},
		{"source behind the img", `<picture><img src="` + a + `"><source type="image/webp" srcset="https://img.example/a.webp"></picture>`, `<picture><source type="image/webp" srcset="https://img.example/a.webp"><img src="` + a + `"></picture>`, "goes before it"},
		{"other content", `<picture><source type="image/webp" srcset="https://img.example/a.webp"><img src="` + a + `"><span>Photo: NN</span></picture>`, `<picture><source type="image/webp" srcset="https://img.example/a.webp"><img src="` + a + `"></picture>Photo: NN`, "goes behind it"},
		{"nothing usable", `<p>x<picture><source srcset=""><img src=""></picture></p>`, `x`, "no picture"},
		{"source alone", `<p>x<source type="image/webp" srcset="https://img.example/a.webp"><img src="` + a + `"></p>`, `x<img src="` + a + `">`, "belongs to nothing"},
		{"source of a video", `<video><source src="https://v.example/a.mp4"></video>`, `<source src="https://v.example/a.mp4">`, "not for this pass"},
		{"preview before the picture element", `<div><img aria-hidden="true" src="` + blurredJPEG + `"><picture><source type="image/webp" srcset="https://img.example/a.webp"><img data-src="` + a + `"></picture><noscript><picture><source type="image/webp" srcset="https://img.example/a.webp"><img src="` + a + `"></picture></noscript></div>`,
			`<picture><source type="image/webp" srcset="https://img.example/a.webp"><img src="` + a + `"></picture>`, "Gatsby"},
	})
}

func TestPicturesReport(t *testing.T) {
	const a = "https://img.example/a.jpg"
	src := `<p><img src="` + spacerGIF + `" data-src="` + a + `"></p><p><img src="https://c.example/hit" width="1" height="1"></p><p><img src="/spacer.gif"></p><p><img></p>`
	_, j := shown(t, Options{Report: true}, src)
	var rules []string
	for _, c := range j.changes {
		rules = append(rules, c.Set+"/"+c.Rule+" "+c.Do)
	}
	slices.Sort(rules)
	assert.Equal(t, []string{"pictures/no-address drop", "pictures/placeholder drop", "pictures/recovered replace", "pictures/tracking-pixel drop"}, rules)
	for _, c := range j.changes {
		switch c.Rule {
		case "recovered":
			assert.Equal(t, a, c.After)
		case "tracking-pixel":
			assert.Equal(t, []string{"https://c.example/hit"}, c.Images)
		}
	}
	img := j.root.first.first
	require.True(t, img.is(atom.Img))
	got, ok := j.pictureOrigin(img)
	require.True(t, ok)
	assert.Equal(t, Picture{URL: a, Original: a, Attribute: "data-src"}, got)
	_, ok = j.pictureOrigin(newElement(atom.Img, nil))
	assert.False(t, ok)
}

// The work must grow with the input and no faster: each row is a megabyte or so
// that would take minutes were it looked at twice per element.
func TestPicturesAreLinear(t *testing.T) {
	const n = 20_000
	attrs := func() string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, " data-x%d=https://img.example/%d.jpg", i, i)
		}
		return b.String()
	}
	for _, tt := range []struct{ name, in string }{
		{"candidates", `<img srcset="` + strings.Repeat("https://img.example/a.jpg 1w, ", n) + `">`},
		{"attributes", `<img` + attrs() + `>`},
		{"pictures", strings.Repeat(`<img src=https://img.example/a.jpg>`, n)},
		{"placeholders", strings.Repeat(`<img src=x.gif data-src=y.gif><noscript><img src=z.gif></noscript>`, n)},
		{"backgrounds", strings.Repeat(`<div style="background:url(a.jpg)">`, 500) + strings.Repeat(`<i style="background:url(a.jpg)"></i>`, n)},
		{"components", strings.Repeat(`<amp-img src=a.jpg>`, 500) + strings.Repeat(`<b></b>`, n)},
		{"anchors", strings.Repeat(`<a href=a.jpg><img src=b.jpg></a>`, n)},
		{"picture elements", strings.Repeat(`<picture><source srcset=a.webp type=image/webp></picture>`, n)},
		{"sources", `<picture>` + strings.Repeat(`<source srcset=a.webp type=image/webp>`, n) + `</picture>`},
		{"previews", strings.Repeat(`<img src="a-16x16.jpg">`, n)},
		{"galleries", strings.Repeat(`<div data-imgs='["a.jpg"]'>`, 500) + strings.Repeat(`<img src=b.jpg data-src=c.jpg>`, n)},
		{"a long gallery", `<div data-imgs='["https://img.example/a.jpg"` + strings.Repeat(`,"https://img.example/a.jpg"`, n) + `]'></div>`},
		{"styles", `<div style="` + strings.Repeat(`background:url(a.jpg);`, n) + `"></div>`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			out, _ := shown(t, Options{Report: true}, tt.in)
			assert.Less(t, len(out), 3*len(tt.in)+100)
		})
	}
}

func TestUnsealed(t *testing.T) {
	const address = "//p3.itc.cn/q_70/images03/20240104/0a1b2c3d4e5f60718293a4b5c6d7e8f9.jpeg"
	const sealed = "4sWCR8BxipzMtuwIic3zecBtPsOZN1xBjR51Pm15agFIkgJPw7dF7uCNP60KxYbnf2voT1QVYJhY1e7yX3RsXCqdm30425/6yOg9ipwuX40="
	assert.Equal(t, address, unsealed(sealed))
	for _, v := range []string{
		"", address, sealed[:len(sealed)-4], sealed[:64], strings.Repeat("A", 64), strings.Repeat(sealed, 20),
		"aHR0cHM6Ly9pbWcuZXhhbXBsZS5vcmcvcGhvdG9zLzEyMzQ1Njc4OTAuanBlZw==", // an address in base64 alone
	} {
		assert.Equal(t, v, unsealed(v))
	}
}
