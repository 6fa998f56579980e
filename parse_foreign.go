package htmlclean

import "strings"

// foreign adds a drawing or a formula with all that is in it, as the rules for
// "foreign content" have it (HTML Standard, 13.2.6.5). It gives up where an
// element of HTML is in it. Neither the letter case that names have in SVG is
// restored nor a namespace told from its prefix: nothing asks for them.
func (p *directParser) foreign(t tag) {
	outside := len(p.open)
	p.pushForeign(t)
	for len(p.open) > outside && !p.odd && !p.stopped() {
		if n := textLength(p.src[p.at:]); n > 0 {
			p.text(p.src[p.at : p.at+n])
			p.at += n
			continue
		}
		switch {
		case p.at == len(p.src):
			return
		case strings.HasPrefix(p.src[p.at:], "<!--"):
			p.comment()
		case p.src[p.at+1] == '!' || p.src[p.at+1] == '?':
			p.odd = true // a CDATA section is text here
		case p.src[p.at+1] == '/':
			p.at += len("</")
			p.odd = p.tag().name != p.top().name() || p.odd
			p.open = p.open[:len(p.open)-1]
		default:
			p.at += len("<")
			t := p.tag()
			top := p.top().name()
			inner := top == "foreignobject" && t.name == "svg" // a drawing in a drawing
			p.odd = p.odd || breaksOut[t.name] || integrates[top] && !inner || len(p.open) == maxDirectDepth
			p.pushForeign(t)
		}
	}
}

// pushForeign adds an element of a namespace other than HTML's.
func (p *directParser) pushForeign(t tag) {
	t.atom = 0
	n := p.element(t)
	n.kind = foreign
	if !t.closed {
		p.open = append(p.open, n)
	}
}

// breaksOut are the elements of HTML that end a drawing or a formula where their
// start tags stand in it.
var breaksOut = nameSet(`b big blockquote body br center code dd div dl dt em embed font h1 h2 h3 h4 h5 h6 head hr i img li listing menu meta nobr
	ol p pre ruby s small span strong strike sub sup table tt u ul var`)

// integrates are the elements of foreign content that elements of HTML may be in.
var integrates = nameSet("annotation-xml desc foreignobject mi mn mo ms mtext title")
