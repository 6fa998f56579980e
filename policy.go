package htmlclean

import (
	"regexp"
	"strings"

	"github.com/microcosm-cc/bluemonday"
)

// newPolicy is what the gate allows, in bluemonday's terms. It was written from
// the same decisions as the allow-list and from nothing of its code, so that a
// slip in one is caught by the other.
//
// URLs are checked by patterns and not by bluemonday's own URL handling, which
// would rewrite them: it re-encodes queries, and deletes what net/url cannot
// parse.
func newPolicy(opt Options) *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowElements(
		"p", "h1", "h2", "h3", "h4", "h5", "h6", "br", "hr", "a",
		"ul", "ol", "li", "dl", "dt", "dd", "blockquote", "pre", "details", "summary", "footer", "aside",
		"figure", "figcaption", "img", "picture", "source", "video", "audio", "iframe",
		"table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td",
		"strong", "em", "s", "del", "ins", "u", "mark", "small", "sub", "sup", "code", "kbd", "samp", "var", "cite", "q",
		"abbr", "dfn", "time", "bdo", "bdi", "ruby", "rt", "rp",
		"math", "mrow", "mi", "mn", "mo", "ms", "mtext", "mspace", "mfrac", "msqrt", "mroot", "msub", "msup", "msubsup", "munder", "mover",
		"munderover", "mmultiscripts", "mprescripts", "mpadded", "mphantom", "mstyle", "merror", "mtable", "mtr", "mtd",
	)
	p.AllowNoAttrs().OnElements(
		"p", "h1", "h2", "h3", "h4", "h5", "h6", "br", "hr",
		"ul", "ol", "li", "dl", "dt", "dd", "blockquote", "pre", "details", "summary", "footer", "aside",
		"figure", "figcaption", "picture", "video", "audio",
		"table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td",
		"strong", "em", "s", "del", "ins", "u", "mark", "small", "sub", "sup", "code", "kbd", "samp", "var", "cite", "q",
		"abbr", "dfn", "bdi", "ruby", "rt", "rp",
		"math", "mrow", "mi", "mn", "mo", "ms", "mtext", "mspace", "mfrac", "msqrt", "mroot", "msub", "msup", "msubsup", "munder", "mover",
		"munderover", "mmultiscripts", "mprescripts", "mpadded", "mphantom", "mstyle", "merror", "mtable", "mtr", "mtd",
	)
	on := func(attr, pattern string, elements ...string) {
		p.AllowAttrs(attr).Matching(regexp.MustCompile(`\A(?:` + pattern + `)\z`)).OnElements(elements...)
	}
	const (
		char     = `[^\s<>"\\]`
		rest     = char + `*`
		name     = `[^\s<>"\\:/?#]+`
		local    = `(?:` + name + `(?:[/?#]` + rest + `)?|[?#]` + rest + `|/(?:[^\s<>"\\/]` + rest + `)?)`
		web      = `https?://[^\s<>"\\/]` + rest + `|` + local
		bitmap   = `data:image/(?:png|gif|jpeg|jpg|webp|avif|bmp);base64,[A-Za-z0-9+/]+={0,2}`
		number   = `0|[1-9][0-9]{0,8}`
		language = `[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?`
		policy   = `no-referrer(?:-when-downgrade)?|same-origin|(?:strict-)?origin(?:-when-cross-origin)?`
	)
	schemes := strings.Fields("mailto tel sms xmpp sip sips geo magnet matrix irc ircs ftp news webcal")
	for _, row := range opt.Allow {
		schemes = append(schemes, row.Schemes...)
	}
	on("href", `https?://[^\s<>"\\/]`+rest+`|(?:`+strings.Join(schemes, "|")+`):`+rest+`|`+local, "a")
	on("src", web+`|`+bitmap, "img")
	on("src", web, "video", "audio", "source")
	on("src", `https://[^\s<>"\\/]`+rest, "iframe")
	on("poster", web+`|`+bitmap, "video")
	on("cite", web, "blockquote", "q", "del", "ins")
	candidate := `(?:` + web + `|` + bitmap + `)(?: [0-9.e+-]+[wx])?`
	on("srcset", candidate+`(?:, `+candidate+`)*`, "img", "source")
	p.AllowAttrs("alt", "title").OnElements("img")
	p.AllowAttrs("title").OnElements("a", "abbr", "dfn", "iframe")
	p.AllowAttrs("sizes").OnElements("img", "source")
	p.AllowAttrs("media").OnElements("source")
	on("type", `(?:image|video|audio|application)/[a-z0-9.+-]+(?:; ?codecs=["']?[A-Za-z0-9., -]+["']?)?`, "source")
	on("type", `[1aAiI]`, "ol")
	on("width", number, "img", "video", "iframe", "source")
	on("height", number, "img", "video", "iframe", "source")
	on("loading", `lazy|eager`, "img")
	on("loading", `lazy`, "iframe")
	on("decoding", `async|sync|auto`, "img")
	on("fetchpriority", `high|low|auto`, "img")
	on("referrerpolicy", policy, "img", "iframe")
	on("controls", ``, "video", "audio")
	on("preload", `none|metadata`, "video", "audio")
	on("allowfullscreen", ``, "iframe")
	on("sandbox", `allow-[a-z-]+(?: allow-[a-z-]+)*`, "iframe")
	on("rel", `[a-z-]+(?: [a-z-]+)*`, "a")
	on("start", `-?(?:`+number+`)`, "ol")
	on("value", `-?(?:`+number+`)`, "li")
	on("reversed", ``, "ol")
	on("open", ``, "details")
	on("colspan", `[1-9][0-9]{0,2}`, "td", "th")
	on("rowspan", `[1-9][0-9]{0,2}`, "td", "th", "mtd")
	on("columnspan", `[1-9][0-9]{0,2}`, "mtd")
	on("scope", `(?:row|col)(?:group)?`, "th")
	on("class", `language-[a-z][a-z0-9+#.-]*`, "code")
	const (
		date  = `[0-9]{4}-(?:0[1-9]|1[0-2])-[0-3][0-9]`
		clock = `[0-2][0-9]:[0-5][0-9](?::[0-5][0-9](?:\.[0-9]{1,3})?)?`
		zone  = `(?:Z|[+-][0-2][0-9]:?[0-5][0-9])`
	)
	on("datetime", `[0-9]{4}(?:-[01][0-9]|-W[0-5][0-9])?|(?:--)?[01][0-9]-[0-3][0-9]|`+date+`(?:[T ]`+clock+zone+`?)?|`+clock+`|`+zone+`|P[0-9DTHMS]+`, "time")
	on("datetime", date+`(?:[T ]`+clock+zone+`)?`, "del", "ins")
	on("display", `block|inline`, "math")
	on("mathvariant", `normal`, "mi")
	on("linethickness", `0`, "mfrac")
	for _, name := range strings.Fields("p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre details summary footer aside figure figcaption hr table caption td th") {
		on("id", `ref-[^\s<>"']+`, name)
		on("dir", `ltr|rtl`, name)
		on("lang", language, name)
	}
	on("id", `ref-[^\s<>"']+`, "a")
	on("lang", language, "cite", "dfn", "em", "q")
	on("dir", `ltr|rtl`, "bdi")
	on("dir", `ltr|rtl`, "bdo")
	for _, row := range opt.Allow {
		allowInPolicy(p, row)
	}
	return p
}

func allowInPolicy(p *bluemonday.Policy, row Allowance) {
	if row.Element == "" {
		return
	}
	if row.Element != "*" {
		p.AllowElements(row.Element)
		p.AllowNoAttrs().OnElements(row.Element)
	}
	if row.Attribute == "" {
		return
	}
	b := p.AllowAttrs(row.Attribute)
	if row.Pattern != "" {
		re, err := wholePattern(row.Pattern)
		if err != nil {
			return // newAllowList has refused the row
		}
		b = b.Matching(re)
	}
	if row.Element == "*" {
		b.Globally()
	} else {
		b.OnElements(row.Element)
	}
}
