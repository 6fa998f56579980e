package htmlclean

import (
	"strings"
	"unicode"
)

// settle uses the full-size pictures that links around thumbnails lead to.
func (p *pictures) settle() {
	for _, span := range p.anchors {
		if p.stopped() {
			return
		}
		p.followAnchors(span)
	}
}

// followAnchors follows a link, and the links in it as well: that around them may not stay.
func (p *pictures) followAnchors(span anchorSpan) {
	p.followAnchor(span)
	for _, inner := range span.inner {
		p.followAnchors(inner)
	}
}

// followAnchor gives the pictures in a link the full size it leads to, and takes
// out a link that leads to nothing but the picture it holds.
func (p *pictures) followAnchor(span anchorSpan) {
	if span.a.parent == nil {
		return
	}
	to, _ := p.linkTarget(span.a)
	href := pictureTarget(to.url)
	if href == "" {
		return
	}
	addr := p.addr.picture(href)
	if addr.url == "" || judge(addr.url) == emptyAddress || isFilePage(addr.url) {
		return
	}
	var live []*shot
	shown := false
	for _, s := range p.shots[span.from:span.to] {
		switch {
		case s.gone:
		case s.box == nil || len(s.box.sources) == 0:
			live = append(live, s)
		case s.found.addr.url == addr.url:
			shown = true
		}
	}
	for _, s := range live {
		switch {
		case s.found.addr.url == addr.url:
			shown = true
		case isRelative(addr.url) && !isRelative(s.found.addr.url):
			// From a reader the link leads to nowhere, while the picture is there.
		case sameAsset(addr.url, s.found.addr.url) && looksLikePicture(addr.url), len(live) == 1 && !s.isSign() && leadsToFullSize(span.a, addr.url, s):
			shown = true
			if !smaller(addr.url, s.found.addr.url) {
				if c := p.note(s.img, whyLightbox, "replace"); c != nil {
					if c.Before, c.After = s.found.raw, addr.url; c.Before == s.full {
						c.Before = s.img.get("src") // the gallery's list is no attribute of the picture
					}
				}
				s.found = offer{prefer: anchorSource, attr: "href", raw: href, quality: pictureAddress, addr: addr}
				s.resized = true
			}
		case len(live) > 1 && !s.isSign() && isThumbnailOf(s.found.addr.url, addr.url):
			shown = true // of which of them, nobody can tell
		}
	}
	if !shown {
		return
	}
	if c := p.note(span.a, whyLightbox, "unwrap"); c != nil {
		c.Before = span.a.get("href")
	}
	span.a.unwrap()
}

// pictureTarget is the address of the picture a link leads to. Some pages show
// a picture alone and have its address as their whole query.
func pictureTarget(href string) string {
	if _, query, ok := strings.Cut(href, "?"); ok && (hasPrefixFold(query, "http://") || hasPrefixFold(query, "https://")) && hasImageExtension(query) {
		return query
	}
	if strings.HasPrefix(href, "#") {
		return ""
	}
	return href
}

// lightboxMarks are attributes and classes of links that open the full-size picture over the page.
var lightboxMarks = []string{"lightbox", "fancybox", "image-link", "swipebox", "magnific", "photoswipe", "colorbox", "thickbox", "highslide", "glightbox", "zoom", "progressive"}

// leadsToFullSize tells whether a link to a picture of another name is one to
// the full size of the picture in it.
func leadsToFullSize(a *node, url string, s *shot) bool {
	if !looksLikePicture(url) {
		return false
	}
	if isThumbnailOf(s.found.addr.url, url) {
		return true
	}
	marks := strings.ToLower(a.get("class") + " " + a.get("rel"))
	for _, m := range lightboxMarks {
		if strings.Contains(marks, m) || a.has("data-"+m) {
			return true
		}
	}
	w, h := realSize(a) // PhotoSwipe names the size of what it opens
	return a.has("data-fancybox-group") || a.has("data-pswp-width") || w > 0 && h > 0
}

// isThumbnailOf tells by the addresses alone whether a small picture has its
// full size elsewhere on its site.
func isThumbnailOf(small, full string) bool {
	if !hasImageExtension(full) || !sameSite(hostOf(small), hostOf(full)) {
		return false
	}
	v := strings.ToLower(small[:min(len(small), maxJudged)])
	if w := sizeHint(v); w > 0 && w <= 480 || isLettered(small, full) {
		return true
	}
	for _, mark := range [...]string{"thumb", "/small/", "/mini/", "/preview", "_small.", "-small.", "_s."} {
		if strings.Contains(v, mark) {
			return true
		}
	}
	return false
}

// isLettered tells whether a letter behind the name is all that tells the small
// size from the full one, as at imgur and V2EX.
func isLettered(small, full string) bool {
	s, ext := splitName(fileName(small))
	f, same := splitName(fileName(full))
	rest, ok := strings.CutPrefix(s, f)
	return ok && ext == same && len(f) >= 5 && len(rest) == 1 && strings.Contains("sbtmlh", rest)
}

// isFilePage knows the pages about a file that are named like the file.
func isFilePage(url string) bool {
	return strings.Contains(url, "/wiki/") || strings.Contains(url, "/blob/") || strings.IndexByte(fileName(url), ':') >= 0
}

// isSign tells whether a picture stands for characters: an emoji, an icon, a
// formula. Only what the output still says may count.
func (s *shot) isSign() bool {
	w, h := s.size()
	return isSign(w, h, s.found.addr.url, s.img.get("alt"))
}

func isSign(w, h int, url, alt string) bool {
	return w > 0 && w <= iconSize && h <= iconSize || h > 0 && h <= iconSize && w <= iconSize || isFormulaAddress(url) || isSignAlt(alt)
}

// isSignAlt knows the texts of emoji: ":name:", "[name]", or a symbol.
func isSignAlt(alt string) bool {
	if alt == "" || len(alt) > 32 {
		return false
	}
	last := alt[len(alt)-1]
	if len(alt) > 2 && (alt[0] == ':' && last == ':' || alt[0] == '[' && last == ']') {
		return strings.IndexByte(alt, ' ') < 0
	}
	for _, r := range alt {
		if r < 0x2190 || !unicode.In(r, unicode.So, unicode.Sk, unicode.Mn, unicode.Cf, unicode.Me) {
			return false
		}
	}
	return true
}

func isFormulaAddress(url string) bool { return strings.Contains(url, "equation?tex=") }
