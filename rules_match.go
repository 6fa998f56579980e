package htmlclean

import (
	"fmt"
	"slices"
	"strings"
)

// matches tells whether n is what the selector asks for.
func (s *selector) matches(n *node) bool { return matchesAll(s.compounds, n) }

// matchesAll tells whether n is the last compound, and what stands around and
// before it the others.
func matchesAll(list []compound, n *node) bool {
	c, outer := &list[len(list)-1], list[:len(list)-1]
	if !c.admits(n) || slices.ContainsFunc(c.not, func(s selector) bool { return s.matches(n) }) {
		return false
	}
	switch c.joint {
	case '>':
		return n.parent != nil && matchesAll(outer, n.parent)
	case '+':
		before := n.prev
		for before != nil && !before.isElement() {
			before = before.prev
		}
		return before != nil && matchesAll(outer, before)
	case ' ':
		for p := n.parent; p != nil; p = p.parent {
			if matchesAll(outer, p) {
				return true
			}
		}
		return false
	}
	return true
}

// admits tells whether n has the name and the attributes that the compound asks for.
func (c *compound) admits(n *node) bool {
	if !c.isNamed(n) {
		return false
	}
	for i := range c.tests {
		if !c.tests[i].passedBy(n) {
			return false
		}
	}
	return true
}

// isNamed tells whether n has the name that the compound asks for, if it asks for one.
func (c *compound) isNamed(n *node) bool {
	if c.tag != 0 && n.tag != 0 {
		return c.tag == n.tag
	}
	return c.name == "" || c.name == n.name()
}

func (t *attributeTest) passedBy(n *node) bool {
	for i := range n.attr {
		if n.attr[i].key == t.key && t.holds(n.attr[i].val) {
			return true
		}
	}
	return false
}

// holds tells whether an attribute with the value passes the test.
func (t *attributeTest) holds(value string) bool {
	if t.fold {
		value = strings.ToLower(value)
	}
	switch t.op {
	case isSame:
		return value == t.value
	case hasAsWord:
		return hasWord(value, t.value)
	case hasAsLanguage:
		return value == t.value || strings.HasPrefix(value, t.value+"-")
	case hasAtBegin:
		return strings.HasPrefix(value, t.value)
	case hasAtEnd:
		return strings.HasSuffix(value, t.value)
	case hasWithin:
		return strings.Contains(value, t.value)
	}
	return true
}

// hasWord tells whether one of the words of a value, between white space, is word.
func hasWord(value, word string) bool {
	for from := 0; word != ""; {
		i := strings.Index(value[from:], word)
		if i < 0 {
			return false
		}
		i += from
		end := i + len(word)
		if (i == 0 || isASCIISpace(value[i-1])) && (end == len(value) || isASCIISpace(value[end])) {
			return true
		}
		from = i + 1
	}
	return false
}

// String writes the selector so that one that asks for the same in the same order
// reads the same, however it was spelled.
func (s selector) String() string {
	var b strings.Builder
	for _, c := range s.compounds {
		if c.joint != 0 {
			b.WriteByte(c.joint)
		}
		b.WriteString(c.name)
		for _, t := range c.tests {
			fmt.Fprintf(&b, "[%s%s%q%v]", t.key, t.op, t.value, t.fold)
		}
		for _, not := range c.not {
			fmt.Fprintf(&b, ":not(%v)", not)
		}
	}
	return b.String()
}
