package htmlclean

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

var whyDrawnFormula = reason("media", "drawn-formula", "MathJax drew the formula; the drawing names each MathML element and each character")

// drawnFormula returns the formula that MathJax 3 drew in svg, nil where svg is
// no such drawing, where a part of it cannot be read, or where the formula
// itself stands beside it. Each group of the drawing names the element it draws
// in data-mml-node, each glyph its character in data-c
// (https://docs.mathjax.org/en/v3.2/output/svg.html).
func (j *job) drawnFormula(svg *node) *node {
	group := drawnMath(svg)
	if group == nil || svg.parent != nil && svg.parent.last.name() == "mjx-assistive-mml" {
		return nil
	}
	f := drawnReader{job: j}
	drawn := f.element("math", svg)
	f.children(drawn, group, 0)
	if f.unreadable {
		return nil
	}
	if box := svg.parent; box != nil && box.name() == "mjx-container" && box.get("display") == "true" {
		drawn.set("display", "block")
	}
	formula := j.math(drawn)
	if formula == nil {
		return nil
	}
	if c := j.note(svg, whyDrawnFormula, "replace"); c != nil {
		c.Text, c.Added = shownText(svg), oneLine(formula.textContent())
	}
	return formula
}

// drawnMath finds the group that draws the whole formula.
func drawnMath(svg *node) *node {
	for outer := svg.first; outer != nil; outer = outer.next {
		if outer.name() != "g" {
			continue
		}
		for g := outer.first; g != nil; g = g.next {
			if g.get("data-mml-node") == "math" {
				return g
			}
		}
	}
	return nil
}

type drawnReader struct {
	*job
	unreadable bool
}

func (f *drawnReader) element(name string, from *node) *node {
	return &node{kind: foreign, data: name, pos: from.pos, source: from.source}
}

// children puts what the groups in g draw at the end of to.
func (f *drawnReader) children(to, g *node, depth int) {
	if depth > maxMathDepth {
		f.unreadable = true
		return
	}
	line := false
	for c := g.first; c != nil; c = c.next {
		switch c.name() {
		case "g", "svg":
			f.group(to, c, depth+1)
		case "rect", "line":
			line = true
		}
	}
	switch to.name() {
	case "mfrac":
		if !line {
			to.set("linethickness", "0")
		}
	case "msubsup", "munderover":
		lowerFirst(to)
	}
}

func (f *drawnReader) group(to, g *node, depth int) {
	name := strings.ToLower(g.get("data-mml-node"))
	switch name {
	case "":
		if shape := mathElements[to.name()]; shape != mathPair && shape != mathTriple {
			f.children(to, g, depth)
			return
		}
		name = "mrow"
	case "math", "texatom":
		name = "mrow"
	}
	e := f.element(name, g)
	e.set("transform", g.get("transform"))
	if mathElements[name] == mathToken {
		text := f.characters(g)
		if name == "mo" && (text == "" || text == "√" && (to.name() == "msqrt" || to.name() == "mroot")) {
			return // an operator that is not shown, or the root's sign, which the root is
		}
		if bar := bars[to.name()]; bar != "" && name == "mo" && text == "–" {
			text = bar
		}
		e.append(newText(text, g))
	} else {
		f.children(e, g, depth)
	}
	to.append(e)
}

// characters reads the glyphs of a token. What is tall or wide is drawn in pieces.
func (f *drawnReader) characters(g *node) string {
	var b strings.Builder
	for c, next := g.first, (*node)(nil); c != nil; c = next {
		if c.name() == "text" {
			next = c.following(g)
			b.WriteString(shownText(c))
			continue
		}
		next = c.nextIn(g)
		if !c.has("data-c") {
			continue
		}
		code, err := strconv.ParseUint(c.get("data-c"), 16, 32)
		r := rune(code)
		if whole, ok := bracketPieces[r]; ok {
			if whole == 0 {
				continue // lengthens more than one bracket
			}
			return string(whole)
		}
		if unicode.Is(unicode.Cf, r) {
			continue // "apply function" and its like
		}
		if unicode.Is(arrows, r) && b.Len() == 0 {
			return string(r) // dashes behind it lengthen it
		}
		if err != nil || !utf8.ValidRune(r) || !unicode.IsGraphic(r) {
			f.unreadable = true
			return ""
		}
		b.WriteString(plainItalic(r))
	}
	return b.String()
}

// bracketPieces maps the pieces of tall brackets, of roots and of the braces over
// and under a term to what they make up. Those of the braces are private to
// MathJax's fonts; the first one tells them apart.
var bracketPieces = map[rune]rune{
	'⎛': '(', '⎜': '(', '⎝': '(', '⎞': ')', '⎟': ')', '⎠': ')',
	'⎡': '[', '⎢': '[', '⎣': '[', '⎤': ']', '⎥': ']', '⎦': ']',
	'⎧': '{', '⎨': '{', '⎩': '{', '⎫': '}', '⎬': '}', '⎭': '}',
	'⎪': 0, '⎷': '√', '\ue150': '⏞', '\ue152': '⏟',
}

// bars maps the element whose script a drawn dash is to the bar that it is.
var bars = map[string]string{"mover": "¯", "munder": "_"}

var arrows = &unicode.RangeTable{R16: []unicode.Range16{{Lo: 0x2190, Hi: 0x21ff, Stride: 1}}}

// plainItalic is the letter of which r is the slanted form that MathML gives an
// identifier by itself.
func plainItalic(r rune) string {
	if r >= 0x1d434 && r <= 0x1d467 || r >= 0x1d6e2 && r <= 0x1d71b || r == 'ℎ' {
		return norm.NFKC.String(string(r))
	}
	return string(r)
}

// lowerFirst puts the lower script of e before the upper one, as MathML has
// them: a drawing may have them in any order, each with its place.
func lowerFirst(e *node) {
	if e.first == nil || e.first.next == nil {
		return
	}
	a := e.first.next
	b := a.next
	if b != nil && b.next == nil && height(a) > height(b) {
		b.remove()
		e.insertBefore(b, a)
	}
}

// height is how far up a group is moved: "translate(x,y)".
func height(e *node) float64 {
	_, place, _ := strings.Cut(e.get("transform"), "translate(")
	place, _, _ = strings.Cut(place, ")")
	fields := strings.FieldsFunc(place, func(r rune) bool { return r == ',' || r == ' ' })
	if len(fields) < 2 {
		return 0
	}
	y, err := strconv.ParseFloat(fields[1], 64)
	if err != nil {
		return 0
	}
	return y
}
