package htmlclean

import (
	"slices"
	"strings"

	"golang.org/x/net/html/atom"
)

// A ruleIndex finds the rule for an element. It is built once and only read.
//
// A rule stands in the table of what its selector asks of the element itself: the
// id, else a class, else an attribute, else the name. So a rule costs an element
// that has nothing to do with it nothing, and all of them together a look at each
// of its words. Many selectors ask for an id or a class of an ancestor as well:
// where no element so far has had it, the rule is not tried.
type ruleIndex struct {
	byID, byClass, byName, byAttr wordMap[ruleWord]
	anywhere                      []candidate      // those that ask for none of these
	paragraphs                    wordMap[[]*rule] // those that know a paragraph by its text alone, by the character it begins with
	anyParagraph                  []*rule          // those of them that may begin with any
	links                         []*rule          // those that know a link by its text alone
	settled                       []*rule          // those that know an element by what is written of it alone
	outer                         int              // how many words selectors ask ancestors for
}

// A ruleWord is what the index knows of an id, a class, an attribute or a name.
type ruleWord struct {
	rules []candidate // in order of their rank
	names uint64      // of the elements that they are for, see nameBit
	outer wordSet     // the word itself, if ancestors are asked for it
}

// A candidate is a rule, with what tells of most elements that it is not for them.
type candidate struct {
	*rule
	tag    atom.Atom      // of the elements that match, 0 where it may be any
	within wordSet        // the ids and classes that it asks ancestors for
	probe  *attributeTest // the test of the attribute that is the word
	begin  byte           // what the value of that begins with, 0 where it may be anything
}

// A wordSet is a set of words that ancestors are asked for: a bit for each, or
// for a few where there are many.
type wordSet [4]uint64

func (s *wordSet) add(o *wordSet) {
	for i := range s {
		s[i] |= o[i]
	}
}

// has tells whether all words of o may be in s.
func (s *wordSet) has(o *wordSet) bool {
	return o[0]&^s[0]|o[1]&^s[1]|o[2]&^s[2]|o[3]&^s[3] == 0
}

func (ix *ruleIndex) add(r *rule) {
	if r.Do == "drop" && r.text != nil && r.next == nil && r.Child == "" {
		switch {
		case r.canonical == "p":
			ix.addParagraph(r)
			return
		case r.canonical == "a" && !r.Boilerplate:
			ix.links = append(ix.links, r)
		}
	}
	if r.isSettled() {
		ix.settled = append(ix.settled, r)
	}
	table, word := &ix.byName, r.key.name
	c := candidate{rule: r, tag: r.key.tag, within: ix.wordsAround(r)}
	for i, t := range r.key.tests {
		switch {
		case t.key == "id" && t.op == isSame && !t.fold:
			table, word, c.probe = &ix.byID, t.value, nil
		case t.key == "class" && t.op == hasAsWord && !t.fold && table != &ix.byID && table != &ix.byClass:
			table, word, c.probe = &ix.byClass, t.value, nil
		case table == &ix.byName:
			table, word, c.probe = &ix.byAttr, t.key, &r.key.tests[i]
		}
	}
	if word == "" {
		ix.anywhere = append(ix.anywhere, c)
		return
	}
	if t := c.probe; t != nil && !t.fold && t.value != "" && (t.op == isSame || t.op == hasAtBegin) {
		c.begin = t.value[0]
	}
	w := table.at(word)
	w.rules = append(w.rules, c)
	w.names |= nameBit(c.tag)
}

// wordsAround are the ids and classes that a rule asks ancestors for. What a +
// joins are none.
func (ix *ruleIndex) wordsAround(r *rule) (set wordSet) {
	for list := r.selector.compounds; len(list) > 1 && list[len(list)-1].joint != '+'; list = list[:len(list)-1] {
		for _, t := range list[len(list)-2].tests {
			switch {
			case t.fold || t.value == "":
			case t.key == "id" && t.op == isSame:
				set.add(ix.outerWord(ix.byID.at(t.value)))
			case t.key == "class" && t.op == hasAsWord:
				set.add(ix.outerWord(ix.byClass.at(t.value)))
			}
		}
	}
	return set
}

// isSettled tells whether a rule takes a link or a picture away for nothing but its
// address or its alternative text, which the output has as well: there they may be
// written in another way than in the input.
func (r *rule) isSettled() bool {
	if !(r.key.tag == atom.A && r.Do == "unwrap" || r.key.tag == atom.Img && r.Do == "drop") || len(r.key.tests) == 0 ||
		r.Child != "" || r.next != nil || r.text != nil || r.Empty || r.Boilerplate {
		return false
	}
	for _, c := range r.selector.compounds {
		if len(c.not) > 0 || slices.ContainsFunc(c.tests, func(t attributeTest) bool { return t.key != "href" && t.key != "src" && t.key != "alt" }) {
			return false
		}
	}
	return true
}

