package htmlclean

import (
	"strings"

	"golang.org/x/net/html/atom"
)

// A directParser builds the article's tree from its source, at a fraction of what
// the parser and a copy of its tree cost, for markup
// of which every element ends where a reader would say so: nearly every article
// that a program has written. It follows the tree construction of the HTML
// Standard (13.2.6) as far as that needs no memory but the stack of open
// elements. Where more is needed, it gives up, and the parser proper parses the
// source from its beginning:
//
//   - a formatting element that is not closed in its parent (the "adoption
//     agency" and the reopening of formatting elements), links in links, and
//     so many marks around so many texts that flatten may be wanted;
//   - what stands in a table beside its rows and cells ("foster parenting");
//   - templates, framesets, and elements as rare.
//
// So the elements of the list of active formatting elements are always on the
// stack, and the list itself is not kept. That its trees are copies of the
// parser's is what TestDirectParser and FuzzDirectParser hold.
type directParser struct {
	*job
	document
	src  string // without NUL
	at   int
	odd  bool // the source needs the parser proper
	cr   bool // the source has carriage returns
	open []*node

	form    *node // the "form element pointer"
	paras   int   // open p elements
	links   int   // open a elements
	selects int   // open select elements
	marks   int   // open formatting elements
	marked  int   // how many of them each text is in, in all
	scratch []attribute
}

// maxDirectDepth is less than the 512 open elements that the parser allows.
const maxDirectDepth = 500

// parseDirect parses a document, or a fragment, and returns its body; nil where
// it needs the parser proper.
func (j *job) parseDirect(src string) *node {
	// An element has one or two tags, and behind some of them is a text. Where signs stand closer
	// than the tags of any article they are none.
	j.nodes.reserve(min(strings.Count(src, "<"), len(src)/16))
	p := j.newDirectParser(src)
	p.parse()
	if p.odd {
		return nil
	}
	if p.is {
		j.lang, j.title, j.base = p.document.lang, p.document.title, p.document.base
	}
	return p.open[0]
}

func (j *job) newDirectParser(src string) *directParser {
	p := &directParser{job: j, src: src, odd: strings.IndexByte(src, 0) >= 0, cr: strings.IndexByte(src, '\r') >= 0}
	p.open = append(make([]*node, 0, 64), &node{tag: atom.Body})
	return p
}

func (p *directParser) parse() {
	if p.beginsDocument() {
		p.head()
	}
	for p.at < len(p.src) && !p.odd && !p.stopped() {
		p.next()
	}
}

// next puts what stands at the parser's place into the tree.
func (p *directParser) next() {
	if n := textLength(p.src[p.at:]); n > 0 {
		p.text(p.src[p.at : p.at+n])
		p.at += n
		return
	}
	switch p.src[p.at+1] {
	case '!', '?':
		p.comment()
	case '/':
		p.at += len("</")
		if t := p.tag(); !p.odd {
			p.end(t)
		}
	default:
		p.at += len("<")
		if t := p.tag(); !p.odd {
			p.start(t)
		}
	}
}

func (p *directParser) top() *node { return p.open[len(p.open)-1] }

// element adds an element that stays empty.
func (p *directParser) element(t tag) *node {
	n := p.zeroNode()
	if n.tag = t.atom; n.tag == 0 {
		n.kind, n.data = unknown, t.name
	}
	if len(t.attr) > 0 {
		n.attr = p.copyAttr(t.attr)
	}
	p.top().append(n)
	return n
}

// isNamed tells whether n's name is that of t.
func (n *node) isNamed(t tag) bool { return n.tag == t.atom && (t.atom != 0 || n.data == t.name) }

// push adds an element and opens it.
func (p *directParser) push(t tag) {
	n := p.element(t)
	if len(p.open) == maxDirectDepth {
		p.odd = true
		return
	}
	p.tally(t.atom, 1)
	p.open = append(p.open, n)
}

func (p *directParser) implied(a atom.Atom) { p.push(tag{atom: a, name: a.String()}) }

// pop closes the current node.
func (p *directParser) pop() {
	p.tally(p.top().tag, -1)
	p.open = p.open[:len(p.open)-1]
}

// tally counts the open elements that something depends on.
func (p *directParser) tally(a atom.Atom, by int) {
	switch {
	case a == atom.P:
		p.paras += by
	case a == atom.Select:
		p.selects += by
	case a == atom.A:
		p.links += by
		p.marks += by
	case formats(a):
		p.marks += by
	}
}

// formats tells whether an element is a formatting element.
func formats(a atom.Atom) bool { return a == atom.A || formatting.has(a) }

// popTo closes the element at place i of the stack and those in it. No formatting
// element may be among the latter, which the parser would reopen, and no object,
// which would leave a marker in its list of them.
func (p *directParser) popTo(i int) {
	for len(p.open) > i+1 {
		if a := p.top().tag; a == atom.Object || formats(a) {
			p.odd = true
		}
		p.pop()
	}
	p.pop()
}

// rawText adds an element of which the content is no markup, up to its end tag.
func (p *directParser) rawText(t tag) {
	n := p.element(t)
	s := p.newlines(p.raw(t))
	switch t.atom {
	case atom.Textarea:
		s = behindNewline(unescape(s, false))
	case atom.Title:
		s = unescape(s, false)
	}
	if s != "" {
		p.addText(n, s)
	}
}

// raw reads up to the end tag of an element whose content is no markup, and that
// tag, and returns what stands before it.
func (p *directParser) raw(t tag) string {
	from := p.at
	end := from + rawTextLength(p.src[from:], t.name)
	if end == len(p.src) {
		p.odd = true
		return ""
	}
	text := p.src[from:end]
	if t.atom == atom.Script && strings.Contains(text, "<!--") {
		// A script that stands in such a comment would not end with its end tag.
		p.odd = p.odd || startsIn(text, "script")
	}
	p.at = end + len("</")
	p.tag()
	return text
}

// text adds a text to the current node.
func (p *directParser) text(raw string) {
	s := unescape(p.newlines(raw), false)
	top := p.top()
	switch top.tag {
	case atom.Pre, atom.Listing:
		if top.first == nil {
			s = behindNewline(s)
		}
	default:
		p.odd = p.odd || tableFrames.has(top.tag) && strings.Trim(s, whitespace) != ""
	}
	if s == "" {
		return
	}
	p.ended = p.ended && strings.Trim(s, whitespace) == ""
	p.marked += p.marks
	p.odd = p.odd || p.marked > amplified(p.src)
	if last := top.last; last != nil && last.isText() {
		// An end tag between them was ignored. Long texts are not put together piece by piece.
		const longest = 1 << 12
		p.odd = p.odd || len(last.text()) > longest
		last.data += s
		return
	}
	p.addText(top, s)
}

func (p *directParser) addText(to *node, s string) {
	n := p.zeroNode()
	n.data = s
	to.append(n)
}

// behindNewline is the text of a pre or a textarea without the line break it begins with.
func behindNewline(s string) string {
	return strings.TrimPrefix(strings.TrimPrefix(s, "\r"), "\n")
}

// comment adds a comment, without its text, which nobody reads. One behind the
// body is not in it.
func (p *directParser) comment() {
	if isDoctype(p.src[p.at:]) && !p.ended { // ignored
		p.skipDoctype()
		return
	}
	n := commentLength(p.src[p.at:])
	p.odd = p.odd || n == 0
	p.at += n
	if !p.ended {
		c := p.zeroNode()
		c.kind = comment
		p.top().append(c)
	}
}
