package htmlclean

import (
	"slices"

	"golang.org/x/net/html/atom"
)

// inScope is the place on the stack of the nearest element with that tag, 0
// where there is none in scope. The kinds of scope (HTML Standard, 13.2.4.2) are
// told apart by what ends them besides the cell, the caption and the like.
func (p *directParser) inScope(a atom.Atom, ends ...atom.Atom) int {
	for i := len(p.open) - 1; i > 0; i-- {
		switch b := p.open[i].tag; {
		case b == a:
			return i
		case b == atom.Table, b == atom.Td, b == atom.Th, b == atom.Caption, b == atom.Object, b == atom.Select:
			return 0
		default:
			for _, end := range ends {
				if b == end {
					return 0
				}
			}
		}
	}
	return 0
}

// closeP closes a p element in button scope.
func (p *directParser) closeP() {
	if p.paras == 0 {
		return
	}
	if i := p.inScope(atom.P, atom.Button); i > 0 {
		p.popTo(i)
	}
}

// special are the elements of that name (HTML Standard, 13.2.4.2) that can be on the stack.
var special = atomSet(atom.Address, atom.Article, atom.Aside, atom.Blockquote, atom.Body, atom.Button, atom.Caption, atom.Center, atom.Colgroup, atom.Dd,
	atom.Details, atom.Dir, atom.Div, atom.Dl, atom.Dt, atom.Fieldset, atom.Figcaption, atom.Figure, atom.Footer, atom.Form, atom.H1, atom.H2, atom.H3, atom.H4,
	atom.H5, atom.H6, atom.Header, atom.Hgroup, atom.Li, atom.Listing, atom.Main, atom.Menu, atom.Nav, atom.Noscript, atom.Object, atom.Ol, atom.P, atom.Pre,
	atom.Section, atom.Select, atom.Summary, atom.Table, atom.Tbody, atom.Td, atom.Tfoot, atom.Th, atom.Thead, atom.Tr, atom.Ul)

// closeItem closes the nearest of two kinds of item, unless a special element
// other than address, div and p is nearer.
func (p *directParser) closeItem(a, b atom.Atom) {
	for i := len(p.open) - 1; i > 0; i-- {
		switch c := p.open[i].tag; {
		case c == a || c == b:
			p.popTo(i)
			return
		case c == atom.Address, c == atom.Div, c == atom.P:
		case special.has(c):
			return
		}
	}
}

// closeOption closes what an option or a group of options ends.
func (p *directParser) closeOption(a atom.Atom) {
	if p.inScope(atom.Select) == 0 {
		if p.top().tag == atom.Option {
			p.pop()
		}
		return
	}
	for {
		switch p.top().tag {
		case atom.Optgroup:
			if a == atom.Option {
				return
			}
		case atom.Dd, atom.Dt, atom.Li, atom.Option, atom.P, atom.Rb, atom.Rp, atom.Rt, atom.Rtc:
		default:
			return
		}
		p.pop()
	}
}

// start is the rules for a start tag "in body", and sends those of a table on.
func (p *directParser) start(t tag) {
	if t.atom == atom.Html && p.is {
		p.around(t.attr)
		return
	}
	p.ended = false
	if tableFrames.has(p.top().tag) {
		p.startInTable(t)
		return
	}
	if formats(t.atom) {
		if t.atom == atom.A && p.links > 0 {
			p.endLink()
		}
		p.odd = p.odd || t.atom == atom.Nobr && p.inScope(atom.Nobr) > 0
		sortAttr(t.attr)
		p.push(t)
		return
	}
	switch t.atom {
	case atom.Address, atom.Article, atom.Aside, atom.Blockquote, atom.Center, atom.Details, atom.Dialog, atom.Dir, atom.Div, atom.Dl, atom.Fieldset,
		atom.Figcaption, atom.Figure, atom.Footer, atom.Header, atom.Hgroup, atom.Listing, atom.Main, atom.Menu, atom.Nav, atom.Ol, atom.P, atom.Pre,
		atom.Search, atom.Section, atom.Summary, atom.Ul:
		p.closeP()
		p.push(t)
	case atom.Table:
		p.odd = p.odd || p.quirks && p.paras > 0 // which it may not close
		p.closeP()
		p.push(t)
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		p.closeP()
		switch p.top().tag {
		case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
			p.pop()
		}
		p.push(t)
	case atom.Li:
		p.closeItem(atom.Li, atom.Li)
		p.closeP()
		p.push(t)
	case atom.Dd, atom.Dt:
		p.closeItem(atom.Dd, atom.Dt)
		p.closeP()
		p.push(t)
	case atom.Area, atom.Base, atom.Basefont, atom.Bgsound, atom.Br, atom.Embed, atom.Img, atom.Keygen, atom.Link, atom.Meta, atom.Param,
		atom.Source, atom.Track, atom.Wbr:
		p.element(t)
	case atom.Input:
		p.odd = p.odd || p.selects > 0
		p.element(t)
	case atom.Hr:
		p.odd = p.odd || p.selects > 0
		p.closeP()
		p.element(t)
	case atom.Button:
		p.odd = p.odd || p.inScope(atom.Button) > 0
		p.push(t)
	case atom.Form:
		if p.form == nil {
			p.closeP()
			p.push(t)
			p.form = p.top()
		}
	case atom.Select:
		p.odd = p.odd || p.selects > 0
		p.push(t)
	case atom.Option, atom.Optgroup:
		p.closeOption(t.atom)
		p.push(t)
	case atom.Rb, atom.Rp, atom.Rt, atom.Rtc:
		p.odd = p.odd || p.top().tag != atom.Ruby && p.inScope(atom.Ruby) > 0
		p.push(t)
	case atom.Iframe, atom.Script, atom.Style, atom.Textarea, atom.Title:
		p.rawText(t)
	case atom.Math, atom.Svg:
		p.foreign(t)
	case atom.Td, atom.Th, atom.Tr, atom.Tbody, atom.Thead, atom.Tfoot, atom.Caption, atom.Col, atom.Colgroup:
		// Outside a table such a tag is ignored.
		if p.closeCell() {
			p.startInTable(t)
		}
	case atom.Body:
		if p.is {
			p.open[0].add(t.attr)
		}
	case atom.Frame, atom.Head, atom.Html: // ignored
	case atom.Applet, atom.Frameset, atom.Image, atom.Marquee, atom.Noembed, atom.Noframes, atom.Plaintext, atom.Template, atom.Xmp:
		p.odd = true
	default:
		p.push(t)
	}
}

