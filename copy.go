package htmlclean

import (
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// maxDepth is how deep the article's tree may be. Deeper elements become
// children of the one at this depth, as browsers do at 512.
const maxDepth = 512

// copyOf copies nodes of the parser, or of a caller, into an article's tree. What is
// around them is copied without what else it holds, for rules to ask for.
func (j *job) copyOf(parsed []*html.Node) (root *node) {
	root = &node{tag: atom.Body}
	if len(parsed) > 0 && parsed[0].Parent != nil {
		j.copyElement(root, parsed[0].Parent)
		for n, p := root, parsed[0].Parent.Parent; p != nil; n, p = n.parent, p.Parent {
			n.parent = &node{}
			j.copyElement(n.parent, p)
		}
	}
	for _, n := range parsed {
		j.copyInto(root, n)
	}
	return root
}

// copyInto copies n and all under it to the end of root. It follows the parser's
// pointers instead of calling itself: the caller's tree may be deep.
func (j *job) copyInto(root *node, n *html.Node) {
	parent, depth, over := root, 0, 0
	for m := n; !j.stopped(); {
		c := j.copyOne(m)
		parent.append(c)
		if m.FirstChild != nil {
			if c.is(atom.Br, atom.Hr, atom.Img, atom.Source, atom.Wbr) {
				// No parser puts anything in there, but a caller can. It stands behind.
				c = j.newNode(node{tag: atom.Span})
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
		}
		for m != n && m.NextSibling == nil {
			m = m.Parent
			if over > 0 {
				over--
			} else {
				parent = parent.parent
				depth--
			}
		}
		if m == n {
			return
		}
		m = m.NextSibling
	}
}

// copyOne copies n alone.
func (j *job) copyOne(n *html.Node) *node {
	c := j.zeroNode()
	switch n.Type {
	case html.TextNode:
		c.data = n.Data
	case html.ElementNode, html.DocumentNode:
		j.copyElement(c, n)
	default:
		c.kind = comment
	}
	return c
}

// copyElement makes c what n is. A document is a div. A caller may have given n
// another name and left the old one's atom.
func (j *job) copyElement(c *node, n *html.Node) {
	name := lower(n.Data)
	switch {
	case n.Type == html.DocumentNode:
		c.tag = atom.Div
		return
	case name == "":
		c.tag = atom.Span
	case n.Namespace != "":
		c.kind, c.data = foreign, name
	case n.DataAtom.String() == name:
		c.tag = n.DataAtom
	default:
		if c.tag = atom.Lookup([]byte(name)); c.tag == 0 {
			c.kind, c.data = unknown, name
		}
	}
	if len(n.Attr) > 0 {
		c.attr = j.attrs.take(len(n.Attr))
		for i, a := range n.Attr {
			if c.attr[i] = (attribute{a.Key, a.Val}); a.Namespace != "" {
				c.attr[i].key = a.Namespace + ":" + a.Key
			}
		}
	}
}
