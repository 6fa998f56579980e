package htmlclean

import (
	"strings"

	"golang.org/x/net/html/atom"
)

// A node is an element or a text of the article's tree.
//
// The direct parser makes nodes itself. A tree of the parser proper, or of a
// caller, is copied into nodes once (copy.go) and stays as it was. What most walks
// ask for stands first, in one line of the processor's cache.
type node struct {
	parent, first, next *node

	tag    atom.Atom   // 0 for what is no element of HTML: its kind says what it is
	pos    int32       // place in the input, in document order; copied to nodes made from this one
	kind   kind        // 0 for a text, and for an element with a tag
	given  bool        // its id is one of the output's
	mark   bool        // a link whose id is its own: the mark of a note
	stray  bool        // a list made for items that stood outside any list
	source int32       // its name in the input, a place in journal.sources; 0 for a node a pass made, and without a report
	attr   []attribute // owned by the node: a pass may write to it
	data   string      // a text's characters, unescaped; the name, in lower case, of an element without a tag

	last, prev *node

	style style // read when it is first asked for
}

// An attribute is one of an element, its name in lower case.
type attribute struct{ key, val string }

// A kind tells nodes without a tag apart.
type kind uint8

const (
	aText   kind = iota
	unknown      // an element that the HTML Standard does not know
	foreign      // one of a drawing or a formula: an svg a is not an HTML a
	comment      // read takes them out
)

func (n *node) isText() bool { return n.tag == 0 && n.kind == aText }

func (n *node) isComment() bool { return n.kind == comment }

func (n *node) isElement() bool { return n.tag != 0 || n.kind == unknown || n.kind == foreign }

// name is an element's name in lower case, "" for a text.
func (n *node) name() string {
	switch {
	case n.tag != 0:
		return n.tag.String()
	case n.kind == unknown || n.kind == foreign:
		return n.data
	}
	return ""
}

// text is a text's characters, unescaped, "" for an element.
func (n *node) text() string {
	if n.isText() {
		return n.data
	}
	return ""
}

// is tells whether n is an element with one of these tags.
func (n *node) is(tags ...atom.Atom) bool {
	if n.tag == 0 {
		return false
	}
	for _, t := range tags {
		if n.tag == t {
			return true
		}
	}
	return false
}

// get returns the value of an attribute, "" where there is none.
func (n *node) get(key string) string { return valueOf(n.attr, key) }

func valueOf(attr []attribute, key string) string {
	for i := range attr {
		if attr[i].key == key {
			return attr[i].val
		}
	}
	return ""
}

func (n *node) has(key string) bool {
	for i := range n.attr {
		if n.attr[i].key == key {
			return true
		}
	}
	return false
}

func (n *node) set(key, val string) {
	for i := range n.attr {
		if n.attr[i].key == key {
			n.attr[i].val = val
			return
		}
	}
	n.attr = append(n.attr, attribute{key, val})
}

func (n *node) del(key string) {
	for i := range n.attr {
		if n.attr[i].key == key {
			n.attr = append(n.attr[:i], n.attr[i+1:]...)
			return
		}
	}
}

// hasClass tells whether class is one of n's class tokens, compared byte for byte.
func (n *node) hasClass(class string) bool {
	return hasWord(n.get("class"), class)
}

// rename makes n another element. Attributes and children stay.
func (n *node) rename(tag atom.Atom) { n.tag, n.kind, n.data = tag, 0, "" }

// append moves c, which has no parent, behind n's last child.
func (n *node) append(c *node) { n.insertBefore(c, nil) }

// insertBefore puts c, which has no parent, before n's child ref, or last where ref is nil.
func (n *node) insertBefore(c, ref *node) {
	c.parent = n
	c.next = ref
	if ref == nil {
		c.prev = n.last
		n.last = c
	} else {
		c.prev = ref.prev
		ref.prev = c
	}
	if c.prev == nil {
		n.first = c
	} else {
		c.prev.next = c
	}
}

