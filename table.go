package htmlclean

import (
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html/atom"
)

var whyCaptionFirst = reason("structure", "caption-first", "a table's caption stands before its rows, where browsers show it wherever it was written")

var whyLayout = reason("structure", "layout-table", "a table without headers that has one column or one row, or holds other tables, places things on a page; its cells follow each other as flow content")

var whyFootLast = reason("structure", "foot-last", "a table's foot stands behind its bodies, where browsers show it wherever it was written")

// A tableRow is a row with its finished cells.
type tableRow struct {
	group atom.Atom // the group it stands in: thead, tbody or tfoot
	from  *node     // the input's row; nil for what stood in no row
	cells []*node
}

// table writes a table of data by the table model, or the cells' contents one
// after the other where the table only lays out a page.
func (b *builder) table(n *node) {
	if cell := onlyCell(n); cell != nil {
		b.j.note(n, whyLayout, "unwrap")
		cell.rename(atom.Div)
		b.visit(cell, false)
		return
	}
	t := tableParts{b: b}
	t.read(n, atom.Tbody)
	t.footLast()
	t.fit()
	if t.isLayout(n) {
		b.j.note(n, whyLayout, "unwrap")
		t.dissolve()
		return
	}
	if t.continues(b.out.last) {
		b.j.note(n, whySplit, "unwrap")
		t.groups(b.out.last, n)
		return
	}
	t.findHeads()
	b.add(t.build(n))
}

// onlyCell is the cell of a table that has no other, and nothing beside it: it is
// the article's own flow, where a caption may be told by its look.
func onlyCell(n *node) *node {
	for n.tag != atom.Td {
		only := n.first
		for only != nil && only.isText() && isBlank(only.text()) {
			only = only.next
		}
		if only == nil || !only.is(atom.Tbody, atom.Tr, atom.Td) || n.has("id") {
			return nil
		}
		for c := only.next; c != nil; c = c.next {
			if !c.isText() || !isBlank(c.text()) {
				return nil
			}
		}
		n = only
	}
	return n
}

type tableParts struct {
	b       *builder
	caption *node
	rows    []tableRow
	spans   bool // some cell has a colspan or rowspan
	headers bool // some cell is a th
	nested  bool // some cell holds a table, a heading or a figure with text around
}

// read gathers the rows and writes their cells. What stands in a table outside
// any cell has been moved before the table by the parser.
func (t *tableParts) read(n *node, group atom.Atom) {
	for c := n.first; c != nil; {
		next := c.next
		switch {
		case c.isText():
			if !isBlank(c.text()) {
				t.rows = append(t.rows, tableRow{group: group, cells: []*node{t.cell(c)}})
			}
		case c.tag == atom.Caption && t.caption == nil:
			if made := t.b.withID(c, func() *node { return t.b.phrasing(atom.Caption, c) }); made.first != nil {
				if len(t.rows) > 0 {
					if change := t.b.j.note(c, whyCaptionFirst, "move"); change != nil {
						change.lose(made)
						change.Added, change.Images = change.Text, nil
					}
				}
				t.caption = made
			}
		case c.is(atom.Thead, atom.Tbody, atom.Tfoot):
			t.read(c, c.tag)
		case c.tag == atom.Tr:
			t.b.takeID(c)
			row := tableRow{group: group, from: c}
			for m := c.first; m != nil; {
				after := m.next
				if !m.isText() || !isBlank(m.text()) {
					row.cells = append(row.cells, t.cell(m))
				}
				m = after
			}
			if len(row.cells) > 0 {
				t.rows = append(t.rows, row)
			}
		default:
			t.rows = append(t.rows, tableRow{group: group, cells: []*node{t.cell(c)}})
		}
		c = next
	}
}

