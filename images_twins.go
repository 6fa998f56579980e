package htmlclean

import (
	"cmp"
	"golang.org/x/net/html/atom"
	"strings"
)

// joinNoscripts pairs each picture in a noscript with the one a script would
// have loaded beside it, and leaves one of them.
func (p *pictures) joinNoscripts() {
	if len(p.noscripts) == 0 {
		return
	}
	for i, s := range p.shots {
		if p.stopped() {
			return
		}
		if s.noscript == nil || s.gone || !s.found.ok() {
			continue
		}
		if twin := p.twinOf(i); twin != nil {
			p.join(twin, s)
		}
	}
}

// twinReach is how many pictures before and behind a noscript are looked at.
const twinReach = 4

// twinOf finds the picture that the i-th shot, in a noscript, repeats: one of the
// same file, else the nearest one that waits for a script.
func (p *pictures) twinOf(i int) *shot {
	s := p.shots[i]
	var near []*shot
	for d := 1; d <= twinReach; d++ {
		for _, k := range [2]int{i - d, i + d} {
			if k < 0 || k >= len(p.shots) {
				continue
			}
			t := p.shots[k]
			if t.noscript != nil || t.gone || t.claimed || t.mark != s.mark || !beside(t.img, s.noscript) {
				continue
			}
			if t.found.ok() && (t.found.addr.url == s.found.addr.url || sameAsset(t.found.addr.url, s.found.addr.url)) {
				return t
			}
			near = append(near, t)
		}
	}
	for _, t := range near {
		if !t.found.ok() || t.found.quality == standInAddress || t.found.prefer < ownSource || t.found.prefer == setSource && t.found.attr != "srcset" {
			return t
		}
	}
	return nil
}

// join leaves the better one of a picture and its noscript, in the picture's place.
func (p *pictures) join(s, twin *shot) {
	s.claimed = true
	wholly := twin.box != nil && twin.box.inside == twin.noscript && !twin.box.node.hasText()
	script := s.found.ok() && s.found.quality == pictureAddress && (s.found.prefer != ownSource || s.found.addr.url == twin.found.addr.url)
	if twin.found.prefer <= fullSource && twin.found.prefer < s.found.prefer {
		script = false // Zhihu's box for a picture that is not loaded names a smaller one
	}
	if !script {
		if wholly && s.box == nil {
			if c := p.note(s.img, whyTwin, "replace"); c != nil {
				c.Before = anyAddress(s.img)
			}
			box := twin.box.node
			box.remove()
			s.img.replace(box)
			s.gone = true
			twin.home, twin.noscript = twin.noscript, nil
			p.inherit(twin, s)
			return
		}
		raw := s.found.raw
		if c := p.note(s.img, whyPreview, "replace"); c != nil {
			c.Before, c.After = cmp.Or(raw, anyAddress(s.img)), twin.found.addr.url
		}
		s.found, s.set, s.sizes = twin.found, twin.set, twin.sizes
		s.found.prefer = noscriptSource
		if s.found.raw != raw {
			s.found.attr = "noscript " + s.found.attr
		}
	}
	p.inherit(s, twin)
	p.lose(twin, whyTwin)
}

// inherit gives s what the other one says about the picture and s does not.
func (p *pictures) inherit(s, from *shot) {
	if w, h := from.img.get("width"), from.img.get("height"); w != "" && h != "" && !(s.img.has("width") && s.img.has("height")) {
		s.img.set("width", w) // a pair: one of each would be the shape of neither
		s.img.set("height", h)
	}
	for _, a := range from.img.attr {
		switch a.key {
		case "src", "srcset", "sizes", "style", "class", "loading", "id":
			continue
		case "alt":
			if s.img.get("alt") == "" {
				s.img.set("alt", a.val)
			}
			continue
		}
		if rankOf(a.key).holds != oneValue && !s.img.has(a.key) {
			s.img.attr = append(s.img.attr, a)
		}
	}
}

// beside tells whether a picture and a noscript stand together: one of them in
// the nearest block around the other, not far down.
func beside(img, noscript *node) bool {
	return within(img, blockAround(noscript)) || within(noscript, blockAround(img))
}

// besideDepth is how far under a common block two variants of a picture may stand.
const besideDepth = 6

func blockAround(n *node) *node {
	for n = n.parent; n.parent != nil && (n.is(atom.A, atom.Span, atom.Picture, atom.Noscript) || dissolves(n)); {
		n = n.parent
	}
	return n
}

// dissolves tells whether a block will be gone from around its pictures: in a
// figure they stand bare.
func dissolves(n *node) bool {
	return n.is(atom.P, atom.Div, atom.Section, atom.Figure) && n.parent != nil && (n.parent.tag == atom.Figure || n.parent.is(atom.Div, atom.Section) && dissolves(n.parent))
}

func within(n, block *node) bool {
	for range besideDepth {
		if n = n.parent; n == nil || n == block {
			return n != nil
		}
		if n.is(atom.Li, atom.Td, atom.Th, atom.P, atom.Figure) && n != block && !dissolves(n) {
			return n.parent == block && onlyChild(n)
		}
	}
	return false
}

// onlyChild tells whether n has no sibling but white space, among a few.
func onlyChild(n *node) bool {
	return n.prev == nil && n.next == nil
}

// dropPreviews takes out the blurred or tiny copy that stands next to its picture.
func (p *pictures) dropPreviews() {
	var before []*shot // those that stay
	for _, s := range p.shots {
		if s.gone || !s.found.ok() {
			continue
		}
		for last := len(before) - 1; last >= 0 && standsBy(before[last], s) && isPreview(before[last], s); last-- {
			p.inherit(s, before[last])
			p.lose(before[last], whyPreview)
			before = before[:last]
		}
		if last := len(before) - 1; last >= 0 && standsBy(before[last], s) && isPreview(s, before[last]) {
			p.inherit(before[last], s)
			p.lose(s, whyPreview)
			continue
		}
		before = append(before, s)
	}
}

// standsBy tells whether two pictures have no text between them and stand together.
func standsBy(a, b *shot) bool {
	return a.line == b.line && (within(a.img, blockAround(b.img)) || within(b.img, blockAround(a.img)))
}

func isPreview(small, full *shot) bool {
	if small.found.quality != standInAddress || full.found.quality != pictureAddress {
		return false
	}
	if sameAsset(small.found.addr.url, full.found.addr.url) {
		return true
	}
	return hasPrefixFold(small.found.raw, "data:") && (small.img.get("aria-hidden") == "true" || hasPreviewClass(small.img) || strings.Contains(small.img.get("style"), "blur("))
}

func hasPreviewClass(n *node) bool {
	class := strings.ToLower(n.get("class"))
	for _, w := range []string{"placeholder", "blur", "lqip", "preview", "preload", "thumb"} {
		if strings.Contains(class, w) {
			return true
		}
	}
	return false
}
