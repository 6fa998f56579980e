package htmlclean

import (
	"slices"
	"strings"

	"golang.org/x/net/html/atom"
)

// collect walks the article once and lists what the pass works on, in document order.
func (p *pictures) collect() {
	var (
		content, texts int // what was seen so far: anything that shows; texts alone
		spare          int // texts in noscripts
		carriers       []openCarrier
		anchors        []anchorSpan // open links: by way of a table they nest
		noscript       *node
		box            *pictureBox
		caption        *node // the figcaption of a figure that may be a carrier
		beforeCaption  int   // content before it
		media          int   // open video and audio elements
	)
	shoot := func(img *node) {
		s := p.newShot()
		*s = shot{img: img, noscript: noscript, box: box, mark: texts, line: texts + spare}
		if box != nil {
			if box.shot == nil {
				box.shot = s
			} else {
				s.box = nil
			}
		}
		p.shots = append(p.shots, s)
		content++
	}
	enter := func(n *node) (within bool) {
		if n.isText() {
			if !isBlank(n.text()) {
				content++
				if noscript == nil {
					texts++
				} else {
					spare++
				}
			}
			return false
		}
		switch n.tag {
		case atom.Img:
			shoot(n)
			behind := n.next
			images, _ := p.gallery(n, p.shots[len(p.shots)-1:])
			for _, img := range images {
				n.parent.insertBefore(img, behind) // where the walk comes next
			}
			return false
		case atom.Input:
			content++
			if strings.EqualFold(n.get("type"), "image") {
				p.note(n, whyCarrier, "replace")
				n.rename(atom.Img)
				shoot(n)
			}
			return false
		case atom.Source:
			switch {
			case n.parent.is(atom.Video, atom.Audio):
				// The player's, wherever that stands.
			case box != nil:
				box.sources = append(box.sources, n)
			case media == 0:
				p.orphans = append(p.orphans, n)
			}
			return false
		case atom.Picture:
			if box != nil {
				n.rename(atom.Span) // its sources and pictures belong to the outer one
				return true
			}
			box = &pictureBox{node: n, inside: noscript}
			p.boxes = append(p.boxes, box)
			return true
		case atom.Figcaption:
			if last := len(carriers) - 1; last >= 0 && carriers[last].n == n.parent && n.parent.tag == atom.Figure && caption == nil {
				caption, beforeCaption = n, content
			}
		case atom.Noscript:
			if noscript != nil {
				n.rename(atom.Span) // what it holds belongs to the outer one
				return true
			}
			p.openNoscript(n)
			noscript = n
			p.noscripts = append(p.noscripts, n)
			return true
		case atom.A:
			if n.get("href") != "" {
				anchors = append(anchors, anchorSpan{a: n, from: len(p.shots)})
			}
		case atom.Video, atom.Audio:
			media++
			content++
			return true
		case atom.Iframe, atom.Embed, atom.Object, atom.Canvas, atom.Table, atom.Hr, atom.Button, atom.Select, atom.Textarea:
			content++
			return true
		case 0:
			if n.name() == "svg" || n.name() == "math" {
				content++
				return false
			}
			if pictureElements[n.name()] {
				p.note(n, whyCarrier, "replace")
				p.emptyOut(n)
				n.rename(atom.Img)
				shoot(n)
				return false
			}
		}
		if mayCarry(n) {
			carriers = append(carriers, openCarrier{n, content, len(p.shots)})
		}
		return true
	}
	leave := func(n *node) {
		if last := len(carriers) - 1; last >= 0 && carriers[last].n == n {
			empty := carriers[last].content == content
			if img := p.carried(n, empty); img != nil {
				shoot(img)
			}
			images, words := p.gallery(n, p.shots[carriers[last].shots:])
			for _, img := range images {
				n.append(img)
				shoot(img)
			}
			if empty && words != "" && len(images) > 0 {
				p.captionGallery(n, words)
			}
			carriers = carriers[:last]
		}
		switch {
		case box != nil && box.node == n:
			if box.shot == nil && len(box.sources) > 0 {
				img := newElement(atom.Img, n)
				n.append(img)
				shoot(img)
			}
			box = nil
		case noscript == n:
			noscript = nil
		case caption == n: // a figure is empty where it has nothing but its caption
			caption, content = nil, beforeCaption
		case len(anchors) > 0 && anchors[len(anchors)-1].a == n:
			span, list := anchors[len(anchors)-1], &p.anchors
			if anchors = anchors[:len(anchors)-1]; len(anchors) > 0 {
				list = &anchors[len(anchors)-1].inner
			}
			if span.to = len(p.shots); span.from < span.to {
				*list = append(*list, span)
			}
		case n.is(atom.Video, atom.Audio):
			media--
		}
	}

	root := p.root
	for n := root.first; n != nil && !p.stopped(); {
		if enter(n) && n.first != nil {
			n = n.first
			continue
		}
		leave(n)
		for n.next == nil && n.parent != root {
			n = n.parent
			leave(n)
		}
		n = n.next
	}
}

func hasLazyAttribute(n *node) bool {
	for i := range n.attr {
		key := n.attr[i].key
		if holds := rankOf(key).holds; holds == oneValue || holds == setValue && key != "srcset" {
			return true
		}
	}
	return false
}

// newShot hands out shots from a slab.
func (p *pictures) newShot() *shot {
	if len(p.slab) == 0 {
		p.slab = make([]shot, 8)
		p.shots = slices.Grow(p.shots, len(p.slab))
	}
	s := &p.slab[0]
	p.slab = p.slab[1:]
	return s
}

