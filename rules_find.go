package htmlclean

import (
	"regexp"
	"strings"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A ruleIndex finds the rule for an element. It is built once and only read.
//
// A rule stands in the table of what its selector asks of the element itself: the
// id, else a class, else an attribute, else the name. So a rule costs an element
// that has nothing to do with it nothing, and all of them together a look at each
// of its words.
type ruleIndex struct {
	byID, byClass, byName, byAttr ruleTable
	anywhere                      []*rule // those that ask for none of these
	boilerplate                   []*rule // those that know a paragraph by its text alone
}

func (ix *ruleIndex) add(r *rule) {
	if r.Boilerplate && r.Do == "drop" && r.selText == "p" && r.text != nil && r.next == nil && r.Child == "" {
		ix.boilerplate = append(ix.boilerplate, r)
	}
	table, word := &ix.byName, r.name
	for i, t := range r.key.tests {
		switch {
		case t.key == "id" && t.op == "=" && !t.fold:
			table, word = &ix.byID, t.value
		case t.key == "class" && t.op == "~=" && !t.fold && table != &ix.byID && table != &ix.byClass:
			table, word = &ix.byClass, t.value
		case table == &ix.byName:
			table, word = &ix.byAttr, t.key
			r.probe = &r.key.tests[i]
		}
	}
	if word == "" {
		ix.anywhere = append(ix.anywhere, r)
		return
	}
	table.add(word, r)
}

// A ruleTable holds rules by a word, in order of their rank. Most words of an
// article have no rule: a bit for each first byte, last byte and length of its
// words tells that of nearly all without hashing them.
type ruleTable struct {
	rules map[string][]*rule
	seen  [256]uint64
}

func (t *ruleTable) add(word string, r *rule) {
	if t.rules == nil {
		t.rules = map[string][]*rule{}
	}
	row, bit := wordBit(word)
	t.seen[row] |= bit
	t.rules[word] = append(t.rules[word], r)
}

func (t *ruleTable) get(word string) []*rule {
	if word == "" {
		return nil
	}
	if row, bit := wordBit(word); t.seen[row]&bit == 0 {
		return nil
	}
	return t.rules[word]
}

func wordBit(word string) (row byte, bit uint64) {
	return word[0]<<3 ^ word[len(word)-1], 1 << (len(word) % 64)
}

// find returns the rule for a parsed element, nil where there is none.
func (ix *ruleIndex) find(n *html.Node, host string) *rule {
	best := better(nil, ix.byName.get(n.Data), n, host)
	for i := range n.Attr {
		a := &n.Attr[i]
		switch a.Key {
		case "class":
			for from, end := 0, 0; from < len(a.Val); from = end + 1 {
				for end = from; end < len(a.Val) && !isASCIISpace(a.Val[end]); end++ {
				}
				best = better(best, ix.byClass.get(a.Val[from:end]), n, host)
			}
		case "id":
			best = better(best, ix.byID.get(a.Val), n, host)
		}
		for _, r := range ix.byAttr.get(a.Key) {
			if best != nil && best.rank < r.rank {
				break
			}
			if (r.name == "" || r.name == n.Data) && (r.probe.fold || r.probe.holds(a.Val)) && r.applies(n, host) {
				best = r
				break
			}
		}
	}
	return better(best, ix.anywhere, n, host)
}

// better returns the first rule of a list that applies to n, or best, whichever
// comes first.
func better(best *rule, list []*rule, n *html.Node, host string) *rule {
	for _, r := range list {
		if best != nil && best.rank < r.rank {
			break // lists are in order of rank
		}
		if r.applies(n, host) {
			return r
		}
	}
	return best
}

// applies holds n against the conditions, those that cost least first.
func (r *rule) applies(n *html.Node, host string) bool {
	return r.key.admits(n) &&
		(r.outer == nil || n.Parent != nil && r.outer.admits(n.Parent)) &&
		(len(r.hosts) == 0 || hostIn(host, r.hosts)) &&
		(r.plain || r.sel.Match(n)) &&
		(r.Child == "" || isChild(n, r.Child)) &&
		(r.next == nil || nextMatches(n, r.next)) &&
		(!r.Empty || showsNothing(n)) &&
		(r.text == nil || textMatches(n, r.text))
}

// admits tells whether n may be what the compound asks for: most elements that a
// rule is tried on are not, and need no matching.
func (c *compound) admits(n *html.Node) bool {
	if c.name != "" && c.name != n.Data {
		return false
	}
	for i := range c.tests {
		if !c.tests[i].passedBy(n) {
			return false
		}
	}
	return true
}

func (t *attributeTest) passedBy(n *html.Node) bool {
	for i := range n.Attr {
		if n.Attr[i].Key == t.key && (t.fold || t.holds(n.Attr[i].Val)) {
			return true
		}
	}
	return false
}

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

func isChild(n *html.Node, where string) bool {
	first := where == "last" || !siblingElement(n.PrevSibling, func(m *html.Node) *html.Node { return m.PrevSibling })
	last := where == "first" || !siblingElement(n.NextSibling, func(m *html.Node) *html.Node { return m.NextSibling })
	return first && last
}

func siblingElement(n *html.Node, step func(*html.Node) *html.Node) bool {
	for i := 0; n != nil && i < conditionNodes; n, i = step(n), i+1 {
		if n.Type == html.ElementNode {
			return true
		}
	}
	return n != nil
}

func nextMatches(n *html.Node, sel cascadia.SelectorGroup) bool {
	m := n.NextSibling
	for i := 0; m != nil && i < conditionNodes; m, i = m.NextSibling, i+1 {
		if m.Type == html.ElementNode {
			return sel.Match(m)
		}
		if m.Type == html.TextNode && !isBlank(m.Data) {
			return false
		}
	}
	return false
}

func showsNothing(n *html.Node) bool {
	left := conditionNodes
	for m := n.FirstChild; m != nil; {
		if left--; left < 0 {
			return false
		}
		switch {
		case m.Type == html.TextNode && !isBlank(m.Data), m.Type == html.ElementNode && showsItself.has(m.DataAtom):
			return false
		}
		m = nextShown(m, n)
	}
	return true
}

// showsItself are the elements a reader sees without any text in them.
var showsItself = atomSet(atom.Img, atom.Image, atom.Picture, atom.Video, atom.Audio, atom.Iframe, atom.Embed, atom.Object, atom.Hr, atom.Canvas, atom.Svg, atom.Math, atom.Input)

func textMatches(n *html.Node, re *regexp.Regexp) bool {
	var b strings.Builder
	left := conditionNodes
	for m := n.FirstChild; m != nil; m = nextShown(m, n) {
		if left--; left < 0 {
			return false
		}
		if m.Type == html.TextNode {
			b.WriteString(m.Data)
			if b.Len() > 4*4*conditionText {
				return false
			}
		}
	}
	return foldedMatches(b.String(), re)
}

func foldedMatches(text string, re *regexp.Regexp) bool {
	text = strings.Join(strings.Fields(text), " ")
	return len([]rune(text)) <= conditionText && re.MatchString(text)
}

// nextShown is the node behind n in document order, within root, without what is
// in elements of which a browser shows nothing.
func nextShown(n, root *html.Node) *html.Node {
	if n.FirstChild != nil && !(n.Type == html.ElementNode && n.Namespace == "" && neverShown.has(n.DataAtom)) {
		return n.FirstChild
	}
	return parsedBehind(n, root)
}

// nextParsed is the node behind n in document order, within root.
func nextParsed(n, root *html.Node) *html.Node {
	if n.FirstChild != nil {
		return n.FirstChild
	}
	return parsedBehind(n, root)
}

func parsedBehind(n, root *html.Node) *html.Node {
	for ; n != nil && n != root; n = n.Parent {
		if n.NextSibling != nil {
			return n.NextSibling
		}
	}
	return nil
}
