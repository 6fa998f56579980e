package htmlclean

import (
	"strconv"
	"strings"
)

var (
	whyAnnotation = reason("media", "math-annotation", "browsers show only the first child of semantics: an annotation is source for programs")
	whyMathPart   = reason("media", "math-part", "the element is not in MathML Core, or nothing in a formula shows it")
	whyFences     = reason("media", "math-fences", "mfenced is not in MathML Core: its brackets become operators")
)

// A mathShape says what an element of MathML Core may hold.
type mathShape uint8

const (
	mathNone     mathShape = iota // not in MathML Core: its children take its place
	mathToken                     // text only
	mathRow                       // any number of children
	mathEmpty                     // nothing
	mathPair                      // exactly two children
	mathTriple                    // exactly three children
	mathScripts                   // a base, then pairs of scripts
	mathTable                     // rows
	mathTableRow                  // cells
	mathFirst                     // the first child takes its place
	mathFenced                    // brackets and separators are attributes
	mathGone                      // never shown
)

// mathElements is MathML Core, and the elements of older MathML that have an
// equivalent in it.
var mathElements = map[string]mathShape{
	"mi": mathToken, "mn": mathToken, "mo": mathToken, "ms": mathToken, "mtext": mathToken,
	"mspace": mathEmpty,
	"mrow":   mathRow, "msqrt": mathRow, "mstyle": mathRow, "merror": mathRow, "mpadded": mathRow, "mphantom": mathRow,
	"mfrac": mathPair, "mroot": mathPair, "msub": mathPair, "msup": mathPair, "munder": mathPair, "mover": mathPair,
	"msubsup": mathTriple, "munderover": mathTriple,
	"mmultiscripts": mathScripts,
	"mtable":        mathTable, "mtr": mathTableRow, "mlabeledtr": mathTableRow, "mtd": mathRow,
	"semantics": mathFirst, "maction": mathFirst, "mfenced": mathFenced,
	"annotation": mathGone, "annotation-xml": mathGone, "script": mathGone, "style": mathGone,
}

// maxMathDepth bounds the nesting of a formula: no formula that is read has a
// tenth of it.
const maxMathDepth = 100

// math returns a copy of the formula n that holds only MathML Core, each element
// with as many children as it needs and text only where MathML shows it. An
// element with a wrong number of children becomes an mrow, as which MathML Core
// lays it out. It is nil where nothing of a formula is left: n's text, if any,
// is all there is then.
func (j *job) math(n *node) *node {
	m, reported := mathCopy{job: j}, len(j.changes)
	out := m.element("math", n)
	if d := strings.ToLower(n.get("display")); d == "block" || d == "inline" {
		out.set("display", d)
	}
	m.children(out, n, 0)
	useless := m.tooDeep || !out.hasText()
	if useless || m.fences {
		j.changes = j.changes[:reported]
	}
	if useless {
		return nil
	}
	if m.fences {
		if c := j.note(n, whyFences, "replace"); c != nil {
			c.lose(n)
			c.Added = oneLine(out.textContent())
		}
	}
	return out
}

type mathCopy struct {
	*job
	tooDeep bool
	fences  bool // brackets were added: the report has the formula before and after, not its parts
}

func (m *mathCopy) element(name string, from *node) *node {
	return &node{kind: foreign, data: name, pos: from.pos, source: from.source}
}

// children copies the children of from to the end of to.
func (m *mathCopy) children(to, from *node, depth int) {
	for c := from.first; c != nil; c = c.next {
		m.copy(to, c, depth+1)
	}
}

// copy puts what is to stay of n at the end of to.
func (m *mathCopy) copy(to, n *node, depth int) {
	if depth > maxMathDepth {
		m.tooDeep = true
		return
	}
	if n.isText() {
		if !isBlank(n.text()) {
			t := m.element("mtext", n)
			t.source = 0
			t.append(newText(oneLine(n.text()), n))
			to.append(t)
		}
		return
	}
	shape := mathElements[n.name()]
	if shape == mathTableRow && to.name() != "mtable" || n.name() == "mtd" && to.name() != "mtr" {
		shape = mathNone // a row or a cell outside its table
	}
	e := m.element(n.name(), n)
	switch shape {
	case mathGone:
		m.gone(n)
		return
	case mathNone:
		m.picture(n)
		m.children(to, n, depth)
		return
	case mathFirst:
		m.first(to, n, depth)
		return
	case mathFenced:
		e.data = "mrow"
		m.fenced(e, n, depth)
	case mathToken:
		m.token(e, n)
	case mathEmpty:
		m.part(n)
	case mathPair, mathTriple:
		m.slots(e, n, depth, shape)
	case mathScripts:
		m.scripts(e, n, depth)
	case mathTable:
		m.fillWith(e, n, "mtr", depth)
	case mathTableRow:
		e.data = "mtr"
		m.fillWith(e, n, "mtd", depth)
	case mathRow:
		m.children(e, n, depth)
	}
	m.attributes(e, n)
	to.append(e)
}

// one puts a child at the end of to as one element, however many it became.
// White space and what is never shown are no child.
func (m *mathCopy) one(to, n *node, depth int) bool {
	if n.isText() && isBlank(n.text()) || mathElements[n.name()] == mathGone {
		m.copy(to, n, depth+1)
		return false
	}
	row := m.element("mrow", n)
	m.copy(row, n, depth+1)
	if only := row.first; only != nil && only == row.last {
		only.remove()
		row = only
	}
	to.append(row)
	return true
}