// openNoscript parses the markup a noscript holds as text: the parser leaves it
// there where the input escapes it, or was parsed as if scripts ran.
func (p *pictures) openNoscript(n *node) {
	t := n.first
	if t == nil || t.next != nil || !t.isText() || !strings.Contains(t.text(), "<img") && !strings.Contains(t.text(), "<picture") {
		return
	}
	p.openEscaped(n)
}

// openEscaped parses the text that is all of n, and tells whether that is anything.
// Each text of what it holds is reported by itself: they may come to stand in
// different places.
func (j *job) openEscaped(n *node) bool {
	t := n.first
	list := j.readFragment(t.text(), n)
	if len(list) == 0 {
		return false
	}
	change := j.note(n, whyEscaped, "replace")
	t.remove()
	for _, c := range list {
		n.append(c)
	}
	if change == nil {
		return true
	}
	change.Text = t.text()
	j.noteShown(n, whyEscaped)
	return true
}

// noteShown reports that n now shows what it holds. A formula that was read from
// something else has been reported.
func (j *job) noteShown(n *node, why *Reason) {
	for c := n.first; c != nil && j.report != nil; {
		made := c.source == 0 || j.sources[c.source-1].name != c.name()
		if c.tag == atom.Iframe || c.tag == atom.Code && made && c.get("class") == mathClass {
			c = c.following(n)
			continue
		}
		if c.isText() && !isBlank(c.text()) {
			j.note(n, why, "replace").Added = c.text()
		}
		c = c.nextIn(n)
	}
}

// emptyOut moves what an img-like element holds behind it, where it is looked
// at as what it is: a noscript, a preview, a text. What AMP calls the
// placeholder goes when the element has a picture of its own.
func (p *pictures) emptyOut(n *node) {
	behind, own := n.next, n.has("src") || hasLazyAttribute(n)
	box := newElement(atom.Span, n)
	for c, seen := n.first, 0; c != nil && seen < conditionNodes; c, seen = c.nextIn(n), seen+1 {
		if c.isText() && !isBlank(c.text()) {
			box.rename(atom.Div) // a caption mostly, no part of the line
			break
		}
	}
	for c := n.first; c != nil; {
		next := c.next
		if c.has("placeholder") && own {
			p.drop(c, whyPreview)
		} else {
			c.remove()
			box.append(c)
		}
		c = next
	}
	if box.first != nil {
		n.parent.insertBefore(box, behind)
	}
}

// mayCarry tells whether n could be a picture by a lazy attribute or a background.
func mayCarry(n *node) bool {
	custom := n.tag == 0 && strings.IndexByte(n.name(), '-') > 0
	if len(n.attr) == 0 || !custom && !backgroundCarriers.has(n.tag) {
		return false
	}
	for i := range n.attr {
		switch a := &n.attr[i]; a.key {
		case "style":
			if strings.Contains(a.val, "url(") {
				return true
			}
		case "class", "id", "href":
		case "src":
			if custom && looksLikePicture(a.val) {
				return true
			}
		default:
			switch rankOf(a.key).holds {
			case oneValue:
				if looksLikePicture(cssURL(a.val)) {
					return true
				}
			case setValue:
				return true
			case listValue:
				if isList(a) {
					return true
				}
			}
		}
	}
	return false
}

// carried puts the img that n stands for into n, if n shows nothing else and is
// no ornament, and returns it. WordPress' cover block is a picture with text over it.
func (p *pictures) carried(n *node, empty bool) *node {
	img := newElement(atom.Img, n)
	for _, a := range n.attr {
		switch holds := rankOf(a.key).holds; {
		case a.key == "style", a.key == "href", a.key == "id", a.key == "class", holds == listValue:
		case holds == oneValue && !looksLikePicture(cssURL(a.val)):
		default:
			if holds == oneValue {
				a.val = cssURL(a.val)
			}
			img.attr = append(img.attr, a)
		}
	}
	style := n.get("style")
	background := styleURL(style)
	if background != "" && judge(background) != emptyAddress && !img.has("src") {
		img.set("src", background)
	}
	if !looksLikePicture(img.get("src")) && background == "" && !hasLazyAttribute(img) {
		return nil
	}
	cover := !empty && (n.hasClass("wp-block-cover") || n.hasClass("wp-block-cover-image"))
	if !empty && !cover || isOrnament(n) {
		if lost := anyAddress(img); judge(lost) == pictureAddress {
			if c := p.note(n, whyBackdrop, "drop"); c != nil {
				c.Images = []string{lost}
			}
		}
		return nil
	}
	if label := n.get("aria-label"); label != "" && !img.has("alt") {
		img.set("alt", label)
	}
	if style != "" {
		img.set("style", style)
	}
	p.note(n, whyCarrier, "replace")
	if n.tag == atom.Figure || cover {
		n.insertBefore(img, n.first)
	} else {
		n.append(img)
	}
	return img
}

// isOrnament tells whether a background is too small to be looked at, or a pattern.
func isOrnament(n *node) bool {
	w, h := layoutSize(n)
	if w > 0 && w <= iconSize || h > 0 && h <= iconSize {
		return true
	}
	for name, value := range declarations(n.get("style")) {
		if (name == "background-repeat" || name == "background") && (strings.Contains(value, "repeat-x") || strings.Contains(value, "repeat-y")) {
			return true
		}
	}
	return false
}
