package htmlclean

import (
	"strings"

	"golang.org/x/net/html/atom"
)

// A preference orders the places where an element may give the address of its
// picture; the first that holds a usable one is taken. What stands before
// ownSource replaces even a good src, what stands behind never does.
type preference uint8

const (
	exactSource    preference = iota // written by a tool to keep the original beside what it put into src
	fullSource                       // names the full size
	lazySource                       // names only a lazy loader uses: what its script copies into src
	ownSource                        // src itself
	setSource                        // srcset and its lazy names: the largest candidate
	otherSource                      // names that often hold the picture, and often something else
	smallSource                      // names that say thumbnail
	sniffedSource                    // an unknown attribute whose value is the address of a picture
	noscriptSource                   // the noscript beside it
	anchorSource                     // the link around it
)

// lazyAttributes is where pages leave the address of a picture that a script is
// to load, best first. Within a preference the order of the rows decides.
var lazyAttributes = []struct {
	prefer preference
	names  string
	usedBy string
}{
	{exactSource, "data-xextension-imageproxy-original-src", "FreshRSS, image proxy extension"},
	{exactSource, "data-savepage-src data-savepage-currentsrc", "Save Page WE archives"},
	{exactSource, "data-canonical-src", "GitHub, the address behind its camo proxy"},

	{fullSource, "data-original", "jQuery Lazy Load, ZAKER, IT Home, Zhihu, cnblogs, sspai, FreshRSS"},
	{fullSource, "zoomfile", "Discuz!"},
	{fullSource, "data-actualsrc", "Zhihu answers"},
	{fullSource, "data-original-src data-original-mos data-srcorg", "Jianshu, AARP; Future plc; NGA"},
	{fullSource, "data-orig-file data-orig data-orig-src fifu-data-src", "Jetpack carousel; Tumblr themes; Avada; Featured Image from URL"},
	{fullSource, "data-large-file data-large_image data-full-url data-full-src", "Jetpack; WooCommerce; Gutenberg gallery; slate.fr"},
	{fullSource, "data-2000src data-1000src data-800src data-655src data-500src data-380src", "width in the name"},
	{fullSource, "data-hi-res-src data-hires data-hi-res data-rjs data-at2x data-2x data-retina-src src-swap-high-dpi", "Dotdash; retina.js; FAZ; iTunes pages"},
	{fullSource, "data-src-desktop data-mediaviewer-src rel:bf_image_src data-file-url real_src bpic", "NYT; BuzzFeed; Danbooru; Sina blog; Tieba"},

	{lazySource, "data-src", "lazysizes, lozad, vanilla-lazyload, WeChat, LiteSpeed, EWWW, Smush"},
	{lazySource, "data-lazy-src data-lazy data-lazyload data-lazyload-src data-lazy-load-src lazysrc lazyload", "WP Rocket, Jetpack, a3; slick; Revolution Slider"},
	{lazySource, "data-echo data-cfsrc data-defer-src data-ll-src data-lzl-src", "echo.js; Cloudflare Mirage; defer.js; CN themes"},
	{lazySource, "data-pagespeed-high-res-src data-pagespeed-lazy-src pagespeed_lazy_src", "mod_pagespeed"},
	{lazySource, "data-ezsrc data-opt-src data-nitro-lazy-src nitro-lazy-src data-breeze data-wpfc-original-src", "Ezoic; Optimole; NitroPack; Breeze; WP Fastest Cache"},
	{lazySource, "data-flickity-lazyload data-lazy-img data-frz-src data-runner-src data-pk-src sf-src data-image-loader data-interchange", "Flickity; FastPixel; RebelMouse; Xataka; PC Mag; Foundation"},
	{lazySource, "data-ks-lazyload data-ks-lazyload-custom data-isrc data-backsrc data-s-src data-src-img data-progressive data-srclazy", "KISSY; 360; WeChat; IEEE Xplore; progressive-image; NGA"},
	{lazySource, "_src org_src origin-src data-origin-src load-src src2", "Huxiu and other CN sites"},

	{otherSource, "original data-url data-source data-src-url data-img-url data-imageurl data-image-url data-image-src data-imgsrc imgsrc", "assorted"},
	{otherSource, "data-image data-img data-photo file data-normal data-pin-media data-s data-bg-src lazy-src data-croporisrc", "assorted, Discuz!, Pinterest; Vuetify, as a preview; WeChat, the picture before it was cropped"},

	{smallSource, "data-medium-file data-cover data-thumb data-thumb_url data-thumbnail data-native-src data-preview", "Jetpack; Bloomberg; assorted"},
}