// remove takes n with all that is under it out of its parent.
func (n *node) remove() {
	p := n.parent
	if p == nil {
		return
	}
	if n.prev == nil {
		p.first = n.next
	} else {
		n.prev.next = n.next
	}
	if n.next == nil {
		p.last = n.prev
	} else {
		n.next.prev = n.prev
	}
	n.parent, n.prev, n.next = nil, nil, nil
}

// replace puts with, which has no parent, in n's place.
func (n *node) replace(with *node) {
	n.parent.insertBefore(with, n)
	n.remove()
}

// unwrap puts n's children in n's place, and returns the first of them or, where
// there is none, what followed n: where a walk goes on.
func (n *node) unwrap() *node {
	p, next := n.parent, n.first
	if next == nil {
		next = n.next
	}
	for c := n.first; c != nil; {
		after := c.next
		c.remove()
		p.insertBefore(c, n)
		c = after
	}
	n.remove()
	return next
}

// newElement makes an element that stands for the input at from's place.
func newElement(tag atom.Atom, from *node) *node {
	n := &node{tag: tag}
	if from != nil {
		n.pos, n.source = from.pos, from.source
	}
	return n
}

// newText makes a text that stands for the input at from's place, where an attribute
// may have said it.
func newText(text string, from *node) *node {
	n := &node{data: validText(text)}
	if from != nil {
		n.pos = from.pos
	}
	return n
}

// following returns the node behind n in document order that is not under n,
// within root; nil at the end.
func (n *node) following(root *node) *node {
	for ; n != nil && n != root; n = n.parent {
		if n.next != nil {
			return n.next
		}
	}
	return nil
}

// nextIn returns the node behind n in document order, n's children first,
// within root; nil at the end. It needs no stack, so depth costs nothing.
func (n *node) nextIn(root *node) *node {
	if n.first != nil {
		return n.first
	}
	return n.following(root)
}

// textContent returns all text under n, joined as it stands.
func (n *node) textContent() string {
	if n.isText() {
		return n.text()
	}
	if n.first == nil {
		return ""
	}
	if n.first == n.last && n.first.isText() {
		return n.first.text()
	}
	var b strings.Builder
	for c := n.first; c != nil; c = c.nextIn(n) {
		b.WriteString(c.text())
	}
	return b.String()
}

// invisible is white space and the characters that show nothing: an element
// that holds only these is empty to a reader.
const invisible = " \t\n\f\r\v\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u200c\u200d\u2028\u2029\u202f\u205f\u2060\u3000\ufeff\u00ad\u115f\u1160\u180e\u2800\u3164\uffa0"

// isInvisible tells whether r is one of them.
func isInvisible(r rune) bool {
	switch {
	case r <= ' ':
		return true
	case r < 0xa0:
		return false
	case r < 0x2000:
		return r == 0xa0 || r == 0xad || r == 0x115f || r == 0x1160 || r == 0x1680 || r == 0x180e
	case r < 0x3000:
		return r <= 0x200d || r == 0x2028 || r == 0x2029 || r == 0x202f || r == 0x205f || r == 0x2060 || r == 0x2800
	}
	return r == 0x3000 || r == 0x3164 || r == 0xfeff || r == 0xffa0
}

// isBlank tells whether a reader sees nothing of s.
func isBlank(s string) bool {
	for _, r := range s {
		if !isInvisible(r) {
			return false
		}
	}
	return true
}

// spaced is s with single spaces between its words.
func spaced(s string) string { return strings.Join(strings.Fields(s), " ") }

// hasText tells whether a reader sees any text under n.
func (n *node) hasText() bool {
	if n.isText() {
		return !isBlank(n.text())
	}
	for c := n.first; c != nil; c = c.nextIn(n) {
		if c.isText() && !isBlank(c.text()) {
			return true
		}
	}
	return false
}