// nameBit is a bit for the name of an element, which it shares with others; all
// bits where the name is none of HTML's, or none is asked for.
func nameBit(tag atom.Atom) uint64 {
	if tag == 0 {
		return 1<<64 - 1
	}
	return 1 << (uint32(tag) * 0x9e3779b1 >> 26)
}

// outerWord is the set of a word that ancestors are asked for.
func (ix *ruleIndex) outerWord(w *ruleWord) *wordSet {
	if w.outer == (wordSet{}) {
		w.outer[ix.outer/64%len(w.outer)] = 1 << (ix.outer % 64)
		ix.outer++
	}
	return &w.outer
}

// find returns the rule for an element of the input, nil where there is none. Seen
// has the words of the elements around it, and it adds those of this one.
func (ix *ruleIndex) find(n *node, host string, seen *wordSet) *rule {
	var best *rule
	try := func(w *ruleWord) {
		if w != nil {
			best = better(best, w.rules, n, "", host, seen)
			seen.add(&w.outer)
		}
	}
	try(ix.byName.get(n.name()))
	for i := range n.attr {
		a := &n.attr[i]
		switch a.key {
		case "class":
			for from, end := 0, 0; from < len(a.val); from = end + 1 {
				for end = from; end < len(a.val) && !isASCIISpace(a.val[end]); end++ {
				}
				try(ix.byClass.get(a.val[from:end]))
			}
		case "id":
			try(ix.byID.get(a.val))
		}
		if w := ix.byAttr.get(a.key); w != nil && w.names&nameBit(n.tag) != 0 {
			best = better(best, w.rules, n, a.val, host, seen)
		}
	}
	if best = better(best, ix.anywhere, n, "", host, seen); n.tag == atom.P {
		best = ix.paragraph(best, n, host)
	}
	return best
}

// better returns the first rule of a list that applies to n, or best, whichever
// comes first. Value is that of the attribute that the list is for, if it is for one.
func better(best *rule, list []candidate, n *node, value, host string, seen *wordSet) *rule {
	for i := range list {
		c := &list[i]
		if best != nil && best.rank < c.rank {
			break // lists are in order of rank
		}
		switch {
		case c.tag != n.tag && c.tag != 0 && n.kind != foreign, c.begin != 0 && (value == "" || value[0] != c.begin), !seen.has(&c.within):
		case (c.probe == nil || c.probe.holds(value)) && c.applies(n, host):
			return c.rule
		}
	}
	return best
}

// applies holds n against the selector and the conditions, those that cost least first.
func (r *rule) applies(n *node, host string) bool {
	return r.selector.matches(n) &&
		r.isFor(host) &&
		(r.Child == "" || isChild(n, r.Child)) &&
		(len(r.next) == 0 || nextMatches(n, r.next)) &&
		(!r.Empty || showsNothing(n)) &&
		(r.text == nil || r.textMatches(n))
}

// isFor tells whether the rule is for pages of a host.
func (r *rule) isFor(host string) bool { return len(r.hosts) == 0 || hostIn(host, r.hosts) }

// hostIn tells whether host is one of hosts or a subdomain of one.
func hostIn(host string, hosts []string) bool {
	for _, h := range hosts {
		if host == h || len(host) > len(h) && strings.HasSuffix(host, h) && host[len(host)-len(h)-1] == '.' {
			return true
		}
	}
	return false
}

// A condition looks at no more nodes and characters than these, so that a rule
// costs the same however large its elements are.
const (
	conditionNodes = 256
	conditionText  = 200
)

func isChild(n *node, where string) bool {
	first := where == "last" || !siblingElement(n.prev, func(m *node) *node { return m.prev })
	last := where == "first" || !siblingElement(n.next, func(m *node) *node { return m.next })
	return first && last
}

func siblingElement(n *node, step func(*node) *node) bool {
	for i := 0; n != nil && i < conditionNodes; n, i = step(n), i+1 {
		if n.isElement() {
			return true
		}
	}
	return n != nil
}

func nextMatches(n *node, list []selector) bool {
	m := n.next
	for i := 0; m != nil && i < conditionNodes; m, i = m.next, i+1 {
		if m.isElement() {
			return slices.ContainsFunc(list, func(s selector) bool { return s.matches(m) })
		}
		if !isBlank(m.text()) {
			return false
		}
	}
	return false
}

func showsNothing(n *node) bool {
	left := conditionNodes
	for m := n.first; m != nil; m = nextShown(m, n) {
		if left--; left < 0 || m.kind == foreign || !isBlank(m.text()) || showsItself.has(m.tag) {
			return false
		}
	}
	return true
}

// showsItself are the elements a reader sees without any text in them.
var showsItself = atomSet(atom.Img, atom.Image, atom.Picture, atom.Video, atom.Audio, atom.Iframe, atom.Embed, atom.Object, atom.Hr, atom.Canvas, atom.Svg, atom.Math, atom.Input)

// nextShown is the node behind n in document order, within root, without what is
// in elements of which a browser shows nothing.
func nextShown(n, root *node) *node {
	if neverShown.has(n.tag) {
		return n.following(root)
	}
	return n.nextIn(root)
}
