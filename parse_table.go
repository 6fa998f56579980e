package htmlclean

import "golang.org/x/net/html/atom"

// tableFrames are the elements that hold nothing but parts of a table.
var tableFrames = atomSet(atom.Table, atom.Tbody, atom.Thead, atom.Tfoot, atom.Tr, atom.Colgroup)

// startInTable is the rules for a start tag where the current node is a table, a
// group of its rows or columns, or a row.
func (p *directParser) startInTable(t tag) {
	if t.atom == atom.Script || t.atom == atom.Style {
		p.odd = p.odd || p.top().tag == atom.Colgroup
		p.rawText(t)
		return
	}
	for !p.odd {
		switch top := p.top().tag; t.atom {
		case atom.Td, atom.Th:
			switch top {
			case atom.Tr:
				p.push(t)
				return
			case atom.Tbody, atom.Thead, atom.Tfoot:
				p.implied(atom.Tr)
			case atom.Table:
				p.implied(atom.Tbody)
			default:
				p.pop()
			}
		case atom.Tr:
			switch top {
			case atom.Tbody, atom.Thead, atom.Tfoot:
				p.push(t)
				return
			case atom.Table:
				p.implied(atom.Tbody)
			default:
				p.pop()
			}
		case atom.Tbody, atom.Thead, atom.Tfoot, atom.Caption, atom.Colgroup:
			if top == atom.Table {
				p.push(t)
				return
			}
			p.pop()
		case atom.Col:
			switch top {
			case atom.Colgroup:
				p.element(t)
				return
			case atom.Table:
				p.implied(atom.Colgroup)
			default:
				p.pop()
			}
		default:
			p.odd = true
		}
	}
}

// closeCell closes the cell at hand, and tells whether there is one.
func (p *directParser) closeCell() bool {
	i := p.cell()
	if i == 0 {
		return false
	}
	p.odd = p.odd || p.open[i].tag == atom.Caption
	p.cut(i)
	return true
}

// cell is the place on the stack of the cell or caption at hand, 0 where there is none.
func (p *directParser) cell() int {
	for i := len(p.open) - 1; i > 0; i-- {
		switch p.open[i].tag {
		case atom.Td, atom.Th, atom.Caption:
			return i
		}
	}
	return 0
}

// cut closes the cell or caption at place i of the stack, and the formatting
// elements in it for good.
func (p *directParser) cut(i int) {
	for len(p.open) > i {
		p.odd = p.odd || p.top().tag == atom.Object
		p.pop()
	}
}

// endInTable is the rules for the end tag of a table, or of a part of one that
// is not the current node.
func (p *directParser) endInTable(t tag) {
	switch top := p.top().tag; top {
	case atom.Colgroup:
		p.odd = true
	case atom.Table, atom.Tbody, atom.Thead, atom.Tfoot, atom.Tr:
		switch {
		case t.atom == atom.Table:
			for p.top().tag != atom.Table {
				p.pop()
			}
			p.pop()
		case top == atom.Tr && p.open[len(p.open)-2].tag == t.atom: // the group of the row
			p.pop()
			p.pop()
		}
	default:
		p.endInCell(t)
	}
}

// endInCell is the same in a cell or a caption, of which the content may be open.
func (p *directParser) endInCell(t tag) {
	i := p.cell()
	if i == 0 {
		return
	}
	switch cell := p.open[i].tag; {
	case t.atom == cell:
		p.cut(i)
	case t.atom == atom.Table, cell != atom.Caption && (t.atom == atom.Tr || t.atom == p.open[i-2].tag):
		p.cut(i)
		p.end(t)
	}
}