func (t *tableParts) cell(n *node) *node {
	tag := atom.Td
	write := func() { t.b.visit(n, false) }
	from := &node{pos: n.pos}
	if n.is(atom.Td, atom.Th) {
		from = n
		write = func() { t.b.flow(n, false) }
		if n.tag == atom.Th {
			tag = atom.Th
		}
		t.spans = t.spans || n.has("colspan") || n.has("rowspan")
	}
	cell := t.b.withID(n, func() *node {
		return t.b.scope(tag, from, func() {
			t.b.noHeads = t.b.noHeads || tag == atom.Th
			write()
		})
	})
	if cell.get("scope") == "colgroup" {
		cell.set("scope", "col") // the output has no column groups
	}
	for c := cell.first; c != nil && !t.nested; c = c.next {
		t.nested = c.is(atom.Table, atom.H2, atom.H1, atom.H3)
	}
	return cell
}

// footLast puts the foot behind all other rows.
func (t *tableParts) footLast() {
	isFoot := func(r tableRow) bool { return r.group == atom.Tfoot }
	first := slices.IndexFunc(t.rows, isFoot)
	if first < 0 {
		return
	}
	var foot, rest []tableRow
	last := first // the last row of the foot that stands before other rows
	for i, r := range t.rows {
		switch {
		case isFoot(r):
			foot = append(foot, r)
		default:
			rest = append(rest, r)
			last = i
		}
	}
	if last > first {
		for _, r := range foot {
			if change := t.b.j.note(r.cells[0], whyFootLast, "move"); change != nil {
				for _, c := range r.cells {
					if change.Text != "" {
						change.Text += shownText(c)
					} else {
						change.lose(c) // where the first text stands
					}
				}
				change.Added, change.Images = change.Text, nil
			}
		}
	}
	t.rows = append(rest, foot...)
}

// fit makes the spans fit the table model, and takes out the rows that are empty
// where no span counts them.
func (t *tableParts) fit() {
	if t.spans {
		heads, feet := t.heads(), t.feet()
		fitSpans(t.rows[:heads], t.rows[heads:feet], t.rows[feet:])
	}
	filled, counted := false, false
	for _, r := range t.rows {
		filled = filled || !isEmptyRow(r)
		for _, c := range r.cells {
			counted = counted || c.has("colspan") || c.has("rowspan")
		}
	}
	if !filled || !counted {
		t.rows = slices.DeleteFunc(t.rows, isEmptyRow)
	}
	t.headers = slices.ContainsFunc(t.rows, hasHeader)
}

// heads counts the head rows a table begins with; those further down are rows
// like any other, for a table has one head, before its bodies.
func (t *tableParts) heads() int {
	n := 0
	for n < len(t.rows) && t.rows[n].group == atom.Thead {
		n++
	}
	return n
}

// feet is where the foot begins. A foot alone is a body.
func (t *tableParts) feet() int {
	n := len(t.rows)
	for n > 0 && t.rows[n-1].group == atom.Tfoot {
		n--
	}
	if n == 0 {
		return len(t.rows)
	}
	return n
}

func isEmptyRow(r tableRow) bool {
	for _, c := range r.cells {
		if c.first != nil {
			return false
		}
	}
	return true
}

// isLayout tells a table that lays out a page from one of data. It depends only
// on what the output keeps, so that cleaning twice decides the same, and on the
// author's own word for it.
func (t *tableParts) isLayout(n *node) bool {
	switch role := n.get("role"); {
	case role == "presentation" || role == "none":
		return true
	case t.headers || t.caption != nil:
		return len(t.rows) == 0
	case t.nested || len(t.rows) < 2:
		return true
	}
	if t.heads() > 0 {
		return false
	}
	if t.areCards() {
		return true
	}
	for _, r := range t.rows {
		filled := 0
		for _, c := range r.cells {
			if c.first != nil {
				filled++
			}
		}
		if filled > 1 {
			return false
		}
	}
	return true
}

// isRow tells whether table n in a heading has one row: its cells are parts of
// the heading.
func isRow(n *node) bool {
	rows, left := 0, conditionNodes
	for c := n.first; c != nil; {
		if left--; left < 0 || c.is(atom.Caption, atom.Th) { // of a table of data
			return false
		}
		if c.tag == atom.Tr {
			rows++
		}
		if c.is(atom.Table, atom.Td) {
			c = c.following(n)
		} else {
			c = c.nextIn(n)
		}
	}
	return rows == 1
}

