package htmlclean

import (
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html/atom"
)

// argumentsOf lists which arguments an action takes; true for one it needs.
var argumentsOf = map[string]map[string]bool{
	"heading":      {"level": true, "attr": false},
	"marker":       {"value": false},
	"next-heading": {"level": true},
	"rename":       {"to": true},
	"image":        {"attr": true, "keys": false},
	"video":        {"attr": true, "keys": false},
	"audio":        {"attr": true, "keys": false},
	"embed":        {"attr": true, "keys": false},
	"link":         {"attr": true, "keys": false},
	"footnote":     {"attr": false, "href": false},
	"text":         {"attr": false, "value": false, "to": false, "keys": false},
	"code":         {"attr": false, "lang": false},
	"formula":      {"attr": false, "keys": false},
}

// keysOf lists what an action reads from JSON; it needs the first.
var keysOf = map[string][]string{
	"image":   mediaKeys,
	"video":   mediaKeys,
	"audio":   mediaKeys,
	"embed":   {"src"},
	"link":    {"href", "text", "html"},
	"text":    {"text"},
	"formula": {"tex"},
}

var mediaKeys = []string{"src", "poster", "width", "height", "alt", "title"}

func checkAction(r *rule, wrong func(string, string, ...any) error) error {
	if !slices.Contains(Actions, r.Do) {
		return wrong("do", "%q is not an action (%s)", r.Do, strings.Join(Actions, ", "))
	}
	given := map[string]bool{"level": r.Level != 0, "to": r.To != "", "value": r.Value != "", "attr": r.Attr != "", "href": r.Href != "", "keys": len(r.Keys) > 0, "lang": r.Lang != ""}
	takes := argumentsOf[r.Do]
	for _, arg := range []string{"level", "to", "value", "attr", "href", "keys", "lang"} {
		need, known := takes[arg]
		if given[arg] && !known {
			return wrong(arg, "%q takes no such argument", r.Do)
		}
		if need && !given[arg] {
			return wrong(arg, "%q needs it", r.Do)
		}
	}
	if r.Do == "text" && given["attr"] == given["value"] {
		return wrong("attr", "%q needs either an attribute or a value", r.Do)
	}
	if given["value"] && isBlank(r.Value) {
		return wrong("value", "a blank text shows nothing")
	}
	if given["attr"] && (r.Attr != strings.ToLower(r.Attr) || strings.ContainsAny(r.Attr, " \t\n\"'<>=/")) {
		return wrong("attr", "no element has an attribute %q: in an article their names are in lower case", r.Attr)
	}
	if given["href"] && !given["attr"] {
		return wrong("attr", "%q needs it, for the words of the link", r.Do)
	}
	if given["keys"] {
		if !given["attr"] {
			return wrong("attr", "%q needs it, to read JSON from", r.Do)
		}
		if first := keysOf[r.Do][0]; r.Keys[first] == "" {
			return wrong("keys", "%s needs its key", first)
		}
		for name := range r.Keys {
			if !slices.Contains(keysOf[r.Do], name) {
				return wrong("keys", "%q is none of %s", name, strings.Join(keysOf[r.Do], ", "))
			}
		}
	}
	if given["lang"] && languageName(r.Lang) != r.Lang {
		return wrong("lang", "%q is no name of a language in lower case", r.Lang)
	}
	if given["level"] && (r.Level < 1 || r.Level > 6) {
		return wrong("level", "%d is not between 1 and 6", r.Level)
	}
	if r.To != "" {
		for name := range strings.FieldsSeq(r.To) {
			tag := atom.Lookup([]byte(name))
			if !renameTargets.has(tag) && (tag != atom.A || r.to == nil) {
				return wrong("to", "%q is no element of flow or phrasing content that the output can have", name)
			}
			r.to = append(r.to, tag)
		}
	}
	return nil
}

// renameTargets are the elements "rename" makes. What carries a URL has an
// action of its own, so that the URL is looked at; a link can be put into one of
// them, as in "sup a".
var renameTargets = atomSet(atom.P, atom.Div, atom.Span, atom.Strong, atom.Em, atom.Mark, atom.Small, atom.Sub, atom.Sup,
	atom.S, atom.Del, atom.Ins, atom.U, atom.Code, atom.Kbd, atom.Samp, atom.Var, atom.Cite, atom.Q, atom.Pre, atom.Ul, atom.Ol, atom.Li,
	atom.Dl, atom.Dt, atom.Dd, atom.Table, atom.Tr, atom.Td, atom.Th, atom.Caption, atom.Details, atom.Summary, atom.Aside, atom.Hr, atom.Br)

