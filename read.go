package htmlclean

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// maxDepth is how deep the article's tree may be. Deeper elements become
// children of the one at this depth, as browsers do at 512.
const maxDepth = 512

var (
	whyNeverShown = reason("read", "never-shown", "scripts, styles, templates and metadata are not content; a browser shows nothing of them")
	whyDenied     = reason("read", "denied", "Options.Deny names the element")
)

// read copies the parsed nodes into the article's tree, below j.root, and finds
// each element's rule while the input is still whole. Comments, and elements
// that never show, stay behind.
func (j *job) read(parsed []*html.Node) {
	j.root = &node{tag: atom.Body, name: "body"}
	if len(parsed) > 0 {
		for p := parsed[0].Parent; p != nil; p = p.Parent {
			j.rules.find(p, j.host, &j.seen) // rules may ask for what is around the article
		}
	}
	for _, n := range parsed {
		if j.done {
			return
		}
		j.readInto(j.root, n)
	}
}

// readInto copies n and all under it to the end of parent. It follows the
// parser's pointers instead of calling itself: the caller's tree may be deep.
func (j *job) readInto(parent *node, n *html.Node) {
	depth, over := 0, 0
	for p := parent; p.parent != nil; p = p.parent {
		depth++
	}
	for m := n; ; {
		if j.stopped() {
			return
		}
		c := j.readOne(parent, m)
		switch {
		case c != nil && m.FirstChild != nil:
			if c.is(atom.Br, atom.Hr, atom.Img, atom.Source, atom.Wbr) {
				// No parser puts anything in there, but a caller can. It stands behind.
				c = j.newNode(node{tag: atom.Span, name: "span"})
				parent.append(c)
			}
			if depth < maxDepth {
				parent = c
				depth++
			} else {
				over++
			}
			m = m.FirstChild
			continue
		case m == n:
			return
		}
		for m.NextSibling == nil {
			m = m.Parent
			if over > 0 {
				over--
			} else {
				parent = parent.parent
				depth--
			}
			if m == n {
				return
			}
		}
		m = m.NextSibling
	}
}

// readOne copies n alone to the end of parent; nil where nothing under it is to be read.
func (j *job) readOne(parent *node, n *html.Node) *node {
	j.count++
	switch n.Type {
	case html.TextNode:
		for rest := n.Data; rest != ""; {
			var text string
			text, rest = cutText(rest)
			j.readText(parent, validText(text))
		}
		return nil
	case html.ElementNode:
	case html.DocumentNode:
		c := j.newNode(node{tag: atom.Div, name: "div"})
		parent.append(c)
		return c
	default:
		return nil
	}
	c := j.zeroNode()
	c.tag, c.name, c.src = n.DataAtom, n.Data, n
	if n.DataAtom == 0 || n.Namespace != "" { // any other name is in lower case
		c.name = strings.ToLower(n.Data)
	}
	if n.Namespace != "" {
		c.tag = 0 // an svg a is not an HTML a
	} else if c.tag == 0 && c.name != "" {
		c.tag = atom.Lookup([]byte(c.name))
	}
	if c.name == "" {
		c.name = "span"
	}
	parent.append(c)
	if n.Namespace == "" && neverShown.has(c.tag) {
		switch {
		case c.tag == atom.Title && j.title == "":
			j.title = strings.Join(strings.Fields(parsedText(n)), " ")
		case c.tag == atom.Base && j.base == "":
			j.base = parsedAttr(n, "href")
		case c.tag == atom.Script && isFormulaScript(n):
			c.remove()
			if j.formulaScript(parent, n) {
				return nil
			}
			parent.append(c)
		case c.tag == atom.Script && len(n.Attr) > 0:
			if page := gistPage(parsedAttr(n, "src")); page != "" {
				c.rename(atom.Iframe)
				c.attr = []html.Attribute{{Key: "src", Val: page}}
				return nil
			}
		}
		if change := j.note(c, whyNeverShown, "drop"); change != nil {
			change.Before = c.name
		}
		c.remove()
		return nil
	}
	if len(n.Attr) > 0 {
		if c.attr = n.Attr; j.report != nil || j.borrowed {
			c.attr = j.copyAttr(n.Attr)
		}
	}
	rule := j.rules.find(n, j.host, &j.seen)
	if n.Namespace == "" {
		c.rule = rule
		if j.allow.denies(c.name) {
			j.note(c, whyDenied, "unwrap")
			c.dissolve()
		}
	}
	return c
}

