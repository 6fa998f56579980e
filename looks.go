package htmlclean

import (
	"strconv"
	"strings"

	"golang.org/x/net/html/atom"
)

// Word processors, pasted text and the editors of WeChat write emphasis as
// styles, and elements whose style takes their look away. What counts is what a
// reader sees.

var (
	whyStyled   = reason("structure", "styled", "a style says what an element is for: bold, italic, underlined, struck, raised, lowered or typewriter text")
	whyUnstyled = reason("structure", "unstyled", "a style takes away the look for which the element was chosen: nothing is emphasised")
	whyBaseLook = reason("structure", "base-look", "most of the article has this look: it is the article's type, and no emphasis")
)

// A look is a set of the properties that have an element of their own.
type look uint8

const (
	bold look = 1 << iota
	italic
	underlined
	struck
	raised
	lowered
	typed // in a typeface for code
	looks = iota
)

// lookTags are the elements for the looks, in the order they stand in each other.
var lookTags = [looks]atom.Atom{atom.Strong, atom.Em, atom.U, atom.S, atom.Sup, atom.Sub, atom.Code}

// blockLooks are the looks that a block gives to its text.
const blockLooks = bold | italic | underlined | struck

// lookOf returns the looks that a declaration turns on and off.
func lookOf(property, value string) (on, off look) {
	switch property {
	case "font-weight":
		return weight(value)
	case "font-style":
		return slope(value)
	case "font":
		return shorthand(value)
	case "font-family":
		if isTypewriter(value) {
			return typed, 0
		}
	case "text-decoration", "text-decoration-line":
		for word := range strings.FieldsSeq(value) {
			switch {
			case strings.EqualFold(word, "underline"):
				on |= underlined
			case strings.EqualFold(word, "line-through"):
				on |= struck
			case strings.EqualFold(word, "none"):
				off = underlined | struck
			}
		}
	case "vertical-align":
		switch {
		case strings.EqualFold(value, "super"):
			return raised, lowered
		case strings.EqualFold(value, "sub"):
			return lowered, raised
		}
	}
	return on, off
}

// boldWeight is the least weight that is bold (CSS Fonts 4, 2.2: bolder than the
// 400 and 500 of normal text is 600 and more).
const boldWeight = 600

func weight(value string) (on, off look) {
	switch {
	case strings.EqualFold(value, "bold"), strings.EqualFold(value, "bolder"):
		return bold, 0
	case strings.EqualFold(value, "normal"), strings.EqualFold(value, "lighter"):
		return 0, bold
	}
	if w, err := strconv.Atoi(value); err == nil && w > 0 && w <= 1000 {
		if w >= boldWeight {
			return bold, 0
		}
		return 0, bold
	}
	return 0, 0
}

func slope(value string) (on, off look) {
	switch {
	case strings.EqualFold(value, "italic"), hasPrefixFold(value, "oblique"):
		return italic, 0
	case strings.EqualFold(value, "normal"):
		return 0, italic
	}
	return 0, 0
}

// shorthand reads the font property: style and weight stand before the size, the
// families behind it.
func shorthand(value string) (on, off look) {
	for value != "" {
		word, rest, _ := strings.Cut(value, " ")
		if _, err := strconv.Atoi(word); err != nil && word != "" && word[0] >= '0' && word[0] <= '9' {
			if isTypewriter(rest) {
				on |= typed
			}
			return on, (bold | italic) &^ on
		}
		w, _ := weight(word)
		s, _ := slope(word)
		on |= w | s
		value = rest
	}
	return on, 0
}

// isTypewriter tells whether the first of a list of families is one for code.
func isTypewriter(families string) bool {
	first, _, _ := strings.Cut(families, ",")
	first = strings.ToLower(strings.Trim(first, asciiSpace+`"'`))
	switch first {
	case "monospace", "ui-monospace", "courier", "consolas", "menlo", "monaco", "inconsolata", "lucida console", "sfmono-regular":
		return true
	}
	return strings.HasSuffix(first, " mono") || strings.HasSuffix(first, " code") || strings.HasPrefix(first, "courier ") ||
		strings.HasPrefix(first, "source code ") || strings.HasSuffix(first, " mono medium") || strings.HasSuffix(first, " sans mono")
}

// marksOf returns the marks of the text in n, a phrasing element: what n is, and
// what its style makes of it.
func (b *builder) marksOf(n *node) *mark {
	tag := b.markFor(n)
	switch n.tag {
	case atom.Time, atom.Del, atom.Ins:
		tidyTime(n)
	case atom.Bdo:
		n.set("dir", direction(n))
	}
	if len(n.attr) == 0 || n.is(atom.Rt, atom.Rp) {
		return b.marks.within(n, tag)
	}
	outer := b.marks
	if u := outer.find(atom.U); tag == atom.A && u != nil && u.node.tag != atom.U {
		outer = outer.without(atom.U) // a link is underlined anyway
	}
	if spokenMarks.has(tag) && n.has("lang") {
		b.keepLanguage(n)
	}
	if tag == 0 && b.turns(n) {
		tag = atom.Bdi
	}
	own := n.ownStyle()
	on, off := own.on, own.off
	if tag != 0 && tag != atom.A && lookOfTag(tag)&blockLooks == 0 {
		on = 0 // drawn as the site likes: it has a meaning of its own
	}
	if off != 0 && lookOfTag(tag)&off != 0 || tag == atom.Mark && isTransparent(n) {
		if c := b.j.note(n, whyUnstyled, "unwrap"); c != nil {
			c.Before = n.name()
		}
		tag = 0
	}
	if tag == atom.Ruby {
		return b.styled(outer, n, on, off).within(n, tag)
	}
	return b.styled(outer.within(n, tag), n, on&^lookOfTag(tag), off)
}

