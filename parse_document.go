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
	root, inside, behind := false, false, false // of the head
	for !p.odd && !p.stopped() {
		rest := p.skipComments()
		switch {
		case textLength(rest) > 0 || rest == "":
			return
		case isDoctype(rest):
			const plain = "<!doctype html>"
			p.quirks = len(rest) < len(plain) || !strings.EqualFold(rest[:len(plain)], plain)
			end := strings.IndexByte(rest, '>')
			p.odd = root || inside || end < 0
			p.at += end + 1
			continue
		case rest[1] == '/':
			p.at += len("</")
			p.odd = p.tag().atom != atom.Head || behind || p.odd
			root, inside, behind = true, true, true
			continue
		case !isLetter(rest[1]):
			p.odd = true
			return
		}
		p.at += len("<")
		t := p.tag()
		switch t.atom {
		case atom.Html:
			if p.odd = p.odd || root || inside; p.odd {
				return
			}
			root, p.document.lang = true, valueOf(t.attr, "lang")
			p.around(t)
			continue
		case atom.Head:
			p.odd = p.odd || inside
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
				p.at = t.from
				return
			}
			p.headNoscript()
		}
		inside = true
	}
}

// around makes the element around the body: rules may ask for its attributes.
func (p *directParser) around(t tag) {
	p.open[0].parent = &node{tag: t.atom, name: t.name, attr: p.copyAttr(t.attr)}
}

// headNoscript reads a noscript element in the head.
func (p *directParser) headNoscript() {
	for !p.odd && !p.stopped() {
		rest := p.skipComments()
		switch {
		case textLength(rest) > 0 || len(rest) < len("</a>"):
			p.odd = true
		case rest[1] == '/':
			p.at += len("</")
			p.odd = p.tag().atom != atom.Noscript || p.odd
			return
		case !isLetter(rest[1]):
			p.odd = true
		default:
			p.at += len("<")
			switch t := p.tag(); t.atom {
			case atom.Basefont, atom.Bgsound, atom.Link, atom.Meta:
			case atom.Noframes, atom.Style:
				p.raw(t)
			default:
				p.odd = true
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
