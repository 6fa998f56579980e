package htmlclean

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/net/html/atom"
)

// A selector is one CSS selector of a list.
type selector struct {
	source    string
	compounds []compound // outermost first
	specific  specificity
}

// A specificity is how many ids, classes with attributes, and names a selector
// asks for (Selectors 4, section 17).
type specificity [3]int

func (s *specificity) add(o specificity) {
	for i := range s {
		s[i] += o[i]
	}
}

// A compound is what one element must be. Ids and classes are tests of
// attributes: #a is [id="a"], .a is [class~="a"].
type compound struct {
	joint byte // how it stands to the compound before it: ' ', '>' or '+'
	name  string
	tag   atom.Atom // that the name stands for
	tests []attributeTest
	not   []selector

	specific specificity
}

// An attributeTest is what one attribute must be.
type attributeTest struct {
	key   string
	op    operator
	value string
	fold  bool // case of the value does not matter
}

// An operator says how a value is held against that of a test.
type operator uint8

const (
	isThere operator = iota // any value will do
	isSame
	hasAsWord
	hasAsLanguage
	hasAtBegin
	hasAtEnd
	hasWithin
)

var operators = [...]string{"", "=", "~=", "|=", "^=", "$=", "*="}

func (o operator) String() string { return operators[o] }

func (s *selector) last() *compound { return &s.compounds[len(s.compounds)-1] }

// parseSelectors reads a selector list. It refuses what would make the pass more
// than linear: a selector that looks at all siblings or into the element.
func parseSelectors(s string) ([]selector, error) {
	p := selectorParser{s: s}
	list, err := p.list(0)
	if err == nil && p.i < len(s) {
		err = fmt.Errorf("%q is not expected", s[p.i:])
	}
	return list, err
}

type selectorParser struct {
	s string
	i int
}

// peek returns the next byte, 0 at the end.
func (p *selectorParser) peek() byte {
	if p.i == len(p.s) {
		return 0
	}
	return p.s[p.i]
}

func (p *selectorParser) skipSpace() {
	for p.i < len(p.s) && strings.IndexByte(" \t\n\r\f", p.s[p.i]) >= 0 {
		p.i++
	}
}

func (p *selectorParser) take(c byte) bool {
	if p.peek() != c {
		return false
	}
	p.i++
	return true
}

func (p *selectorParser) list(depth int) (list []selector, err error) {
	for {
		p.skipSpace()
		from := p.i
		sel, err := p.selector(depth)
		if err != nil {
			return nil, err
		}
		sel.source = strings.TrimSpace(p.s[from:p.i])
		list = append(list, sel)
		if !p.take(',') {
			return list, nil
		}
	}
}

func (p *selectorParser) selector(depth int) (sel selector, err error) {
	joint := byte(0)
	for {
		c, err := p.compound(depth)
		if err != nil {
			return sel, err
		}
		c.joint = joint
		sel.compounds = append(sel.compounds, c)
		sel.specific.add(c.specific)
		spaced := p.i
		p.skipSpace()
		switch p.peek() {
		case 0, ',', ')':
			return sel, nil
		case '>', '+':
			joint = p.peek()
			p.i++
			p.skipSpace()
		case '~':
			return sel, errors.New("the combinator ~ is not supported: it looks at all siblings")
		default:
			if spaced == p.i {
				return sel, fmt.Errorf("%q is not expected", p.s[p.i:])
			}
			joint = ' '
		}
	}
}

func (p *selectorParser) compound(depth int) (c compound, err error) {
	from := p.i
	switch {
	case p.take('*'):
	case p.atName():
		if c.name, err = p.name(); err != nil {
			return c, err
		}
		c.name = strings.ToLower(c.name)
		c.tag = atom.Lookup([]byte(c.name))
		c.specific[2]++
	}
	for err == nil {
		var t attributeTest
		switch p.peek() {
		case '#':
			p.i++
			t.key, t.op = "id", isSame
			t.value, err = p.name()
			c.specific[0]++
		case '.':
			p.i++
			t.key, t.op = "class", hasAsWord
			t.value, err = p.name()
			c.specific[1]++
		case '[':
			p.i++
			t, err = p.test()
			c.specific[1]++
		case ':':
			if depth > 0 || !strings.HasPrefix(p.s[p.i:], ":not(") {
				return c, fmt.Errorf("the pseudo-class in %q is not supported, only :not()", p.s[p.i:])
			}
			p.i += len(":not(")
			not, err := p.list(depth + 1)
			if err == nil && !p.take(')') {
				err = errors.New(":not( has no end")
			}
			if err != nil {
				return c, err
			}
			c.not = append(c.not, not...)
			c.specific.add(slices.MaxFunc(not, func(a, b selector) int { return slices.Compare(a.specific[:], b.specific[:]) }).specific)
			continue
		default:
			if p.i == from {
				err = errors.New("an element, class, id or attribute is missing")
			}
			return c, err
		}
		c.tests = append(c.tests, t)
	}
	return c, err
}

