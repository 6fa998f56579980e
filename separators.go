package htmlclean

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/atom"
)

var whySeparator = reason("structure", "separator", "a line of nothing but dashes, stars or the like is a rule between two parts; at the article's beginning and end, and beside another, it separates nothing")

// The signs of typed rules. Dots are none: a line of them may be a silence.
const separatorSigns = "—―─━-–=＝*＊~～_＿•●◆◇★☆·・⁂"

// maxSeparator is how many bytes a typed rule can have.
const maxSeparator = 400

// isSeparator tells whether a text is a typed rule: three or more times the same
// sign, diamonds full and empty, or the asterism, with or without spaces between.
func isSeparator(s string) bool {
	if s == "" || len(s) > maxSeparator || beginsWord(s[0]) {
		return false
	}
	var sign rune
	count, apart := 0, false
	for _, r := range s {
		if r == '◇' {
			r = '◆' // they take turns
		}
		switch {
		case isInvisible(r):
			apart = true
		case sign == 0 && strings.ContainsRune(separatorSigns, r), r == sign:
			sign = r
			count++
		default:
			return false
		}
	}
	if (sign == '★' || sign == '☆') && count <= 5 && !apart {
		return false // so many of five
	}
	return count > 2 || count == 1 && sign == '⁂'
}

// beginsWord tells whether a text that begins with the byte c begins with a letter,
// a Chinese character or the like, not with a sign or white space.
func beginsWord(c byte) bool {
	const han, wide = 0xe4, 0xef // the first bytes of Han characters, and of wide forms
	return c > '=' && c < utf8.RuneSelf && c != '_' && c != '~' || c >= han && c < wide
}

// isSeparatorLine tells whether a line is a typed rule.
func isSeparatorLine(line []run) bool {
	if len(line) == 0 || line[0].node != nil || line[0].text == "" {
		return false
	}
	if r, _ := utf8.DecodeRuneInString(line[0].text); !strings.ContainsRune(separatorSigns, r) {
		return false
	}
	text := line[0].text
	for _, r := range line[1:] {
		if text += r.text; r.node != nil || len(text) > maxSeparator {
			return false
		}
	}
	return isSeparator(text)
}

// ruleOff makes rules of the typed ones among the blocks of the article or a
// quotation.
func (b *builder) ruleOff(n *node) {
	for c := n.first; c != nil && !b.j.stopped(); {
		next := c.next
		if isTypedRule(c) {
			idle := c.prev == nil || c.prev.tag == atom.Hr || next == nil || next.tag == atom.Hr || isTypedRule(next)
			switch { // a place that is led to stays
			case !c.given:
			case c.prev != nil && c.prev.tag == atom.Hr:
				b.leadTo(c.prev, c)
			case next != nil && next.tag == atom.Hr:
				b.leadTo(next, c)
			default:
				idle = false
			}
			do := "rule"
			if idle {
				do = "drop"
			}
			if change := b.j.note(c, whySeparator, do); change != nil {
				change.lose(c)
				change.Before = "p"
			}
			if idle {
				next = b.removeBetweenRules(c)
			} else {
				for c.first != nil {
					c.first.remove()
				}
				c.del("dir")
				c.del("lang")
				c.rename(atom.Hr)
			}
		}
		c = next
	}
}

// isTypedRule tells whether a paragraph is a typed rule and nothing else.
func isTypedRule(n *node) bool {
	if n.tag != atom.P || n.first != n.last {
		return false
	}
	t := firstText(n)
	if t != nil && t.parent.tag == 0 {
		return false // a formula
	}
	return t != nil && isSeparator(t.text()) && isSeparator(n.textContent()) && n.imageAddresses() == nil
}

// removeBetweenRules takes n out and, where it kept two rules apart, the second
// of them. It returns what stands behind.
func (b *builder) removeBetweenRules(n *node) *node {
	prev, next := n.prev, n.next
	n.remove()
	if prev != nil && prev.tag == atom.Hr && next != nil && next.tag == atom.Hr {
		b.leadTo(prev, next)
		next.remove()
		return prev.next
	}
	return next
}