// slots copies children whose number is fixed: any other number makes an mrow.
func (m *mathCopy) slots(e, n *node, depth int, shape mathShape) {
	want, got := 2, 0
	if shape == mathTriple {
		want = 3
	}
	for c := n.first; c != nil; c = c.next {
		if m.one(e, c, depth) {
			got++
		}
	}
	if got != want {
		e.data = "mrow"
	}
}

// token gives e the text of n, in one line as MathML shows it.
func (m *mathCopy) token(e, n *node) {
	for c := n.first; c != nil; c = c.nextIn(n) {
		m.picture(c)
	}
	if text := shownText(n); text != "" {
		e.append(newText(text, n))
	}
}

// picture reports a picture, which a formula cannot show.
func (m *mathCopy) picture(n *node) {
	if n.get("src") == "" {
		return
	}
	if c := m.note(n, whyMathPart, "drop"); c != nil {
		c.Images = []string{n.get("src")}
	}
}

// first copies the child that is shown of those of semantics or maction.
func (m *mathCopy) first(to, n *node, depth int) {
	shown := false
	for c := n.first; c != nil; c = c.next {
		if !shown && mathElements[c.name()] != mathGone && (!c.isText() || !isBlank(c.text())) {
			m.copy(to, c, depth+1)
			shown = true
		} else {
			m.gone(c)
		}
	}
}

// gone reports the text of what is never shown.
func (m *mathCopy) gone(n *node) {
	if !n.hasText() {
		return
	}
	if c := m.note(n, whyAnnotation, "drop"); c != nil {
		c.lose(n)
	}
}

// part reports what an element holds that MathML leaves empty.
func (m *mathCopy) part(n *node) {
	if n.first == nil {
		return
	}
	if c := m.note(n, whyMathPart, "drop"); c != nil {
		c.lose(n)
	}
}

// scripts copies mmultiscripts: a base, pairs, and pairs behind mprescripts.
// Where they are no pairs the element becomes an mrow.
func (m *mathCopy) scripts(e, n *node, depth int) {
	count, split := 0, -1
	for c := n.first; c != nil; c = c.next {
		switch {
		case c.name() == "mprescripts" && split < 0:
			split = count
			m.part(c)
			e.append(m.element("mprescripts", c))
		case c.name() == "none":
			count++
			m.part(c)
			e.append(m.element("mrow", c))
		case m.one(e, c, depth):
			count++
		}
	}
	behind := 0
	if split >= 0 {
		behind, count = count-split, split
	}
	if count%2 == 1 && behind%2 == 0 {
		return
	}
	e.data = "mrow"
	for c := e.first; c != nil; {
		next := c.next
		if c.name() == "mprescripts" {
			c.remove()
		}
		c = next
	}
}

// fillWith copies n's children into e, each in an element of that name.
func (m *mathCopy) fillWith(e, n *node, name string, depth int) {
	for c := n.first; c != nil; c = c.next {
		if c.name() == name || name == "mtr" && c.name() == "mlabeledtr" {
			m.copy(e, c, depth+1)
			continue
		}
		box := m.element(name, c)
		inner := box
		if name == "mtr" {
			inner = m.element("mtd", c)
			box.append(inner)
		}
		m.copy(inner, c, depth+1)
		if inner.first != nil {
			e.append(box)
		}
	}
}

// fenced fills row with what mfenced holds and the brackets and separators it stands for.
func (m *mathCopy) fenced(row, n *node, depth int) {
	m.fences = true
	operator := func(text string) {
		if text = oneLine(text); text != "" {
			o := m.element("mo", n)
			o.append(newText(text, n))
			row.append(o)
		}
	}
	attribute := func(key, byDefault string) string {
		if n.has(key) {
			return n.get(key)
		}
		return byDefault
	}
	separators := []rune(strings.Join(strings.Fields(attribute("separators", ",")), ""))
	operator(attribute("open", "("))
	i := 0
	for c := n.first; c != nil; c = c.next {
		if c.isText() && isBlank(c.text()) {
			continue
		}
		if i > 0 && len(separators) > 0 {
			operator(string(separators[min(i, len(separators))-1]))
		}
		m.copy(row, c, depth+1)
		i++
	}
	operator(attribute("close", ")"))
}

// attributes keeps what changes the meaning of a formula: an upright identifier,
// the span of a cell, the missing line of a binomial.
func (m *mathCopy) attributes(e, n *node) {
	switch e.name() {
	case "mi":
		if n.get("mathvariant") == "normal" {
			e.set("mathvariant", "normal")
		}
	case "mtd":
		for _, key := range []string{"columnspan", "rowspan"} {
			if span, err := strconv.Atoi(n.get(key)); err == nil && span > 1 && span <= 1000 {
				e.attr = append(e.attr, attribute{key, strconv.Itoa(span)})
			}
		}
	case "mfrac":
		if v := n.get("linethickness"); v == "0" || v == "0pt" || v == "0px" || v == "0em" {
			e.set("linethickness", "0")
		}
	}
}

// oneLine collapses white space as HTML and MathML do: no-break spaces stay.
func oneLine(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool {
		return r == ' ' || r == '\t' || r == '\n' || r == '\r' || r == '\f'
	}), " ")
}
