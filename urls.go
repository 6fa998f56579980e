package htmlclean

import (
	"fmt"
	"slices"
	"strings"
	"sync"
)

// urlRules are the tables of URLs as the options want them. They never change.
type urlRules struct {
	tables       *unwrapTables
	own          []ownProxy
	linkSchemes  map[string]bool
	keepProxies  bool
	keepTracking bool
	fullSize     *hostIndex[enlarger] // nil unless wanted
}

// newURLRules checks Options.Proxies.
func newURLRules(opt Options) (*urlRules, error) {
	u := &urlRules{
		tables:       allUnwrappers(),
		linkSchemes:  map[string]bool{},
		keepProxies:  opt.KeepProxies,
		keepTracking: opt.KeepTracking,
	}
	for _, scheme := range linkSchemeNames(opt) {
		u.linkSchemes[scheme] = true
	}
	for _, prefix := range opt.Proxies {
		own, ok := newOwnProxy(prefix)
		if !ok {
			return nil, fmt.Errorf("htmlclean: proxy prefix %q is no http or https URL", prefix)
		}
		u.own = append(u.own, own)
	}
	if opt.FullSize {
		u.fullSize = fullSizeIndex()
	}
	return u, nil
}

// linkSchemeNames are the schemes links may have, in order.
func linkSchemeNames(opt Options) []string {
	names := slices.Clone(linkSchemes)
	for _, row := range opt.Allow {
		names = append(names, row.Schemes...)
	}
	for _, row := range opt.Deny {
		names = slices.DeleteFunc(names, func(s string) bool { return slices.Contains(row.Schemes, s) })
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// addresses resolves, recovers and judges the URLs of one article.
type addresses struct {
	rules *urlRules
	page  string  // host of the page, "" if unknown
	base  *webURL // what relative URLs are relative to, nil if unknown
}

// article prepares for an article at pageURL whose document has a base element
// with baseHref; both may be empty. A page that was read through a proxy counts
// as the page behind it.
func (u *urlRules) article(pageURL, baseHref string) *addresses {
	a := &addresses{rules: u}
	for _, raw := range []string{pageURL, baseHref} {
		p, why := parseURL(raw, a.base)
		if why != "" || !isWeb(p.scheme) {
			continue
		}
		w, _, _ := u.unwrap(p.web, forLinks)
		a.base = &w
		if a.page == "" {
			a.page = strings.TrimSuffix(w.host, ".")
		}
	}
	return a
}

func isWeb(scheme string) bool { return scheme == "https" || scheme == "http" }

// host is the host of the page in lower case, "" if unknown.
func (a *addresses) host() string { return a.page }

// An address is what became of one URL of the input.
type address struct {
	url      string   // what to write; "" where the input's value is of no use or unsafe
	host     string   // its host, of a picture only; "" where it is relative or holds the data
	proxies  []string // rows of the table that were peeled off, outermost first
	tracking []string // names of the query parameters that were removed
	why      string   // where url is "": why, in words for the report
	refused  string   // the row that matched but hid no usable URL, so that the proxy stays
}

// link turns a raw attribute value into the address to write into href.
// A URL that is only a fragment stays one.
func (a *addresses) link(raw string) address {
	if raw != "" && (raw[0] == base64Scheme[0] || raw[0] <= ' ') && strings.HasPrefix(stripURL(raw), base64Scheme) { // what a theme hides from robots
		if plain := fromBase64(stripURL(raw)); looksLikeURL(plain) && plain != brokenURL {
			raw = plain
		}
	}
	p, why := parseURL(raw, a.base)
	if why != "" {
		return address{why: why}
	}
	out := address{url: p.url}
	if p.scheme == "" {
		return out
	}
	if isWeb(p.scheme) {
		out = a.directLink(p.web)
	}
	if scheme, _, _ := strings.Cut(out.url, ":"); !a.rules.linkSchemes[scheme] {
		return address{why: "a link must not have the scheme " + scheme}
	}
	return out
}

// directLink peels proxies and tracking off until neither is left: without its
// tracking parameters a redirector may show that it is one.
func (a *addresses) directLink(w webURL) address {
	start, out := w, address{}
	for range maxLevels {
		inner, names, refused := a.rules.unwrap(w, forLinks)
		if out.refused = refused; len(names) > 0 {
			out.proxies = append(out.proxies, names...)
		}
		plain, removed := a.rules.withoutTracking(inner, a.page)
		if len(removed) == 0 {
			out.url = inner.s
			return out
		}
		out.tracking = append(out.tracking, removed...)
		w = cutURL(plain)
	}
	return address{url: start.s}
}

// picture turns a raw attribute value into the address to write into the src of
// an img, the poster of a video or a srcset candidate.
func (a *addresses) picture(raw string) address {
	p, why := parseURL(raw, a.base)
	switch {
	case p.scheme == "data":
		return bitmap(p.url)
	case why != "":
		return address{why: why}
	case p.scheme != "" && !isWeb(p.scheme):
		return address{why: "a picture must not have the scheme " + p.scheme}
	case p.url[0] == '#':
		return address{why: "a fragment is no picture"}
	}
	w, names, refused := a.rules.unwrap(p.web, forPictures)
	out := address{url: w.s, host: w.host, proxies: names, refused: refused}
	if a.rules.fullSize != nil && w.host != "" {
		if larger, name := enlarge(a.rules.fullSize, w); name != "" {
			out.url, out.proxies = larger, append(out.proxies, name)
		}
	}
	return out
}

// media turns a raw attribute value into the address to write into the src of
// video, audio, source and track.
func (a *addresses) media(raw string) address {
	p, why := parseURL(raw, a.base)
	switch {
	case why != "" && p.scheme != "data":
		return address{why: why}
	case p.scheme != "" && !isWeb(p.scheme):
		return address{why: "media must not have the scheme " + p.scheme}
	case p.url[0] == '#':
		return address{why: "a fragment is no media"}
	}
	w, names, refused := a.rules.unwrap(p.web, forPictures)
	return address{url: w.s, proxies: names, refused: refused}
}

// Address returns the URL behind image proxies and link redirectors, for a URL
// outside of the HTML such as a value of the front matter. A raw that is no
// absolute URL, or that is behind nothing, comes back unchanged.
func (c *Cleaner) Address(raw string) string {
	p, why := parseURL(raw, nil)
	if why != "" || !isWeb(p.scheme) {
		return raw
	}
	w, names, _ := c.urls.unwrap(p.web, forLinks|forPictures)
	if len(names) == 0 {
		return raw
	}
	return w.s
}

// bitmapTypes are the types a picture in a data: URL may have. SVG is none of
// them: it can hold scripts.
var bitmapTypes = map[string]string{
	"image/avif": "image/avif",
	"image/bmp":  "image/bmp",
	"image/gif":  "image/gif",
	"image/jpeg": "image/jpeg",
	"image/jpg":  "image/jpeg",
	"image/png":  "image/png",
	"image/webp": "image/webp",
}

// bitmap writes a data: URL (what follows the scheme is given) as
// data:TYPE;base64,DATA with padding.
func bitmap(rest string) address {
	head, data, _ := strings.Cut(rest, ",")
	kind, params, _ := strings.Cut(head, ";")
	kind, ok := bitmapTypes[strings.ToLower(strings.TrimSpace(kind))]
	if !ok {
		return address{why: "a data: URL must hold a bitmap"}
	}
	last := params[strings.LastIndexByte(params, ';')+1:]
	if !strings.EqualFold(strings.TrimSpace(last), "base64") {
		return address{why: "a data: URL must be base64"}
	}
	if strings.IndexByte(data, '%') >= 0 {
		if data, ok = unescapeURL(data); !ok {
			return address{why: "its base64 is cut off"}
		}
	}
	data = strings.TrimRight(data, "= \t\n\f\r")
	b := make([]byte, 0, len("data:")+len(kind)+len(";base64,")+len(data)+3)
	b = append(append(append(append(b, "data:"...), kind...), ";base64"...), ',')
	start := len(b)
	for i := range len(data) {
		switch c := data[i]; {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', c == '+', c == '/':
			b = append(b, c)
		case c == ' ', c == '\t', c == '\n', c == '\f', c == '\r':
		default:
			return address{why: "its base64 is not well-formed"}
		}
	}
	if n := len(b) - start; n == 0 || n%4 == 1 {
		return address{why: "its base64 is not well-formed"}
	}
	for (len(b)-start)%4 != 0 {
		b = append(b, '=')
	}
	return address{url: string(b)}
}

// hostOf is the host of an absolute http or https URL in lower case, without
// port, else "".
func hostOf(url string) string {
	if w, ok := wellFormed(url); ok {
		return w.host
	}
	p, why := parseURL(url, nil)
	if why != "" || !isWeb(p.scheme) {
		return ""
	}
	return p.web.host
}

var refererIndex = sync.OnceValue(func() *hostIndex[string] {
	return newHostIndex(refusingHosts, func(host string) string { return host })
})

// noReferrerHost reports whether the host of a picture is known to refuse
// requests with the referrer of another site.
func noReferrerHost(host string) bool {
	for range refererIndex().rows(host) {
		return true
	}
	return false
}

var trackerIndex = sync.OnceValue(func() *hostIndex[tracker] {
	return newHostIndex(trackers, func(t tracker) string { return t.hosts })
})

// trackerPixel reports whether a picture's address is that of a known beacon.
func trackerPixel(addr address) bool {
	if addr.host == "" {
		return false
	}
	for t := range trackerIndex().rows(addr.host) {
		if w := cutURL(addr.url); pathBegins(w.path, t.path) && strings.Contains(w.s, t.part) {
			return true
		}
	}
	path := pathOf(addr.url)
	for _, file := range trackerFiles {
		if strings.HasSuffix(path, file) {
			return true
		}
	}
	return false
}
