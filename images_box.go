package htmlclean

import (
	"cmp"
	"slices"
	"strings"

	"golang.org/x/net/html/atom"
)

// typePreference orders the types of sources for a src that every reader can show.
var typePreference = map[string]int{"": 0, "image/jpeg": 0, "image/jpg": 0, "image/png": 0, "image/gif": 0, "image/webp": 1, "image/avif": 2}

// A boxSource is a source element of a picture, judged.
type boxSource struct {
	set   []srcsetCandidate
	best  offer
	sizes string
	media string
	typ   string
}

// resolveBox reads the sources of a picture element and gives its img an address
// where it has none. Sources that nothing can come of are left behind.
func (p *pictures) resolveBox(b *pictureBox) {
	var list []boxSource
	for _, n := range b.sources {
		if s, ok := p.readSource(n); ok {
			list = append(list, s)
		} else if c := p.note(n, whySource, "drop"); c != nil {
			c.Before = n.get("srcset")
		}
		n.remove()
	}
	b.sources = b.sources[:0]
	if len(list) == 0 {
		return
	}
	s := b.shot
	if !s.found.ok() || s.found.quality != pictureAddress {
		best := slices.MinFunc(list, boxSource.compare)
		if best.best.quality == pictureAddress || !s.found.ok() {
			if before := cmp.Or(s.found.raw, anyAddress(s.img)); before != "" {
				if c := p.note(s.img, whyRecovered, "replace"); c != nil {
					c.Before, c.After = before, best.best.addr.url
				}
			}
			s.found = best.best
			if s.sizes == "" {
				s.sizes = best.sizes
			}
		}
	}
	for i, src := range list {
		if n := src.element(s, b.node, i < len(list)-1); n != nil {
			b.sources = append(b.sources, n)
		}
	}
}

// compare tells which of two sources is better for a src: a picture that every
// reader can show, on every screen, comes first.
func (b boxSource) compare(c boxSource) int {
	byMedia := 0
	if (b.media == "") != (c.media == "") {
		byMedia = cmp.Compare(len(b.media), len(c.media))
	}
	return cmp.Or(int(c.best.quality)-int(b.best.quality), typePreference[b.typ]-typePreference[c.typ], byMedia)
}

// readSource judges a source element. Older markup and lazy loaders put the
// address into src or a lazy attribute.
func (p *pictures) readSource(n *node) (s boxSource, ok bool) {
	var sets []offer
	for i := range n.attr {
		a := &n.attr[i]
		row := -1
		switch r := rankOf(a.key); {
		case r.holds == setValue:
			row = r.row
		case r.holds == oneValue && r.prefer <= ownSource && couldBeAddress(a.val):
			row = len(lazySets) + 1
		case a.key == "src":
			row = len(lazySets) + 2
		}
		if row >= 0 {
			sets = append(sets, offer{prefer: setSource, row: row, attr: a.key, raw: a.val})
		}
	}
	s.best, s.set = p.bestSet(sets)
	if !s.best.ok() {
		return s, false
	}
	s.sizes = sizesOf(n)
	s.media = strings.Trim(n.get("media"), asciiSpace)
	if n.has("data-media") && s.media == "" {
		s.media = strings.Trim(n.get("data-media"), asciiSpace)
	}
	s.typ = strings.ToLower(strings.Trim(n.get("type"), asciiSpace))
	if s.media != "" && !strings.EqualFold(s.media, "all") && !validMedia(s.media) {
		return s, false
	}
	if !validMedia(s.media) {
		s.media = ""
	}
	if _, known := typePreference[s.typ]; !known && !validImageType(s.typ) {
		s.typ = ""
	}
	return s, true
}

func validImageType(t string) bool {
	sub, ok := strings.CutPrefix(t, "image/")
	return ok && sub != "" && strings.Trim(sub, "abcdefghijklmnopqrstuvwxyz0123456789.+-") == ""
}

// element makes the source to write; nil where it adds nothing. One without
// media and type is for every browser: it would hide what follows it, so it is
// only worth what its srcset gives the img.
func (b boxSource) element(s *shot, from *node, more bool) *node {
	if b.media == "" && b.typ == "" {
		if len(s.set) == 0 && b.best.quality == pictureAddress {
			s.set, s.sizes = b.set, b.sizes
		}
		return nil
	}
	set := validSrcset(b.set)
	sizes := b.sizes
	if len(set) > 0 && set[0].width > 0 && (sizes == "" || hasPrefixFold(sizes, "auto")) {
		set, sizes = []srcsetCandidate{{url: b.best.addr.url, density: 1}}, ""
	}
	if !slices.ContainsFunc(set, func(c srcsetCandidate) bool { return c.url != s.found.addr.url }) {
		return nil // behind a proxy that made sizes and types there was one file
	}
	if set[0].width == 0 {
		sizes = ""
	}
	n := newElement(atom.Source, from)
	for _, a := range [...]attribute{{"media", b.media}, {"type", b.typ}, {"srcset", formatSrcset(set)}, {"sizes", sizes}} {
		if a.val != "" {
			n.attr = append(n.attr, a)
		}
	}
	return n
}

// writeBox leaves a picture element with its sources and then its img, or only
// the img. What else stood in it comes behind it.
func (p *pictures) writeBox(b *pictureBox) {
	n := b.node
	if n.parent == nil {
		return
	}
	if b.shot == nil || b.shot.gone {
		n.unwrap()
		return
	}
	img := b.shot.img
	p.settleSources(b, img)
	if len(b.sources) == 0 {
		n.unwrap()
		return
	}
	img.remove()
	behind := n.next
	for c := n.first; c != nil; {
		next := c.next
		c.remove()
		if !c.isText() || !isBlank(c.text()) {
			n.parent.insertBefore(c, behind)
		}
		c = next
	}
	for _, c := range b.sources {
		n.append(c)
	}
	n.append(img)
	n.attr = nil
}

// settleSources makes one kind of the sets of a picture, and takes out the sources
// that now choose what the img shows.
func (p *pictures) settleSources(b *pictureBox, img *node) {
	densities := img.has("srcset") && !img.has("sizes")
	for _, c := range b.sources {
		densities = densities || !c.has("sizes")
	}
	if densities {
		withoutWidths(b.sources, img)
	}
	b.sources = slices.DeleteFunc(b.sources, func(c *node) bool {
		if c.get("srcset") != img.get("src") {
			return false
		}
		if change := p.note(c, whySource, "drop"); change != nil {
			change.Before = c.get("srcset")
		}
		return true
	})
}

// withoutWidths leaves one candidate of each set of widths: where one source of
// a picture has none, the others and the img cannot have any. What a source says
// by its type or its media is worth more than its sizes.
func withoutWidths(sources []*node, img *node) {
	if img.has("sizes") {
		img.del("srcset")
		img.del("sizes")
	}
	for _, c := range sources {
		if !c.has("sizes") {
			continue
		}
		widest := slices.MaxFunc(parseSrcset(c.get("srcset")), func(a, b srcsetCandidate) int { return cmp.Compare(a.width, b.width) })
		c.set("srcset", widest.url)
		c.del("sizes")
	}
}