// lazySets hold a srcset, or sizes for one.
var lazySets = []struct{ names, usedBy string }{
	{"data-srcset", "lazysizes, lozad, LiteSpeed"},
	{"data-lazy-srcset data-lazyload-srcset", "WP Rocket, Jetpack"},
	{"data-xextension-imageproxy-original-srcset data-savepage-srcset", "FreshRSS; Save Page WE"},
	{"data-ezsrcset nitro-lazy-srcset data-nitro-lazy-srcset data-opt-srcset data-original-set data-sources", "Ezoic; NitroPack; Optimole; assorted"},
	{"data-bgset", "lazysizes, for a background"},
}

// backgroundAttributes hold the address of a background; they count on elements that show nothing else.
const backgroundAttributes = "data-bg data-background data-background-image data-bg-src data-bgurl data-bg-url data-lazy-background data-lazy-bg data-lazy-bgimg"

// neverPictures are attributes whose value may look like a picture of the
// article and is another one, or none.
const neverPictures = "data-default-watermark-src data-avatar data-logo data-author-avatar data-icon data-qr data-qrcode " +
	"data-permalink data-href data-link data-share data-share-url data-placeholder data-placeholder-src data-loading-src data-error data-fallback onerror " +
	"poster data-poster longdesc cite id class style alt title href src srcset sizes usemap name width height type media ping"

// A pictureValue is what an attribute that is about a picture holds.
type pictureValue uint8

const (
	noValue   pictureValue = iota // nothing about a picture, as far as is known
	oneValue                      // an address
	setValue                      // a srcset
	jsonValue                     // JSON with an address in it
	listValue                     // JSON with the pictures of a gallery
)

// An attributeRank says what an attribute holds, and how good that is.
type attributeRank struct {
	holds  pictureValue
	prefer preference
	row    int    // among those of one preference: the first is the best
	key    string // of JSON: where the address stands
}

// ranks has every attribute of the tables, so that one look-up tells all about
// one, and noPicture those that are never asked by their value.
var (
	ranks     = newWordMap(rankAttributes())
	noPicture = nameSet(neverPictures)
)

// rankOf is the zero rank for an attribute that no table has.
func rankOf(key string) attributeRank {
	if r := ranks.get(key); r != nil {
		return *r
	}
	return attributeRank{}
}

// rankAttributes has the plain srcset last of its kind: a script overwrites it.
func rankAttributes() map[string]attributeRank {
	ranks := map[string]attributeRank{"srcset": {holds: setValue, prefer: setSource, row: len(lazySets)}}
	for name := range strings.FieldsSeq(backgroundAttributes) {
		ranks[name] = attributeRank{holds: oneValue, prefer: otherSource, row: len(lazyAttributes) << 8}
	}
	for i, row := range lazyAttributes {
		for j, name := range strings.Fields(row.names) {
			ranks[name] = attributeRank{holds: oneValue, prefer: row.prefer, row: i<<8 | j}
		}
	}
	for i, row := range lazySets {
		for name := range strings.FieldsSeq(row.names) {
			ranks[name] = attributeRank{holds: setValue, prefer: setSource, row: i}
		}
	}
	for name, key := range jsonCarriers {
		ranks[name] = attributeRank{holds: jsonValue, prefer: exactSource, key: key}
	}
	for name := range strings.FieldsSeq(galleryAttributes) {
		ranks[name] = attributeRank{holds: listValue}
	}
	return ranks
}

// pictureElements stand for an img, with the same attributes; what they hold is
// shown where they are unknown or before they load.
var pictureElements = map[string]bool{
	"amp-img": true, "amp-anim": true, "lazy-image": true, "a-img": true, "v-img": true, "uni-image": true, "uni-image-full-width": true,
	"progressive-image": true, "progressive-img": true, "img-lazy": true, "lazy-img": true, "el-image": true, "van-image": true, "nuxt-img": true,
	"ion-img": true, "x-img": true, "wx-image": true, "mip-img": true, "responsive-image": true, "hl-image": true,
}

// jsonCarriers are attributes that hold JSON with the address in it: under the
// key, or, without one, the object's first key.
var jsonCarriers = map[string]string{
	"data-loading": "desktop", // blog.google, on uni-image
	"data-srcs":    "",        // Business Insider
}