// newNode makes a node and numbers it.
func (j *job) newNode(n node) *node {
	c := j.zeroNode()
	n.pos = c.pos
	*c = n
	return c
}

// zeroNode makes a node that has nothing but its number. For most nodes that is
// quicker than to copy one.
func (j *job) zeroNode() *node {
	c := j.nodes.one()
	j.pos++
	c.pos = j.pos
	return c
}

// readText puts a text at the end of parent.
func (j *job) readText(parent *node, text string) {
	if last := parent.last; last != nil && last.isText() && isBlank(text) && strings.Contains(last.text, text) {
		return // white space beside white space, left by a comment between
	}
	if text != "" {
		t := j.zeroNode()
		t.text = text
		parent.append(t)
	}
}

// cutText cuts the beginning off a text so long that a pass would be busy with it
// for milliseconds. Passes take texts side by side for one.
func cutText(s string) (text, rest string) {
	const longest = 1 << 16 // bytes
	if len(s) <= longest {
		return s, ""
	}
	at := longest
	for at > longest/2 && (!utf8.RuneStart(s[at]) || s[at-1] == '\r' || isASCIISpace(s[at])) {
		at--
	}
	return s[:at], s[at:]
}

// copyAttr copies attributes, so that a pass can write to them. A report asks for
// those of the input to the end.
func (j *job) copyAttr(attr []html.Attribute) []html.Attribute {
	c := j.attrs.take(len(attr))
	copy(c, attr)
	return c
}

// readFragment parses markup that stood in the input as text, such as an
// escaped noscript, and reads it into nodes that have no parent yet.
func (j *job) readFragment(src string, from *node) []*node {
	parsed, ok := j.parseDirect(src)
	if !ok {
		var err error
		if parsed, err = parseFragment(src); err != nil {
			return nil
		}
	}
	box := newElement(atom.Div, from)
	for _, n := range parsed {
		j.readInto(box, n)
	}
	var list []*node
	for box.first != nil {
		c := box.first
		c.remove()
		list = append(list, c)
	}
	for _, c := range list {
		for m := c; m != nil; m = m.nextIn(c) {
			m.pos = from.pos
		}
	}
	return list
}

func parsedText(n *html.Node) string {
	var b strings.Builder
	for m := n.FirstChild; m != nil; m = nextParsed(m, n) {
		if m.Type == html.TextNode {
			b.WriteString(m.Data)
		}
	}
	return b.String()
}

// validText is s without the code points that a document must not contain
// (HTML Standard, 13.1 "Text": noncharacters and controls other than white
// space). None of them shows; a return written as a reference ends its line once.
func validText(s string) string {
	for i := 0; i < len(s); i++ {
		if suspects[s[i]] && !isValidAt(s, i) {
			return strings.Map(validRune, strings.ReplaceAll(s, "\r\n", "\n"))
		}
	}
	return s
}

// suspects are the bytes that a forbidden code point begins with in UTF-8.
var suspects = func() (set [256]bool) {
	for c := range set {
		set[c] = c < ' ' && c != '\n' && c != '\t' || c == 0x7f || c == 0xc2 || c >= 0xef
	}
	return set
}()

// isValidAt tells whether the code point at i, which begins with a suspect, is a
// valid one.
func isValidAt(s string, i int) bool {
	switch c := s[i]; {
	case c == 0xc2:
		return i+1 == len(s) || s[i+1] >= 0xa0
	case c == 0xef:
		return i+2 >= len(s) || (s[i+1] != 0xb7 || s[i+2] < 0x90 || s[i+2] >= 0xb0) && (s[i+1] != 0xbf || s[i+2] < 0xbe)
	case c >= 0xf0:
		return i+3 >= len(s) || s[i+2] != 0xbf || s[i+3] < 0xbe
	}
	return false
}

func validRune(r rune) rune {
	switch {
	case r == '\n' || r == '\t':
		return r
	case r == '\r' || r == '\f':
		return '\n'
	case r < ' ', r >= 0x7f && r < 0xa0, r >= 0xfdd0 && r <= 0xfdef, r&0xfffe == 0xfffe:
		return -1
	}
	return r
}