// end is the rules for an end tag. One that ends the current node needs no more.
func (p *directParser) end(t tag) {
	p.ended = p.ended && (t.atom == atom.Body || t.atom == atom.Html)
	if t.atom == atom.Form {
		p.endForm()
		return
	}
	top := p.top()
	if len(p.open) > 1 && top.isNamed(t) {
		p.pop()
		return
	}
	switch t.atom {
	case atom.Table, atom.Tbody, atom.Thead, atom.Tfoot, atom.Tr, atom.Td, atom.Th, atom.Caption, atom.Col, atom.Colgroup:
		p.endInTable(t)
		return
	}
	if tableFrames.has(top.tag) {
		p.odd = true
		return
	}
	switch t.atom {
	case atom.Address, atom.Article, atom.Aside, atom.Blockquote, atom.Button, atom.Center, atom.Details, atom.Dialog, atom.Dir, atom.Div, atom.Dl,
		atom.Fieldset, atom.Figcaption, atom.Figure, atom.Footer, atom.Header, atom.Hgroup, atom.Listing, atom.Main, atom.Menu, atom.Nav, atom.Ol,
		atom.Pre, atom.Search, atom.Section, atom.Select, atom.Summary, atom.Ul, atom.Dd, atom.Dt:
		p.endAt(p.inScope(t.atom))
	case atom.Li:
		p.endAt(p.inScope(atom.Li, atom.Ol, atom.Ul))
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		p.endAt(max(p.inScope(atom.H1), p.inScope(atom.H2), p.inScope(atom.H3), p.inScope(atom.H4), p.inScope(atom.H5), p.inScope(atom.H6)))
	case atom.P:
		if i := p.inScope(atom.P, atom.Button); i > 0 {
			p.popTo(i)
		} else {
			p.implied(atom.P)
			p.pop()
		}
	case atom.Br:
		p.element(tag{atom: atom.Br, name: "br"})
	case atom.Applet, atom.Marquee, atom.Object, atom.Template:
		p.odd = true
	case atom.Body, atom.Html:
		p.endBody()
	default:
		p.endOther(t)
	}
}

// endAt closes the element at place i of the stack; without one, an end tag is ignored.
func (p *directParser) endAt(i int) {
	if i > 0 {
		p.popTo(i)
	}
}

// endOther is the rules for "any other end tag", and for those of formatting
// elements, which are on the stack where they are in the list.
func (p *directParser) endOther(t tag) {
	moves := formats(t.atom)
	among := false // elements that a formatting element would be moved into
	for i := len(p.open) - 1; i > 0; i-- {
		n := p.open[i]
		if n.isNamed(t) {
			p.odd = p.odd || among
			p.popTo(i)
			return
		}
		if special.has(n.tag) {
			if !moves {
				return
			}
			among = true
		}
	}
}

// endForm closes the form that is open. What is still open in it stays so.
func (p *directParser) endForm() {
	form := p.form
	p.form = nil
	i := p.inScope(atom.Form)
	if form == nil || i == 0 || p.open[i] != form {
		return
	}
	p.closeImplied()
	p.open = slices.Delete(p.open, i, i+1)
}

// closeImplied closes the elements that need no end tag.
func (p *directParser) closeImplied() {
	for {
		switch p.top().tag {
		case atom.Dd, atom.Dt, atom.Li, atom.Option, atom.Optgroup, atom.P, atom.Rb, atom.Rp, atom.Rt, atom.Rtc:
			p.pop()
		default:
			return
		}
	}
}

// endLink closes the link that is open where another begins, unless a cell or the
// like is between.
func (p *directParser) endLink() {
	for i := len(p.open) - 1; i > 0; i-- {
		switch a := p.open[i].tag; {
		case a == atom.A:
			p.popTo(i)
			return
		case a == atom.Td, a == atom.Th, a == atom.Caption, a == atom.Object:
			return
		case special.has(a):
			p.odd = true // what is open in the link would be moved
			return
		}
	}
}

// sortAttr sorts the attributes of a formatting element, as the parser does to compare them.
func sortAttr(attr []attribute) {
	for i := range attr {
		for k := i; k > 0 && attr[k].key < attr[k-1].key; k-- {
			attr[k], attr[k-1] = attr[k-1], attr[k]
		}
	}
}