// test reads an attribute's test from behind its bracket on.
func (p *selectorParser) test() (t attributeTest, err error) {
	p.skipSpace()
	if t.key, err = p.name(); err != nil {
		return t, err
	}
	t.key = strings.ToLower(t.key)
	p.skipSpace()
	if p.take(']') {
		return t, nil
	}
	from := p.i
	if strings.IndexByte("~|^$*", p.peek()) >= 0 {
		p.i++
	}
	if !p.take('=') {
		return t, fmt.Errorf("%q is not a test of an attribute: =, ~=, |=, ^=, $= or *=", p.s[from:])
	}
	t.op = operator(slices.Index(operators[:], p.s[from:p.i]))
	p.skipSpace()
	if quote := p.peek(); quote == '"' || quote == '\'' {
		p.i++
		t.value, err = p.quoted(quote)
	} else {
		t.value, err = p.name()
	}
	p.skipSpace()
	if p.peek() == 'i' || p.peek() == 'I' {
		p.i++
		t.fold, t.value = true, strings.ToLower(t.value)
		p.skipSpace()
	}
	if err == nil && !p.take(']') {
		err = errors.New("[ has no end")
	}
	return t, err
}

func (p *selectorParser) quoted(quote byte) (string, error) {
	end := strings.IndexByte(p.s[p.i:], quote)
	if end < 0 {
		return "", errors.New("a quoted value has no end")
	}
	value := p.s[p.i : p.i+end]
	if strings.ContainsAny(value, "\\\n") {
		return "", errors.New("escapes are not supported in quoted values")
	}
	p.i += end + 1
	return value, nil
}

func (p *selectorParser) atName() bool {
	c := p.peek()
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_' || c >= 0x80
}

func (p *selectorParser) name() (string, error) {
	from := p.i
	for p.atName() {
		p.i++
	}
	if p.peek() == '\\' {
		return "", errors.New(`escapes are not supported in names: write [class~="a:b"] for the class a:b`)
	}
	if p.i == from {
		return "", errors.New("a name is missing")
	}
	return p.s[from:p.i], nil
}

// contradiction says why no element of any article is matched, "" where one may be.
func (s *selector) contradiction() string {
	for i := range s.compounds {
		c := &s.compounds[i]
		if why := c.contradiction(); why != "" {
			return why
		}
		if i == 0 {
			continue
		}
		outer := &s.compounds[i-1]
		if c.joint != '+' && holdsNothing.has(atom.Lookup([]byte(outer.name))) {
			return fmt.Sprintf("no rule is looked up for what is in %s", outer.name)
		}
		if c.joint == '+' && !maySucceed(outer.name, c.name) {
			return fmt.Sprintf("%s never follows %s", c.name, outer.name)
		}
	}
	if name := s.last().name; neverShown.has(atom.Lookup([]byte(name))) {
		return fmt.Sprintf("no rule is looked up for %s: a browser shows nothing of it", name)
	}
	return ""
}

func (c *compound) contradiction() string {
	for i, a := range c.tests {
		switch {
		case strings.TrimSpace(a.value) == "" && a.op != isThere && a.op != isSame && a.op != hasAsLanguage:
			return fmt.Sprintf("[%s%s%q] matches nothing", a.key, a.op, a.value)
		case a.op == hasAsWord && strings.ContainsAny(a.value, " \t\n\r\f"):
			return fmt.Sprintf("[%s~=%q] is held against single words, and matches nothing", a.key, a.value)
		}
		for j, b := range c.tests {
			if i != j && a.key == b.key && a.op == isSame && !a.fold && !b.fold && !b.holds(a.value) {
				return fmt.Sprintf("the attribute %s cannot be %q and something else", a.key, a.value)
			}
		}
	}
	for _, not := range c.not {
		if len(not.compounds) == 1 && c.implies(not.last()) {
			return fmt.Sprintf(":not(%s) excludes what the selector asks for", not.source)
		}
	}
	return ""
}

// implies tells whether every element that is c is b as well. It may say no where
// that takes more than a look at single tests.
func (c *compound) implies(b *compound) bool {
	if b.name != "" && b.name != c.name || len(b.not) > 0 {
		return false
	}
	for _, want := range b.tests {
		implied := false
		for _, have := range c.tests {
			implied = implied || have.implies(&want)
		}
		if !implied {
			return false
		}
	}
	return true
}

func (t *attributeTest) implies(b *attributeTest) bool {
	switch {
	case t.key != b.key:
		return false
	case b.op == isThere || *t == *b:
		return true
	case t.fold || b.fold:
		return false
	case t.op == isSame:
		return b.holds(t.value)
	case b.op == hasWithin:
		return t.op != hasAsLanguage && strings.Contains(t.value, b.value)
	case t.op != b.op:
		return false
	}
	return t.op == hasAtBegin && strings.HasPrefix(t.value, b.value) || t.op == hasAtEnd && strings.HasSuffix(t.value, b.value)
}

// holdsNothing are the elements in which the parser makes no element, and those
// that are not read.
var holdsNothing = neverShown.with(atom.Br, atom.Hr, atom.Img, atom.Input, atom.Embed, atom.Wbr, atom.Iframe, atom.Textarea, atom.Xmp, atom.Plaintext)

// tableKinds are the elements that the parser leaves only among their like, with
// a number for each kind; a script may stand between them.
var tableKinds = map[atom.Atom]int{
	atom.Caption: 1, atom.Colgroup: 1, atom.Thead: 1, atom.Tbody: 1, atom.Tfoot: 1,
	atom.Tr: 2,
	atom.Td: 3, atom.Th: 3,
}

// maySucceed tells whether the parser can make an element with the name next the
// one behind an element with the name.
func maySucceed(name, next string) bool {
	a, b := atom.Lookup([]byte(name)), atom.Lookup([]byte(next))
	between := func(tag atom.Atom) bool {
		return tag == 0 || tag == atom.Script || tag == atom.Style || tag == atom.Template || tag == atom.Form || tag == atom.Input || tag == atom.Col
	}
	return tableKinds[a] == tableKinds[b] || between(a) || between(b)
}
