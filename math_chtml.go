package htmlclean

import (
	"strconv"
	"strings"
)

var (
	whyBoxFormula    = reason("media", "box-formula", "MathJax made the formula of boxes; they name each MathML element and the code point of each character")
	whyBoxUnreadable = reason("media", "box-unreadable", "MathJax made the formula of boxes, and one of them shows what cannot be told from it: a formula with a hole is worse than none")
)

// boxFormula returns the formula that MathJax 3 laid out as boxes, nil where n is
// no such layout, where a part of it cannot be read, or where the formula itself
// stands beside it. Each box is named after the element it shows, and a class of
// each empty mjx-c has its character: "mjx-c1D465"
// (https://docs.mathjax.org/en/v3.2/output/html.html).
func (j *job) boxFormula(n *node) *node {
	if n.hasText() || n.parent.last.name() == "mjx-assistive-mml" {
		return nil
	}
	f := boxReader{drawnReader{job: j}}
	boxed := f.element("math", n)
	f.children(boxed, n, 0)
	if f.unreadable {
		j.note(n, whyBoxUnreadable, "drop")
		return nil
	}
	if n.get("display") == "true" || n.parent.get("display") == "true" {
		boxed.set("display", "block")
	}
	formula := j.math(boxed)
	if formula == nil {
		return nil
	}
	if c := j.note(n, whyBoxFormula, "replace"); c != nil {
		c.Added, c.Images = oneLine(formula.textContent()), n.imageAddresses()
	}
	return formula
}

type boxReader struct{ drawnReader }

// boxParts are the boxes that only place what they hold.
var boxParts = nameSet(`mjx-row mjx-box mjx-base mjx-script mjx-over mjx-under mjx-num mjx-den mjx-frac mjx-dbox mjx-dtable mjx-table mjx-itable
	mjx-sqrt mjx-root mjx-stretchy-v mjx-stretchy-h mjx-beg mjx-ext mjx-end mjx-mid mjx-block mjx-linestack`)

// boxGone are the boxes that show nothing but space or a line.
var boxGone = nameSet(`mjx-spacer mjx-nstrut mjx-dstrut mjx-tstrut mjx-strut mjx-line mjx-surd mjx-labels mjx-mark`)

// children puts the elements that the boxes in box show at the end of to.
func (f *boxReader) children(to, box *node, depth int) {
	if depth > maxMathDepth {
		f.unreadable = true
		return
	}
	for c := box.first; c != nil; c = c.next {
		name, isBox := strings.CutPrefix(c.name(), "mjx-")
		switch {
		case !isBox && c.isText():
		case boxGone[c.name()]:
		case boxParts[c.name()]:
			f.children(to, c, depth+1)
		case name == "math", name == "texatom":
			f.put(to, c, "mrow", depth)
		case name == "c" || !isBox || mathElements[name] == mathNone:
			f.unreadable = true // not a box that is known
		case mathElements[name] == mathToken:
			e := f.element(name, c)
			text := f.boxCharacters(c)
			if name == "mo" && text == "" {
				continue // an operator that is not shown
			}
			if bar := bars[to.name()]; bar != "" && name == "mo" && text == "–" {
				text = bar
			}
			e.append(newText(text, c))
			to.append(e)
		default:
			f.put(to, c, name, depth)
		}
	}
}

// put puts the element of that name, which box shows, at the end of to.
func (f *boxReader) put(to, box *node, name string, depth int) {
	e := f.element(name, box)
	f.children(e, box, depth+1)
	switch name {
	case "mfrac":
		if !holdsBox(box, "mjx-line") {
			e.set("linethickness", "0")
		}
	case "mroot": // the root's index stands first
		swapFirst(e)
	case "mover": // what is over it stands first
		if box.first != nil && box.first.name() == "mjx-over" {
			swapFirst(e)
		}
	case "munderover":
		f.underOver(e, box)
	case "msubsup":
		if e.first != nil && e.first.next != nil && e.first.next.next != nil {
			above := e.first.next
			above.remove()
			e.append(above)
		}
	}
	to.append(e)
}

// underOver orders the children of munderover: its boxes are what is over, and
// an munder of the base and what is under; beside the base they are scripts.
func (f *boxReader) underOver(e, box *node) {
	if box.first == nil || box.first.name() != "mjx-over" {
		if e.first != nil && e.first.next != nil && e.first.next.next != nil {
			above := e.first.next
			above.remove()
			e.append(above)
		}
		return
	}
	over := e.first
	if over == nil || over.next == nil || over.next.name() != "munder" || over.next.next != nil {
		f.unreadable = true
		return
	}
	over.remove()
	munder := e.first
	for munder.first != nil {
		c := munder.first
		c.remove()
		e.append(c)
	}
	munder.remove()
	e.append(over)
}

func swapFirst(e *node) {
	if a := e.first; a != nil && a.next != nil && a.next.next == nil {
		a.remove()
		e.append(a)
	}
}

// holdsBox tells whether a box with that name is among the parts of n.
func holdsBox(n *node, name string) bool {
	for c := n.first; c != nil; c = c.next {
		if c.name() == name || boxParts[c.name()] && holdsBox(c, name) {
			return true
		}
	}
	return false
}

// boxCharacters reads the characters of a token as [drawnReader.characters] does.
func (f *boxReader) boxCharacters(n *node) string {
	glyphs := f.element("g", n)
	for c := n.first; c != nil; c = c.nextIn(n) {
		if c.name() != "mjx-c" {
			continue
		}
		for class := range strings.FieldsSeq(c.get("class")) {
			code, ok := strings.CutPrefix(class, "mjx-c")
			if _, err := strconv.ParseUint(code, 16, 32); !ok || err != nil {
				continue
			}
			glyph := f.element("path", c)
			glyph.set("data-c", code)
			glyphs.append(glyph)
		}
	}
	return f.characters(glyphs)
}
