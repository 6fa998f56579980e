package htmlclean

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A directParser builds the parser's tree at a fraction of its cost, for markup
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
//   - documents, templates, framesets, select, and the raw text of rare elements.
//
// So the elements of the list of active formatting elements are always on the
// stack, and the list itself is not kept. That its trees are the parser's is
// what TestDirectParser and FuzzDirectParser hold.
type directParser struct {
	*job
	src  string // without NUL
	at   int
	odd  bool // the source needs the parser proper
	cr   bool // the source has carriage returns
	open []*html.Node

	form    *html.Node // the "form element pointer"
	paras   int        // open p elements
	links   int        // open a elements
	marks   int        // open formatting elements
	marked  int        // how many of them each text is in, in all
	scratch []html.Attribute
}

// maxDirectDepth is less than the 512 open elements that the parser allows.
const maxDirectDepth = 500

// parseDirect parses a fragment as the content of a body; ok is false where it
// needs the parser proper.
func (j *job) parseDirect(src string) (nodes []*html.Node, ok bool) {
	if strings.IndexByte(src, 0) >= 0 {
		return nil, false
	}
	body := j.parsed.one()
	body.Type, body.DataAtom, body.Data = html.ElementNode, atom.Body, "body"
	p := directParser{job: j, src: src, cr: strings.IndexByte(src, '\r') >= 0, open: make([]*html.Node, 1, 64)}
	p.open[0] = body
	for p.at < len(src) && !p.odd && !j.stopped() {
		p.next()
	}
	if p.odd {
		return nil, false
	}
	return childrenOf(body), true
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

func (p *directParser) top() *html.Node { return p.open[len(p.open)-1] }

// add puts a node behind the children of the current node.
func (p *directParser) add(n *html.Node) {
	parent := p.top()
	n.Parent, n.PrevSibling = parent, parent.LastChild
	if parent.LastChild == nil {
		parent.FirstChild = n
	} else {
		parent.LastChild.NextSibling = n
	}
	parent.LastChild = n
}

// element adds an element that stays empty.
func (p *directParser) element(t tag) *html.Node {
	n := p.parsed.one()
	n.Type, n.DataAtom, n.Data = html.ElementNode, t.atom, t.name
	if len(t.attr) > 0 {
		n.Attr = p.copyAttr(t.attr)
	}
	p.add(n)
	return n
}

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
	p.tally(p.top().DataAtom, -1)
	p.open = p.open[:len(p.open)-1]
}

// tally counts the open elements that something depends on.
func (p *directParser) tally(a atom.Atom, by int) {
	switch {
	case a == atom.P:
		p.paras += by
	case a == atom.A:
		p.links += by
		p.marks += by
	case formats(a):
		p.marks += by
	}
}

// formats tells whether an element is a formatting element that can be on the stack.
func formats(a atom.Atom) bool {
	switch a {
	case atom.A, atom.B, atom.Big, atom.Code, atom.Em, atom.Font, atom.I, atom.S, atom.Small, atom.Strike, atom.Strong, atom.Tt, atom.U:
		return true
	}
	return false
}

// popTo closes the element at place i of the stack and those in it. No formatting
// element may be among the latter, which the parser would reopen, and no object,
// which would leave a marker in its list of them.
func (p *directParser) popTo(i int) {
	for len(p.open) > i+1 {
		if a := p.top().DataAtom; a == atom.Object || formats(a) {
			p.odd = true
		}
		p.pop()
	}
	p.pop()
}

// text adds a text to the current node.
func (p *directParser) text(raw string) {
	s := unescape(p.newlines(raw), false)
	top := p.top()
	switch top.DataAtom {
	case atom.Pre, atom.Listing:
		if top.FirstChild == nil {
			s = strings.TrimPrefix(strings.TrimPrefix(s, "\r"), "\n")
		}
	case atom.Table, atom.Tbody, atom.Thead, atom.Tfoot, atom.Tr, atom.Colgroup:
		p.odd = p.odd || strings.Trim(s, " \t\r\n\f") != ""
	}
	if s == "" {
		return
	}
	p.marked += p.marks
	p.odd = p.odd || p.marked > amplified(p.src)
	if last := top.LastChild; last != nil && last.Type == html.TextNode {
		// An end tag between them was ignored. Long texts are not put together piece by piece.
		const longest = 1 << 12
		p.odd = p.odd || len(last.Data) > longest
		last.Data += s
		return
	}
	n := p.parsed.one()
	n.Type, n.Data = html.TextNode, s
	p.add(n)
}

// rawText adds an element of which the content is text as it stands, up to its end tag.
func (p *directParser) rawText(t tag) {
	n := p.element(t)
	end := p.at + rawTextLength(p.src[p.at:], t.name)
	if end >= len(p.src) || t.atom == atom.Script && strings.Contains(p.src[p.at:end], "<!--") {
		p.odd = true
		return
	}
	if end > p.at {
		text := p.parsed.one()
		text.Type, text.Data, text.Parent = html.TextNode, p.newlines(p.src[p.at:end]), n
		n.FirstChild, n.LastChild = text, text
	}
	p.at = end + len("</")
	p.tag()
}

// comment adds a comment, without its text, which nobody reads.
func (p *directParser) comment() {
	rest := p.src[p.at:]
	end := 0
	switch {
	case strings.HasPrefix(rest, "<!-->"), strings.HasPrefix(rest, "<!--->"), hasTagPrefix(rest[1:], "!doctype"):
	case strings.HasPrefix(rest, "<!--"):
		if at := strings.Index(rest, "-->"); at >= 0 && !strings.Contains(rest[:at], "--!") {
			end = at + len("-->")
		}
	default: // any other declaration is a comment up to the next >
		end = strings.IndexByte(rest, '>') + 1
	}
	if end == 0 {
		p.odd = true
		return
	}
	n := p.parsed.one()
	n.Type = html.CommentNode
	p.add(n)
	p.at += end
}
