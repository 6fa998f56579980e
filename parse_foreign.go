package htmlclean

import "golang.org/x/net/html"

// foreign adds a drawing or a formula. The parser proper parses it, alone; it must
// hold no elements of HTML, whose rules would look at the stack.
func (p *directParser) foreign(t tag) {
	from := t.from
	names := append(make([]string, 0, 16), t.name)
	if t.closed {
		names = names[:0]
	}
	for len(names) > 0 && !p.odd && !p.stopped() {
		p.at += textLength(p.src[p.at:])
		switch rest := p.src[p.at:]; {
		case len(rest) < len("</a>"):
			p.odd = true
		case rest[1] == '/':
			p.at += len("</")
			p.odd = p.tag().name != names[len(names)-1] || p.odd
			names = names[:len(names)-1]
		case rest[1] == '!' || rest[1] == '?':
			p.odd = true
		default:
			p.at += len("<")
			if inner := p.tag(); !inner.closed {
				names = append(names, inner.name)
			}
			p.odd = p.odd || len(p.open)+len(names) >= maxDirectDepth
		}
	}
	if p.odd || p.done {
		return
	}
	nodes, err := parseFragment(p.src[from:p.at])
	if err != nil || len(nodes) != 1 || !allForeign(nodes[0]) {
		p.odd = true
		return
	}
	nodes[0].Parent = nil
	p.add(nodes[0])
}

// allForeign tells whether n and all elements in it are of one namespace other than HTML's.
func allForeign(n *html.Node) bool {
	for m := n; m != nil; m = nextParsed(m, n) {
		if m.Type == html.ElementNode && (m.Namespace == "" || m.Namespace != n.Namespace) {
			return false
		}
	}
	return true
}
