package htmlclean

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// addParagraph adds a rule that knows a paragraph by its text alone.
func (ix *ruleIndex) addParagraph(r *rule) {
	if len(r.begins) == 0 {
		ix.anyParagraph = append(ix.anyParagraph, r)
	}
	for _, word := range r.begins {
		_, size := utf8.DecodeRuneInString(word)
		if list := ix.paragraphs.at(word[:size]); !slices.Contains(*list, r) {
			*list = append(*list, r)
		}
	}
}

// paragraph returns the first rule that knows the paragraph p by its text alone,
// or best, whichever comes first.
func (ix *ruleIndex) paragraph(best *rule, p *node, host string) *rule {
	text := firstShown(p)
	_, size := utf8.DecodeRuneInString(text)
	lists := [2][]*rule{ix.anyParagraph}
	if list := ix.paragraphs.get(text[:size]); list != nil {
		lists[1] = *list
	}
	for _, list := range lists {
		for _, r := range list {
			if best != nil && best.rank < r.rank {
				break // lists are in order of rank
			}
			if r.isFor(host) && r.textMatches(p) {
				best = r
				break
			}
		}
	}
	return best
}

// ruleForText finds the rule among those that know an element by its text alone.
func (j *job) ruleForText(rules []*rule, text string) *rule {
	if len(text) > 4*4*conditionText {
		return nil
	}
	for _, r := range rules {
		if r.isFor(j.host) && r.mayBegin(beginning(text)) && foldedMatches(text, r.text) {
			return r
		}
	}
	return nil
}

// firstShown is the first text in n that is not blank, from its first character on.
func firstShown(n *node) string {
	left := conditionNodes
	for m := n.first; m != nil && left > 0; m, left = nextShown(m, n), left-1 {
		if m.isText() {
			if text := beginning(m.text()); text != "" {
				return text
			}
		}
	}
	return ""
}

// textMatches holds the text of n against the rule's expression. Most texts begin
// with something else, and no more is read of them.
func (r *rule) textMatches(n *node) bool {
	var b strings.Builder
	left := conditionNodes
	for m := n.first; m != nil; m = nextShown(m, n) {
		if left--; left < 0 {
			return false
		}
		if !m.isText() {
			continue
		}
		if b.Len() == 0 {
			text := beginning(m.text())
			if text == "" {
				continue
			}
			if !r.mayBegin(text) {
				return false
			}
		}
		b.WriteString(m.text())
		if b.Len() > 4*4*conditionText {
			return false
		}
	}
	return foldedMatches(b.String(), r.text)
}

// beginning is a text from its first character on that is no white space.
func beginning(text string) string {
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case isASCIISpace(c):
		case c < utf8.RuneSelf || c > 0xe3: // behind all characters that are white space
			return text[i:]
		default:
			return strings.TrimLeftFunc(text[i:], unicode.IsSpace)
		}
	}
	return ""
}

// mayBegin tells whether a text that begins so may match.
func (r *rule) mayBegin(text string) bool {
	for _, word := range r.begins {
		if size := min(len(text), len(word)); size == 0 || text[0] == word[0] && text[:size] == word[:size] {
			return true
		}
	}
	return len(r.begins) == 0
}

func foldedMatches(text string, re *regexp.Regexp) bool {
	if !isFolded(text) {
		text = spaced(text)
	}
	return utf8.RuneCountInString(text) <= conditionText && re.MatchString(text)
}

// isFolded tells whether all white space of a text is single spaces between words.
func isFolded(text string) bool {
	space := true
	for _, r := range text {
		if unicode.IsSpace(r) && (space || r != ' ') {
			return false
		}
		space = r == ' '
	}
	return text == "" || !space
}