// galleryAttributes hold the pictures of a gallery that a script builds, as a JSON
// array of addresses or of objects. Where they hold anything else they say nothing.
const galleryAttributes = "data-imgs data-images data-gallery data-gallery-images data-image-list data-imagelist data-img-list data-imglist data-pics " +
	"data-pictures data-photos data-slides data-album data-lightgallery images :images preview-src-list :preview-src-list " + substackAttribute

// substackAttribute is on everything that Substack embeds, with what it is about.
const substackAttribute = "data-attrs"

// galleryKeys are where an object of a gallery has its picture, best first; the
// value is an address, or an object in its turn.
var galleryKeys = strings.Fields("original origin orig full large big hd src url image img picture pic photo file path href medium middle small thumb thumbnail")

// galleryLists are where an object has the array of the pictures.
var galleryLists = strings.Fields("images imgs pics pictures photos items list slides gallery album data")

// galleryTexts are where an object says what its picture shows.
var galleryTexts = strings.Fields("alt caption title desc description")

// backgroundCarriers may be a picture through a lazy attribute or a background,
// where they show nothing else.
var backgroundCarriers = atomSet(atom.Div, atom.Span, atom.A, atom.Figure, atom.Section, atom.P, atom.Li, atom.I, atom.Header)

// standInNames are names of files that show nothing: a file of exactly this name
// is never the picture.
var standInNames = nameSet(`
	1x1 1px 1pix spacer space spaceball blank blank2 pixel clear transparent transparent1x1 trans empty dot leer s 0 t x
	loading loader ajax-loader ajax_loader imgloading lazyload lazy-load load lazy loading1 loading2 img-loading loading-img
	grey gray grey-placeholder gray_4x6 highlight_ph placeholder place-holder image-placeholder img-placeholder
	missing-image none no_image noimage no-image nopic no_pic default_pic lazyload-placeholder lazy-placeholder undefined null`)

// standInWords make a file suspect: it is the picture only where nothing else is offered.
var standInWords = []string{
	"placeholder", "place-holder", "place_holder", "lazyload", "lazy-load", "loading.", "-loading", "loading-", "loader.", "spacer", "blank.", "1x1", "transparent.",
	"no_image", "noimage", "no-image", "nopic", "default.", "grey.gif", "gray.gif", "missing-image", "fallback.", "skeleton",
}

// standInStarts has them by their first byte.
var standInStarts = func() (starts [256][]string) {
	for _, w := range standInWords {
		starts[w[0]] = append(starts[w[0]], w)
	}
	return starts
}()

// beaconNames are files that count readers.
var beaconNames = nameSet(`b.gif g.gif open.gif count.gif pixel.gif beacon.gif beacon hm.gif h.gif tr.gif track.gif tracking.gif stat.gif stats.gif __utm.gif 1x1.gif piwik.php matomo.php`)

// imageExtensions end the names of picture files.
var imageExtensions = nameSet(`jpg jpeg jpe jfif png gif webp avif apng bmp svg heic heif tif tiff ico`)

// pictureHints in an address tell a picture whose name has no extension.
var pictureHints = []string{
	"wx_fmt=", "imageview2", "imagemogr2", "imageslim", "x-oss-process=image", "x-bce-process=image", "x-image-process=", "x-tos-process=image", "imageinfo",
	"~tplv-", "-picture", "_img_", "/image/", "/images/", "/img/", "/imgs/", "/photo/", "/photos/", "/pic/", "/pics/", "/picture/", "/pictures/", "/thumb/", "/thumbnail/", "/media/", "mmbiz",
	"pgc-image", "format=jpg", "format=jpeg", "format=png", "format=webp", "format/webp", "fm=jpg", "f_auto", "q_auto", "_next/image", "!custom", "/wp-content/uploads/",
}

// pictureHosts begin the host names of servers that hold nothing but pictures.
var pictureHosts = []string{"img", "image", "pic", "photo", "thumb", "mmbiz.", "upload-images.", "user-images.", "camo."}

// editorAlts are what editors put into alt where the author wrote nothing.
var editorAlts = map[string]bool{
	"undefined": true, "图片": true, "null": true, "nan": true, "[object object]": true, "none": true,
	"这里写图片描述": true, "在这里插入图片描述": true, "图片描述": true, "请输入图片描述": true, "输入图片说明": true, "插入图片": true,
	"enter image description here": true, "image description": true, "alt text": true, "alt": true, "img": true,
}

func nameSet(names string) map[string]bool {
	set := map[string]bool{}
	for name := range strings.FieldsSeq(names) {
		set[name] = true
	}
	return set
}