// areCards tells whether every cell that is not empty holds a picture and blocks
// of text: they are cards in a grid, and no data.
func (t *tableParts) areCards() bool {
	cards := 0
	for _, r := range t.rows {
		for _, c := range r.cells {
			if c.first == nil {
				continue
			}
			if c.first == c.last || len(c.imageAddresses()) == 0 || !c.hasText() || !blockElements.has(c.first.tag) {
				return false
			}
			cards++
		}
	}
	return cards > 0
}

// dissolve writes the cells' contents as flow content.
func (t *tableParts) dissolve() {
	if t.caption != nil {
		t.rows = append([]tableRow{{cells: []*node{t.caption}}}, t.rows...)
	}
	for _, r := range t.rows {
		for _, c := range r.cells {
			t.b.spill(c)
		}
	}
}

func (t *tableParts) build(n *node) *node {
	table := newElement(atom.Table, n)
	if t.caption != nil {
		table.append(t.caption)
	}
	t.groups(table, n)
	return table
}

// groups writes the rows to the end of table.
func (t *tableParts) groups(table, n *node) {
	heads, feet := t.heads(), t.feet()
	for _, group := range []struct {
		tag  atom.Atom
		rows []tableRow
	}{{atom.Thead, t.rows[:heads]}, {atom.Tbody, t.rows[heads:feet]}, {atom.Tfoot, t.rows[feet:]}} {
		if len(group.rows) == 0 {
			continue
		}
		g := newElement(group.tag, n)
		table.append(g)
		for _, r := range group.rows {
			if t.b.j.stopped() {
				return
			}
			tr := newElement(atom.Tr, r.cells[0])
			g.append(tr)
			for _, c := range r.cells {
				tr.append(c)
			}
		}
	}
}

// maxColumns bounds the width of a table with spans; the HTML Standard bounds a
// single colspan by 1000.
const maxColumns = 256

func spanOf(n *node, key string) int {
	v, err := strconv.Atoi(strings.TrimSpace(n.get(key)))
	if err != nil || v < 1 {
		if key == "rowspan" && err == nil && v == 0 {
			return maxColumns // to the end of the group
		}
		return 1
	}
	return min(v, maxColumns)
}

// A tableCell is a cell at its place in its row group.
type tableCell struct {
	cell                 *node
	row, col, tall, wide int
}

// fitSpans makes the spans of a table fit the table model: no cell reaches
// beyond its row group or over another cell, and every row and column that a span
// counts is one in which a cell begins (HTML Standard, "forming a table").
func fitSpans(groups ...[]tableRow) {
	var places []tableCell
	begins := make([]bool, maxColumns) // in any group
	for _, rows := range groups {
		places = placeCells(places, rows, begins)
	}
	column := make([]int, maxColumns+1) // how many columns with a cell of their own stand before
	for i, b := range begins {
		column[i+1] = column[i]
		if b {
			column[i+1]++
		}
	}
	for _, p := range places {
		wide := 1
		if p.col < maxColumns {
			wide = column[p.col+p.wide] - column[p.col]
		}
		setSpan(p.cell, "colspan", wide)
		setSpan(p.cell, "rowspan", p.tall)
	}
}

// placeCells finds the places of a row group's cells, and marks the columns in
// which one begins.
func placeCells(places []tableCell, rows []tableRow, begins []bool) []tableCell {
	var busy [maxColumns]int // the first row in which the column is free
	for r := range rows {
		col := 0
		for _, c := range rows[r].cells {
			for col < maxColumns && busy[col] > r {
				col++
			}
			p := tableCell{cell: c, row: r, col: col, tall: min(spanOf(c, "rowspan"), len(rows)-r), wide: 1}
			if col < maxColumns {
				for p.wide < spanOf(c, "colspan") && col+p.wide < maxColumns && busy[col+p.wide] <= r {
					p.wide++
				}
				for k := range p.wide {
					busy[col+k] = r + p.tall
				}
				begins[col] = true
			} else {
				p.tall = 1
			}
			places = append(places, p)
			col += p.wide
		}
	}
	return places
}

func setSpan(n *node, key string, span int) {
	n.del(key)
	if span > 1 {
		n.set(key, strconv.Itoa(span))
	}
}