func isHost(h string) bool {
	return h != "" && !strings.ContainsAny(h, "/:* ") && h == strings.ToLower(h)
}

// checkHosts looks at a row's hosts: they are among the set's, if that has any.
func checkHosts(ofSet, ofRow []string, wrong func(string, string, ...any) error) error {
	for _, h := range ofRow {
		if !isHost(h) {
			return wrong("hosts", "%q is not a host in lower case", h)
		}
		if len(ofSet) > 0 && !hostIn(h, ofSet) {
			return wrong("hosts", "%q is none of the hosts of the set (%s)", h, strings.Join(ofSet, ", "))
		}
	}
	return nil
}

// checkConditions compiles the conditions, and refuses a row that no element of
// any article can match.
func checkConditions(r *rule, selectors []selector, wrong func(string, string, ...any) error) error {
	for _, s := range selectors {
		if why := s.contradiction(); why != "" {
			return wrong("match", "the rule can never match: %s", why)
		}
		if argumentsOf[r.Do]["attr"] && slices.ContainsFunc(s.last().not, func(not selector) bool {
			return len(not.compounds) == 1 && (&compound{tests: []attributeTest{{key: r.Attr}}}).implies(not.last())
		}) {
			return wrong("attr", "the rule can never do anything: the selector excludes elements with the attribute %q", r.Attr)
		}
	}
	if err := checkTextCondition(r, selectors, wrong); err != nil {
		return err
	}
	switch r.Child {
	case "", "first", "last", "only":
	default:
		return wrong("child", "%q is not first, last or only", r.Child)
	}
	for _, s := range selectors {
		if s.last().joint == '+' && (r.Child == "first" || r.Child == "only") {
			return wrong("child", "the rule can never match: in %q an element stands before", s.source)
		}
	}
	return checkNext(r, selectors, wrong)
}

func checkNext(r *rule, selectors []selector, wrong func(string, string, ...any) error) (err error) {
	if r.FollowedBy == "" {
		return nil
	}
	if r.Child == "last" || r.Child == "only" {
		return wrong("followedBy", "the rule can never match: behind the last element there is none")
	}
	if r.next, err = parseSelectors(r.FollowedBy); err != nil {
		return wrong("followedBy", "%v", err)
	}
	for _, b := range r.next {
		if why := b.contradiction(); why != "" && !neverShown.has(atom.Lookup([]byte(b.last().name))) {
			return wrong("followedBy", "the rule can never match: %s", why)
		}
		for _, a := range selectors {
			here, there := a.last(), b.last()
			if !maySucceed(here.name, there.name) {
				return wrong("followedBy", "the rule can never match: %s never follows %s", there.name, here.name)
			}
			if there.joint == '+' {
				before := b.compounds[len(b.compounds)-2].name
				if before != "" && here.name != "" && before != here.name {
					return wrong("followedBy", "the rule can never match: %s is not %s", here.name, before)
				}
			}
		}
	}
	return nil
}

func checkTextCondition(r *rule, selectors []selector, wrong func(string, string, ...any) error) (err error) {
	if r.Text == "" {
		return nil
	}
	if r.Empty {
		return wrong("text", "the rule can never match: an element that is empty has no text")
	}
	if r.text, err = regexp.Compile(r.Text); err != nil {
		return wrong("text", "%v", err)
	}
	tree, err := syntax.Parse(r.Text, syntax.Perl)
	if err != nil {
		return wrong("text", "%v", err)
	}
	if words := beginnings(tree); isAnchored(tree) && !slices.Contains(words, "") {
		r.begins = words
	}
	if why := unmatchable(tree); why != "" {
		return wrong("text", "the rule can never match: %s", why)
	}
	if shortest(tree) > conditionText {
		return wrong("text", "the rule can never match: the text is of at most %d characters", conditionText)
	}
	for _, s := range selectors {
		if tag := atom.Lookup([]byte(s.last().name)); voidElements.has(tag) && !r.text.MatchString("") {
			return wrong("text", "the rule can never match: %s holds no text", tag)
		}
	}
	return nil
}

