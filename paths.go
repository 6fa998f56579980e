package htmlclean

import (
	"cmp"
	"strings"

	"golang.org/x/net/html/atom"
)

// path says where n stands, by its own and its parent's name, id and classes as
// the input has them: "div.zaker_div > div.edi_oper".
func (n *node) path() string {
	own := n.label()
	for p := n.parent; p != nil; p = p.parent {
		if l := p.label(); l != "" && p.parent != nil {
			return l + " > " + own
		}
	}
	return own
}

// label names an element as a selector would, from the input's own attributes.
func (n *node) label() string {
	if n.isText() {
		return "#text"
	}
	name, attr := n.name, n.attr
	if n.src != nil {
		name, attr = n.src.Data, n.src.Attr
	}
	label := name
	for _, a := range attr {
		switch a.Key {
		case "id":
			if a.Val != "" {
				label += "#" + a.Val
			}
		case "class":
			for c := range strings.FieldsSeq(a.Val) {
				label += "." + c
			}
		}
	}
	return label
}

// imageAddresses lists the src of every picture at or under n.
func (n *node) imageAddresses() []string {
	var list []string
	if n.tag == atom.Img {
		list = append(list, cmp.Or(n.get("src"), anyAddress(n)))
	}
	for c := n.first; c != nil; c = c.nextIn(n) {
		if c.tag == atom.Img {
			list = append(list, cmp.Or(c.get("src"), anyAddress(c)))
		}
	}
	return list
}
