package htmlclean

import (
	"strings"

	"golang.org/x/net/html/atom"
)

var (
	whyHeadCells = reason("structure", "head-cells", "the cells of a thead are headers, whatever the editor made them")
	whyBoldHead  = reason("structure", "bold-head", "a guess: the first row is all in bold and no other row is, so that it heads the columns")
	whyFilledRow = reason("structure", "filled-head", "a guess: the first row alone has a background, or a class that says so, and heads the columns")
	whySplit     = reason("structure", "split-table", "a table that is only a head, and one that is only a body of as many columns, are one table that scrolls under its head")
)

// findHeads makes header cells of the head's cells, or of the first row's where
// nothing in the table says which cells are headers and that row is clearly one.
func (t *tableParts) findHeads() {
	if heads := t.heads(); heads > 0 {
		for _, r := range t.rows[:heads] {
			if hasHeader(r) {
				return
			}
		}
		for _, r := range t.rows[:heads] {
			t.makeHead(r, whyHeadCells)
		}
		return
	}
	if t.headers || len(t.rows) == 0 {
		return
	}
	head := 0
	if isTitleRow(t.rows[0]) {
		head = 1
	}
	rows := t.rows[head:]
	if len(rows) < 2 || !isHeadShaped(rows[0]) {
		return
	}
	why := whyBoldHead
	if !boldHead(rows) {
		if why = whyFilledRow; !filledHead(rows) {
			return
		}
	}
	if head == 1 {
		t.makeHead(t.rows[0], why)
		t.rows[0].group = atom.Thead
	}
	t.makeHead(rows[0], why)
	rows[0].group = atom.Thead
}

// isTitleRow tells whether a row is one line of text over all columns.
func isTitleRow(r tableRow) bool {
	if len(r.cells) != 1 {
		return false
	}
	c := r.cells[0]
	return c.has("colspan") && !c.has("rowspan") && isShortLine(c)
}

func hasHeader(r tableRow) bool {
	for _, c := range r.cells {
		if c.tag == atom.Th {
			return true
		}
	}
	return false
}

// maxHeadText bounds the text of a cell that is guessed to be a header, in bytes.
const maxHeadText = 120

// isHeadShaped tells whether a row can head columns: it has a short line of text
// for each of two or more, but perhaps for the first, and reaches into no other row.
func isHeadShaped(r tableRow) bool {
	filled := 0
	for i, c := range r.cells {
		switch {
		case c.has("rowspan"):
			return false
		case c.first == nil:
			if i > 0 {
				return false
			}
			continue
		}
		if !isShortLine(c) {
			return false
		}
		filled++
	}
	return filled > 1
}

// isShortLine tells whether a cell holds a short line of text and no blocks.
func isShortLine(c *node) bool {
	for m := c.first; m != nil; m = m.next {
		if blockElements.has(m.tag) {
			return false
		}
	}
	return len(c.textContent()) <= maxHeadText && c.hasText()
}

// boldHead tells whether the first row is all in bold and no row below is, apart
// from those with a single cell filled, which head a part of the table.
func boldHead(rows []tableRow) bool {
	for i, r := range rows {
		if all, filled := boldCells(r); all != (i == 0) && filled > 1 {
			return false
		}
	}
	return true
}

// boldCells tells whether all text of a row is in bold, and how many cells have any.
func boldCells(r tableRow) (all bool, filled int) {
	all = true
	for _, c := range r.cells {
		if c.first == nil {
			continue
		}
		filled++
		all = all && c.first == c.last && c.first.tag == atom.Strong
	}
	return all && filled > 0, filled
}

// filledHead tells whether the first row has a class that names it a head, or is
// the only one of three or more with its background: rows that take turns have
// the first one's again.
func filledHead(rows []tableRow) bool {
	first := rows[0]
	if first.from == nil {
		return false
	}
	for c := range strings.FieldsSeq(first.from.get("class")) {
		if headClasses[strings.ToLower(c)] {
			return true
		}
	}
	colour := rowColour(first)
	if colour == "" || len(rows) < 3 {
		return false
	}
	for _, r := range rows[1:] {
		if r.from == nil || rowColour(r) == colour {
			return false
		}
	}
	return true
}

// headClasses are the classes by which editors and converters name a head row.
var headClasses = nameSet(`head header thead th table-header table-head table_head tr-head table-heading tableizer-firstrow`)

// rowColour is the background of a row, "" where its cells have none or several.
func rowColour(r tableRow) string {
	row := colourOf(r.from)
	colour, some := "", false
	for c := r.from.first; c != nil; c = c.next {
		if !c.is(atom.Td, atom.Th) {
			continue
		}
		own := colourOf(c)
		if own == "" {
			own = row
		}
		if some && own != colour {
			return ""
		}
		colour, some = own, true
	}
	return colour
}

// colourOf is the background that a cell or a row has of its own.
func colourOf(n *node) string {
	colour := n.get("bgcolor")
	for declaration := range strings.SplitSeq(n.get("style"), ";") {
		property, value, _ := strings.Cut(declaration, ":")
		switch strings.ToLower(strings.TrimSpace(property)) {
		case "background", "background-color":
			colour = value
		}
	}
	colour = strings.ToLower(strings.ReplaceAll(colour, " ", ""))
	switch colour {
	case "transparent", "none", "inherit", "initial", "unset", "white", "#fff", "#ffffff", "rgb(255,255,255)", "windowtext", "auto":
		return ""
	}
	return colour
}

// makeHead makes header cells of a row's cells. Bold that is all of a cell is
// what a header has by itself.
func (t *tableParts) makeHead(r tableRow, why *Reason) {
	from := r.from
	if from == nil {
		from = r.cells[0]
	}
	if c := t.b.j.note(from, why, "header"); c != nil {
		c.Before, c.After = "td", "th"
	}
	for _, c := range r.cells {
		if c.first == nil || !fitsHeader(c) {
			continue
		}
		c.rename(atom.Th)
		c.set("scope", "col")
		if bold := c.first; bold == c.last && bold.tag == atom.Strong {
			bold.unwrap()
		}
	}
}

// fitsHeader tells whether a header cell may hold what a cell holds: no headings
// and no sections of a page.
func fitsHeader(cell *node) bool {
	for c := cell.first; c != nil; c = c.nextIn(cell) {
		if c.is(atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Aside, atom.Footer, atom.Header, atom.Section, atom.Article, atom.Nav) {
			return false
		}
	}
	return true
}

// continues tells whether the table is the body of the one before it, which is
// only a head.
func (t *tableParts) continues(before *node) bool {
	if !isHeadAlone(before) || t.headers || t.caption != nil || t.heads() > 0 {
		return false
	}
	wide := 0
	for _, c := range t.rows[0].cells {
		wide += spanOf(c, "colspan")
	}
	return wide == columnsOf(before)
}

// isHeadAlone tells whether a block of the output is a table that is only a head.
func isHeadAlone(n *node) bool {
	return n != nil && n.tag == atom.Table && n.first == n.last && n.first.tag == atom.Thead
}

// columnsOf is how wide the first row of a table of the output is, without caption.
func columnsOf(table *node) (wide int) {
	for c := table.first.first.first; c != nil; c = c.next {
		wide += spanOf(c, "colspan")
	}
	return wide
}

// hasHeaderCell tells whether a cell of a table of the output is a header.
func hasHeaderCell(table *node) bool {
	for c := table.first; c != nil; {
		if c.tag == atom.Th {
			return true
		}
		if c.is(atom.Td, atom.Caption) {
			c = c.following(table)
		} else {
			c = c.nextIn(table)
		}
	}
	return false
}
