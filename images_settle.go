package htmlclean

import (
	"golang.org/x/net/html/atom"
	"strings"
	"unicode"
)

// settle goes through the pictures in reading order, uses the full-size picture a
// link around a thumbnail leads to, and leaves only the first of the pictures of
// one address. Both are done in one sweep, so that cleaning the result again
// finds nothing more to do.
func (p *pictures) settle() {
	seen := make(map[string]*shot, len(p.shots))
	anchors := p.anchors
	for i := 0; i < len(p.shots) && !p.stopped(); {
		if len(anchors) == 0 || i < anchors[0].from {
			p.dropDuplicate(seen, p.shots[i])
			i++
			continue
		}
		span := anchors[0]
		anchors = anchors[1:]
		p.followAnchors(span)
		for ; i < span.to; i++ {
			p.dropDuplicate(seen, p.shots[i])
		}
	}
}

// dropDuplicate takes s out where a picture of its address stands before it.
// Signs in the text, such as emoji and formulas, are no duplicates.
func (p *pictures) dropDuplicate(seen map[string]*shot, s *shot) {
	if s.gone || s.isSign() || s.isInText() {
		return
	}
	first := seen[s.found.addr.url]
	if first == nil {
		seen[s.found.addr.url] = s
		return
	}
	if first.img.get("alt") == "" {
		first.img.set("alt", s.img.get("alt"))
	}
	p.lose(s, whyDuplicate)
}

// followAnchors does so for the links in it as well: that around them may not stay.
func (p *pictures) followAnchors(span anchorSpan) {
	p.followAnchor(span)
	for _, inner := range span.inner {
		p.followAnchors(inner)
	}
}

// followAnchor gives the pictures in a link the full size it leads to, and takes
// out a link that leads to nothing but the picture it holds.
func (p *pictures) followAnchor(span anchorSpan) {
	href := pictureTarget(span.a.get("href"))
	if href == "" || span.a.parent == nil {
		return
	}
	addr := p.addr.picture(href)
	if addr.url == "" || isFilePage(addr.url) {
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
		case sameAsset(addr.url, s.found.addr.url) && looksLikePicture(href), len(live) == 1 && !s.isSign() && leadsToFullSize(span.a, addr.url, s):
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
	href = strings.Trim(href, asciiSpace)
	if _, query, ok := strings.Cut(href, "?"); ok && (hasPrefixFold(query, "http://") || hasPrefixFold(query, "https://")) && hasImageExtension(query) {
		return query
	}
	if strings.HasPrefix(href, "#") || hasPrefixFold(href, "javascript:") {
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
	return w > 0 && w <= iconSize && h <= iconSize || h > 0 && h <= iconSize && w <= iconSize ||
		isFormulaAddress(s.found.addr.url) || isSignAlt(s.img.get("alt"))
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

// isInText tells whether a picture stands in a line of text. In a figure it does
// not, where it begins a line or has no block around: the text there is the
// caption, unless both are in the figcaption.
func (s *shot) isInText() bool {
	before := func(n *node) (beside, nearest *node) { return n.prev, n.last }
	behind := func(n *node) (beside, nearest *node) { return n.next, n.first }
	return s.touchesText(before) && blockAround(s.img).tag != atom.Figure || s.touchesText(behind) && !inFigure(s.img)
}

// touchesText looks to one side of the picture, out of the phrasing elements it
// stands in, for text that is next to it.
func (s *shot) touchesText(side func(*node) (beside, nearest *node)) bool {
	n := s.img
	for range besideDepth {
		sibling, _ := side(n)
		for sibling != nil && (sibling.isText() && isBlank(sibling.text) && !endsLine(sibling) || sibling.tag == atom.Source ||
			markOf[sibling.tag] != 0 && !showsItself.has(sibling.tag) && !sibling.showsSomething()) {
			sibling, _ = side(sibling)
		}
		if sibling != nil {
			p := n.parent
			for p.is(atom.Picture, atom.Noscript) {
				p = p.parent // what else stands in it comes out of it
			}
			for i := 0; i < besideDepth && markOf[sibling.tag] != 0; i++ { // text may be in marks
				_, inner := side(sibling)
				for inner != nil && inner.isText() && isBlank(inner.text) {
					inner, _ = side(inner)
				}
				if inner == nil {
					break
				}
				sibling = inner
			}
			if sibling.isText() && endsLine(sibling) {
				return false
			}
			return sibling.isText() && !itemizes(p)
		}
		if n = n.parent; n == nil || n.parent == nil || blockElements.has(n.tag) || isLineSpan(n) {
			return false
		}
	}
	return false
}

// endsLine tells whether a text beside a picture has a line break: in a pre that
// turns out to hold an article each is one.
func endsLine(text *node) bool {
	if strings.IndexByte(text.text, '\n') < 0 {
		return false
	}
	n := text.parent
	for range 4 * besideDepth {
		if n == nil || n.is(atom.Pre, atom.Listing, atom.Xmp, atom.Plaintext) {
			return n != nil
		}
		n = n.parent
	}
	return false
}

// inFigure also holds for what stands too deep to tell.
func inFigure(n *node) bool {
	for range 4 * besideDepth {
		switch n = n.parent; {
		case n.parent == nil || n.is(atom.Figcaption, atom.Table, atom.Li):
			return false
		case n.tag == atom.Figure:
			return true
		}
	}
	return true
}

func isFormulaAddress(url string) bool { return strings.Contains(url, "equation?tex=") }