// unmatchable says why no text with its white space folded matches, "" where one may.
func unmatchable(re *syntax.Regexp) string {
	switch re.Op {
	case syntax.OpNoMatch:
		return "the expression matches nothing"
	case syntax.OpLiteral:
		for i, c := range re.Rune {
			if unicode.IsSpace(c) && (c != ' ' || i > 0 && re.Rune[i-1] == ' ') {
				return "white space is folded into single spaces"
			}
		}
	case syntax.OpCharClass:
		for i := 0; i < len(re.Rune); i += 2 {
			for c := re.Rune[i]; c <= re.Rune[i+1]; c++ {
				if !unicode.IsSpace(c) || c == ' ' {
					return ""
				}
			}
		}
		return "white space is folded into single spaces"
	case syntax.OpConcat, syntax.OpCapture, syntax.OpPlus:
		for _, sub := range re.Sub {
			if why := unmatchable(sub); why != "" {
				return why
			}
		}
	case syntax.OpRepeat:
		if re.Min > 0 {
			return unmatchable(re.Sub[0])
		}
	case syntax.OpAlternate:
		why := ""
		for _, sub := range re.Sub {
			if why = unmatchable(sub); why == "" {
				break
			}
		}
		return why
	}
	return ""
}

// shortest is the least number of characters that a match has.
func shortest(re *syntax.Regexp) (n int) {
	switch re.Op {
	case syntax.OpLiteral:
		return len(re.Rune)
	case syntax.OpCharClass, syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		return 1
	case syntax.OpConcat, syntax.OpCapture, syntax.OpPlus:
		for _, sub := range re.Sub {
			n += shortest(sub)
		}
	case syntax.OpRepeat:
		return re.Min * shortest(re.Sub[0])
	case syntax.OpAlternate:
		n = shortest(re.Sub[0])
		for _, sub := range re.Sub[1:] {
			n = min(n, shortest(sub))
		}
	}
	return n
}

// isAnchored tells whether a match stands at the beginning of the text.
func isAnchored(re *syntax.Regexp) bool {
	switch re.Op {
	case syntax.OpBeginText:
		return true
	case syntax.OpConcat, syntax.OpCapture:
		return isAnchored(re.Sub[0])
	case syntax.OpAlternate:
		return !slices.ContainsFunc(re.Sub, func(sub *syntax.Regexp) bool { return !isAnchored(sub) })
	}
	return false
}

// maxBeginnings is how many characters a class may have to be listed.
const maxBeginnings = 8

// beginnings lists what a match may begin with, each as far as its first space,
// which may be other white space in a text, and "" if it may be empty. It is nil
// where that is not known.
func beginnings(re *syntax.Regexp) (words []string) {
	switch re.Op {
	case syntax.OpBeginText, syntax.OpEndText, syntax.OpEmptyMatch:
		return []string{""}
	case syntax.OpLiteral:
		word, _, _ := strings.Cut(string(re.Rune), " ")
		if word == "" || re.Flags&syntax.FoldCase != 0 {
			return nil
		}
		return []string{word}
	case syntax.OpCharClass:
		for i := 0; i < len(re.Rune); i += 2 {
			for c := re.Rune[i]; c <= re.Rune[i+1]; c++ {
				if len(words) == maxBeginnings || unicode.IsSpace(c) {
					return nil
				}
				words = append(words, string(c))
			}
		}
	case syntax.OpCapture, syntax.OpPlus:
		return beginnings(re.Sub[0])
	case syntax.OpQuest, syntax.OpStar, syntax.OpRepeat:
		if words = beginnings(re.Sub[0]); words != nil && (re.Op != syntax.OpRepeat || re.Min == 0) {
			words = append(words, "")
		}
	case syntax.OpAlternate:
		for _, sub := range re.Sub {
			more := beginnings(sub)
			if more == nil {
				return nil
			}
			words = append(words, more...)
		}
	case syntax.OpConcat:
		words = []string{""}
		for i := 0; i < len(re.Sub) && slices.Contains(words, ""); i++ {
			more := beginnings(re.Sub[i])
			if more == nil {
				return nil
			}
			words = slices.DeleteFunc(words, func(word string) bool { return word == "" })
			words = append(words, more...)
		}
	}
	return words
}
