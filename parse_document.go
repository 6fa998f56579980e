package htmlclean

import (
	"strings"

	"golang.org/x/net/html/atom"
)

// A document is what the direct parser learns of one around its body.
type document struct {
	is                bool // the source is a document, not a fragment
	quirks            bool // a browser may show it in quirks mode
	ended             bool // the body's end tag has been read
	lang, title, base string
}

const doctype = "<!doctype"

func isDoctype(s string) bool {
	return len(s) >= len(doctype) && strings.EqualFold(s[:len(doctype)], doctype)
}

// beginsDocument tells whether the first tag of the source is one of a document's.
func (p *directParser) beginsDocument() bool {
	rest := p.skipComments()
	p.at = 0
	if rest == "" || rest[0] != '<' {
		return false
	}
	name, _ := tagName(rest[1:])
	return name == "html" || name == "body" || isDoctype(rest)
}

// skipComments goes on behind spaces and comments, and returns what follows them.
func (p *directParser) skipComments() (rest string) {
	for {
		p.skipSpace()
		rest = p.src[p.at:]
		n := commentLength(rest)
		if n == 0 {
			return rest
		}
		p.at += n
	}
}

// head reads all that stands before the content of a document's body. What a head
// cannot hold begins the body, even without a tag.
func (p *directParser) head() {
	p.is, p.quirks = true, true
	typed, behind := false, false // behind what counts of a doctype, and behind the head
	for !p.odd && !p.stopped() {
		rest := p.skipComments()
		from := p.at
		switch {
		case textLength(rest) > 0 || rest == "":
			return
		case isDoctype(rest):
			if !typed {
				const plain = "<!doctype html>"
				p.quirks = len(rest) < len(plain) || !strings.EqualFold(rest[:len(plain)], plain)
			}
			typed = true
			p.skipDoctype()
			continue
		case rest[1] == '/':
			p.at += len("</")
			switch t := p.tag(); t.atom {
			case atom.Body, atom.Html, atom.Br:
				p.at = from
				return
			case atom.Head:
				typed, behind = true, true
			}
			continue
		case !isLetter(rest[1]):
			p.odd = true
			return
		}
		p.at += len("<")
		typed = true
		t := p.tag()
		switch t.atom {
		case atom.Html:
			p.around(t.attr)
			continue
		case atom.Head:
		case atom.Body:
			p.open[0].attr = p.copyAttr(t.attr)
			return
		case atom.Base:
			if p.document.base == "" {
				p.document.base = valueOf(t.attr, "href")
			}
		case atom.Basefont, atom.Bgsound, atom.Link, atom.Meta:
		case atom.Title:
			p.document.title = spaced(unescape(p.newlines(p.raw(t)), false))
		case atom.Script, atom.Style, atom.Noframes:
			p.raw(t)
		case atom.Frameset, atom.Template:
			p.odd = true
		default:
			if t.atom != atom.Noscript || behind {
				p.at = from
				return
			}
			p.headNoscript()
		}
	}
}

// around gives the element around the body attributes that it has not: rules may
// ask for them.
func (p *directParser) around(attr []attribute) {
	if body := p.open[0]; body.parent == nil {
		body.parent = &node{tag: atom.Html, attr: p.copyAttr(attr)}
	} else {
		body.parent.add(attr)
	}
	p.document.lang = p.open[0].parent.get("lang")
}

// add gives n the attributes of which it has none.
func (n *node) add(attr []attribute) {
	for _, a := range attr {
		if !n.has(a.key) {
			n.set(a.key, a.val)
		}
	}
}

func (p *directParser) skipDoctype() {
	end := strings.IndexByte(p.src[p.at:], '>')
	p.odd = p.odd || end < 0
	p.at += end + 1
}

// headNoscript reads a noscript element in the head, up to its end or to what a
// head's cannot hold, which ends it.
func (p *directParser) headNoscript() {
	for !p.odd && !p.stopped() {
		rest := p.skipComments()
		from := p.at
		switch {
		case textLength(rest) > 0 || rest == "":
			return
		case isDoctype(rest):
			p.skipDoctype()
		case rest[1] == '/':
			p.at += len("</")
			switch p.tag().atom {
			case atom.Noscript:
				return
			case atom.Br:
				p.at = from
				return
			}
		case !isLetter(rest[1]):
			p.odd = true
		default:
			p.at += len("<")
			switch t := p.tag(); t.atom {
			case atom.Basefont, atom.Bgsound, atom.Link, atom.Meta, atom.Head, atom.Noscript:
			case atom.Html:
				p.around(t.attr)
			case atom.Noframes, atom.Style:
				p.raw(t)
			default:
				p.at = from
				return
			}
		}
	}
}

// endBody is the rules for the end tags of body and html, which a fragment ignores.
func (p *directParser) endBody() {
	if !p.is {
		return
	}
	for _, n := range p.open[1:] {
		switch n.tag {
		case atom.Table, atom.Object:
			p.odd = true
		}
	}
	p.ended = true
}