// turns tells whether n, a phrasing element without meaning, gives its text
// another direction than what is around it. A browser then isolates it, as a bdi
// (HTML Standard, 15.3.6).
func (b *builder) turns(n *node) bool {
	if !n.has("dir") {
		return false
	}
	left := b.runsLeft()
	if outer := b.marks.find(atom.Bdi); outer != nil {
		left = outer.node.get("dir") == "rtl"
	}
	dir := direction(n)
	if dir != "rtl" && dir != "ltr" || (dir == "rtl") == left {
		return false
	}
	n.set("dir", dir)
	return true
}

// isTransparent tells whether a mark is drawn without a background: WordPress
// writes a colour of text so.
func isTransparent(n *node) bool {
	for name, value := range declarations(n.get("style")) {
		if name == "background-color" || name == "background" {
			switch strings.ReplaceAll(strings.ToLower(value), " ", "") {
			case "rgba(0,0,0,0)", "transparent", "none":
				return true
			}
		}
	}
	return false
}

// blockMarks returns the marks of the text in n, a block without a look of its own.
func (b *builder) blockMarks(n *node) *mark {
	if len(n.attr) == 0 {
		return b.marks
	}
	own := n.ownStyle()
	on, off := own.on, own.off
	if blockElements.has(n.tag) {
		on &= blockLooks
	}
	return b.styled(b.marks, n, on, off)
}

// lookOfTag is the look that a browser gives the element.
func lookOfTag(tag atom.Atom) look {
	for i, t := range lookTags {
		if t == tag {
			return 1 << i
		}
	}
	return 0
}

// styled returns m with the marks that the looks on have, and without those that
// off takes away. What is bold or underlined anyway, such as a heading or a link,
// is not emphasised by it, and the colours of code mean nothing.
func (b *builder) styled(m *mark, n *node, on, off look) *mark {
	if off&bold != 0 {
		m = m.without(atom.Strong)
	}
	if off&italic != 0 {
		m = m.without(atom.Em)
	}
	switch {
	case on == 0 || m.find(atom.Code) != nil || m.find(atom.Kbd) != nil || m.find(atom.Samp) != nil:
		return m
	case b.inline || b.noHeads:
		on &^= bold | underlined
	}
	if m.find(atom.A) != nil {
		on &^= underlined
	}
	if m.find(atom.Sup) != nil || m.find(atom.Sub) != nil {
		on &^= raised | lowered
	}
	if on &^= b.baseLook(on); on == 0 {
		return m
	}
	made := m
	for i, tag := range lookTags {
		if on&(1<<i) != 0 {
			made = made.within(n, tag)
		}
	}
	if made != m {
		if c := b.j.note(n, whyStyled, "mark"); c != nil {
			c.Before, c.After = n.name(), on.String()
		}
	}
	return made
}

func (l look) String() string {
	var names []string
	for i, tag := range lookTags {
		if l&(1<<i) != 0 {
			names = append(names, tag.String())
		}
	}
	return strings.Join(names, " ")
}

// shortArticle is how many bytes of text an article can have of which all is
// emphasised: a note, a title. A longer one has a look of its own.
const shortArticle = 500

// baseLook tells which of the looks most of the article has. The article is
// counted when the first look is found, once.
func (b *builder) baseLook(on look) look {
	if !b.counted {
		b.counted = true
		var c lookCount
		c.count(b.j, b.article, 0)
		for i, size := range c.styled {
			if size > shortArticle && 2*size > c.total {
				b.base |= 1 << i
			}
		}
		if b.base != 0 {
			if c := b.j.note(b.article, whyBaseLook, "unwrap"); c != nil {
				c.Before = b.base.String()
			}
		}
	}
	return on & b.base
}

// A lookCount is how much text has which look by a style.
type lookCount struct {
	styled [looks]int
	total  int
}

func (c *lookCount) count(j *job, n *node, active look) {
	for m := n.first; m != nil && !j.stopped(); m = m.next {
		if m.isText() {
			if isBlank(m.text()) {
				continue
			}
			c.total += len(m.text())
			for i := range c.styled {
				if active&(1<<i) != 0 {
					c.styled[i] += len(m.text())
				}
			}
			continue
		}
		if m.is(atom.Pre, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6) {
			continue
		}
		on, off := look(0), look(0)
		if len(m.attr) > 0 {
			own := m.ownStyle()
			on, off = own.on, own.off
		}
		if blockElements.has(m.tag) {
			on &= blockLooks
		}
		c.count(j, m, active&^off|on)
	}
}
