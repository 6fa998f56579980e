package htmlclean

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A RuleSet is the rules for one vendor's markup.
type RuleSet struct {
	Name  string   `json:"name"`           // letters, digits and hyphens
	About string   `json:"about,omitzero"` // the vendor, and what is handled
	Hosts []string `json:"hosts,omitzero"` // hosts whose articles the set is for, subdomains included; none: every article
	Rules []Rule   `json:"rules"`          // their order means nothing
}

// A Rule says what to do with the elements it matches, and why. RULES.md shows
// every action and condition.
//
// Where several rules match one element a single one is applied: one of
// Options.Rules before a built-in one, then the one with the more specific
// selector (CSS specificity), then the one whose action keeps less in the order
// of [Actions]. The place of a rule in its set means nothing.
type Rule struct {
	Name  string `json:"name"`  // unique in its set
	Match string `json:"match"` // CSS selector: element, class, id, attribute, :not(), and the combinators space, > and +
	Do    string `json:"do"`    // one of Actions
	Why   string `json:"why"`

	// Conditions. All that are given must hold.
	Empty       bool   `json:"empty,omitzero"`       // the element holds no text and no picture, player or rule line
	Text        string `json:"text,omitzero"`        // regular expression on the element's text, white space folded, of at most 200 characters
	FollowedBy  string `json:"followedBy,omitzero"`  // selector of the next element; text between prevents the match
	Child       string `json:"child,omitzero"`       // "first", "last" or "only" child element of its parent
	Boilerplate bool   `json:"boilerplate,omitzero"` // only with Options.DropBoilerplate

	// Arguments.
	Level int               `json:"level,omitzero"` // of "heading" and "next-heading": 1 to 6
	To    string            `json:"to,omitzero"`    // of "rename" and "text": the element's new name; several make elements in each other, outermost first
	Value string            `json:"value,omitzero"` // of "text": the text, where no attribute holds it
	Attr  string            `json:"attr,omitzero"`  // of "image", "video", "audio", "embed", "link", "code", "text", "footnote": the attribute that holds the URL, the language or the text
	Keys  map[string]string `json:"keys,omitzero"`  // of "image", "video", "audio": Attr holds JSON, percent-encoded or not; HTML attribute → key
	Lang  string            `json:"lang,omitzero"`  // of "code": the language
}

// Actions are the values of Rule.Do. The first that several rules with equally
// specific selectors ask for is done.
var Actions = []string{
	"keep", "drop", "line-number", "marker", "next-heading", "heading", "caption", "figure", "image", "video", "audio", "embed",
	"footnote", "text", "code", "quote", "footer", "list", "item", "paragraph", "link", "rename", "unwrap",
}

// A RuleError says which row of which rule set is wrong, and why.
type RuleError struct {
	Set    string // the set's name, or the file's where the set could not be read
	Row    int    // 1 for the set's first rule, 0 for the set itself
	Rule   string // the rule's name
	Field  string // the field that is wrong
	Line   int    // place in the file, 0 where the set did not come from one
	Column int    // in bytes, from 1
	Reason string
}

func (e *RuleError) Error() string {
	var b strings.Builder
	b.WriteString("htmlclean: rules " + e.Set)
	if e.Line > 0 {
		fmt.Fprintf(&b, ":%d:%d", e.Line, e.Column)
	}
	if e.Row > 0 {
		fmt.Fprintf(&b, ": row %d", e.Row)
	}
	if e.Rule != "" {
		fmt.Fprintf(&b, " (%s)", e.Rule)
	}
	if e.Field != "" {
		b.WriteString(": " + e.Field)
	}
	b.WriteString(": " + e.Reason)
	return b.String()
}

// ParseRuleSet reads a set from JSON and checks it as [New] would. The name is
// used in errors, which are of type *[RuleError].
func ParseRuleSet(name string, data []byte) (RuleSet, error) {
	set, err := decodeRuleSet(name, data)
	if err != nil {
		return RuleSet{}, err
	}
	if _, err := compileRules([]RuleSet{set}, nil, Options{}); err != nil {
		var e *RuleError
		if errors.As(err, &e) {
			e.Set = name
			e.Line, e.Column = rowPosition(data, e.Row)
		}
		return RuleSet{}, err
	}
	return set, nil
}

func decodeRuleSet(name string, data []byte) (RuleSet, error) {
	var set RuleSet
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	err := dec.Decode(&set)
	at := dec.InputOffset()
	if err == nil && dec.More() {
		err = errors.New("more than one value in the file")
	}
	if err != nil {
		var syntax *json.SyntaxError
		var kind *json.UnmarshalTypeError
		if errors.As(err, &syntax) {
			at = syntax.Offset
		} else if errors.As(err, &kind) {
			at = kind.Offset
		}
		line, col := position(data, at)
		return RuleSet{}, &RuleError{Set: name, Line: line, Column: col, Reason: strings.TrimPrefix(err.Error(), "json: ")}
	}
	return set, nil
}

// position turns an offset into a line and a column, both from 1.
func position(data []byte, offset int64) (line, col int) {
	before := data[:min(int(offset), len(data))]
	return bytes.Count(before, []byte("\n")) + 1, len(before) - bytes.LastIndexByte(before, '\n')
}

// rowPosition finds where the row-th rule of a set's JSON begins.
func rowPosition(data []byte, row int) (line, col int) {
	if row == 0 {
		return 1, 1
	}
	dec := json.NewDecoder(bytes.NewReader(data))
	for depth, rows := 0, false; ; {
		tok, err := dec.Token()
		if err != nil {
			return 1, 1
		}
		switch tok {
		case json.Delim('{'), json.Delim('['):
			depth++
			if rows && depth == 3 {
				if row--; row == 0 {
					return position(data, dec.InputOffset()-1)
				}
			}
		case json.Delim('}'), json.Delim(']'):
			depth--
		case "rules":
			rows = rows || depth == 1
		}
	}
}

// A ruleIndex finds the rule for an element. It is built once and only read.
type ruleIndex struct {
	byID, byClass, byName, byAttr map[string][]*rule
	boilerplate                   []*rule // those that know a paragraph by its text alone
}

// A rule is a row, compiled; a row whose selector is a list makes several.
type rule struct {
	Rule
	why      Reason
	hosts    []string
	sel      cascadia.Sel
	next     cascadia.Sel
	text     *regexp.Regexp
	to       []atom.Atom
	rank     int // the rule with the lowest rank is applied
	own      bool
	specific cascadia.Specificity
	selText  string
}

// compileRules checks all sets and builds the index. Without names sets and
// rows ("set/rule") to leave out of the built-in ones.
func compileRules(own, builtIn []RuleSet, opt Options) (*ruleIndex, error) {
	without := opt.Without
	off := make(map[string]bool, len(without))
	for _, w := range without {
		off[w] = false
	}
	var all []*rule
	add := func(sets []RuleSet, own bool) error {
		for _, set := range sets {
			if _, drop := off[set.Name]; drop && !own {
				off[set.Name] = true
				continue
			}
			list, err := compileSet(set)
			if err != nil {
				return err
			}
			for _, r := range list {
				key := set.Name + "/" + r.Name
				if _, drop := off[key]; drop && !own {
					off[key] = true
					continue
				}
				r.own = own
				if !r.Boilerplate || opt.DropBoilerplate {
					all = append(all, r)
				}
			}
		}
		return nil
	}
	if err := cmp.Or(add(own, true), add(builtIn, false)); err != nil {
		return nil, err
	}
	for _, w := range without {
		if !off[w] {
			return nil, &RuleError{Set: w, Reason: "Options.Without names no built-in set or rule"}
		}
	}
	slices.SortFunc(all, byPrecedence)
	ix := &ruleIndex{byID: map[string][]*rule{}, byClass: map[string][]*rule{}, byName: map[string][]*rule{}, byAttr: map[string][]*rule{}}
	for rank, r := range all {
		r.rank = rank
		if r.Boilerplate && r.Do == "drop" && r.selText == "p" && r.text != nil && conditions(r) == 2 {
			ix.boilerplate = append(ix.boilerplate, r)
		}
		k := selectorKey(r.selText)
		switch {
		case k.id != "":
			ix.byID[k.id] = append(ix.byID[k.id], r)
		case k.class != "":
			ix.byClass[k.class] = append(ix.byClass[k.class], r)
		case k.attr != "":
			ix.byAttr[k.attr] = append(ix.byAttr[k.attr], r)
		default:
			ix.byName[k.name] = append(ix.byName[k.name], r)
		}
	}
	return ix, nil
}

func byPrecedence(a, b *rule) int {
	if a.own != b.own {
		if a.own {
			return -1
		}
		return 1
	}
	for i := range a.specific {
		if c := cmp.Compare(b.specific[i], a.specific[i]); c != 0 {
			return c
		}
	}
	return cmp.Or(
		cmp.Compare(conditions(b), conditions(a)), // a rule that asks for more is the more specific one
		cmp.Compare(slices.Index(Actions, a.Do), slices.Index(Actions, b.Do)),
		cmp.Compare(a.why.Set, b.why.Set),
		cmp.Compare(a.selText, b.selText),
		cmp.Compare(a.Name, b.Name),
	)
}

func conditions(r *rule) (n int) {
	for _, given := range []bool{r.Empty, r.Text != "", r.FollowedBy != "", r.Child != "", r.Boilerplate} {
		if given {
			n++
		}
	}
	return n
}

var setName = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

func compileSet(set RuleSet) ([]*rule, error) {
	if !setName.MatchString(set.Name) {
		return nil, &RuleError{Set: set.Name, Field: "name", Reason: fmt.Sprintf("%q is not made of lower-case letters, digits and hyphens", set.Name)}
	}
	for _, h := range set.Hosts {
		if h == "" || strings.ContainsAny(h, "/:* ") || h != strings.ToLower(h) {
			return nil, &RuleError{Set: set.Name, Field: "hosts", Reason: fmt.Sprintf("%q is not a host in lower case", h)}
		}
	}
	if len(set.Rules) == 0 {
		return nil, &RuleError{Set: set.Name, Field: "rules", Reason: "the set has no rule"}
	}
	var list []*rule
	names := map[string]bool{}
	for i, row := range set.Rules {
		wrong := func(field, format string, args ...any) error {
			return &RuleError{Set: set.Name, Row: i + 1, Rule: row.Name, Field: field, Reason: fmt.Sprintf(format, args...)}
		}
		if !setName.MatchString(row.Name) {
			return nil, wrong("name", "%q is not made of lower-case letters, digits and hyphens", row.Name)
		}
		if names[row.Name] {
			return nil, wrong("name", "%q names two rules of the set", row.Name)
		}
		names[row.Name] = true
		if strings.TrimSpace(row.Why) == "" {
			return nil, wrong("why", "a rule needs its reason")
		}
		proto := rule{Rule: row, hosts: set.Hosts, why: Reason{Set: set.Name, Rule: row.Name, Why: row.Why}}
		if err := checkAction(&proto, wrong); err != nil {
			return nil, err
		}
		if err := checkConditions(&proto, wrong); err != nil {
			return nil, err
		}
		if err := checkSelector(row.Match); err != nil {
			return nil, wrong("match", "%v", err)
		}
		for _, part := range splitSelector(row.Match) {
			sel, err := cascadia.Parse(part)
			if err != nil {
				return nil, wrong("match", "%v", err)
			}
			r := proto
			r.sel, r.selText, r.specific = sel, part, sel.Specificity()
			list = append(list, &r)
		}
	}
	return list, nil
}

// argumentsOf lists which arguments an action takes; true for one it needs.
var argumentsOf = map[string]map[string]bool{
	"heading":      {"level": true},
	"next-heading": {"level": true},
	"rename":       {"to": true},
	"image":        {"attr": true, "keys": false},
	"video":        {"attr": true, "keys": false},
	"audio":        {"attr": true, "keys": false},
	"embed":        {"attr": true},
	"link":         {"attr": true},
	"footnote":     {"attr": true},
	"text":         {"attr": false, "value": false, "to": false},
	"code":         {"attr": false, "lang": false},
}

func checkAction(r *rule, wrong func(string, string, ...any) error) error {
	if !slices.Contains(Actions, r.Do) {
		return wrong("do", "%q is not an action (%s)", r.Do, strings.Join(Actions, ", "))
	}
	given := map[string]bool{"level": r.Level != 0, "to": r.To != "", "value": r.Value != "", "attr": r.Attr != "", "keys": len(r.Keys) > 0, "lang": r.Lang != ""}
	takes := argumentsOf[r.Do]
	for _, arg := range []string{"level", "to", "value", "attr", "keys", "lang"} {
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
	if given["level"] && (r.Level < 1 || r.Level > 6) {
		return wrong("level", "%d is not between 1 and 6", r.Level)
	}
	if r.To != "" {
		for name := range strings.FieldsSeq(r.To) {
			tag := atom.Lookup([]byte(name))
			if !renameTargets[tag] && (tag != atom.A || r.to == nil) {
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

func atomSet(tags ...atom.Atom) map[atom.Atom]bool {
	set := make(map[atom.Atom]bool, len(tags))
	for _, t := range tags {
		set[t] = true
	}
	return set
}

func checkConditions(r *rule, wrong func(string, string, ...any) error) (err error) {
	if r.Empty && r.Text != "" {
		return wrong("text", "an element that is empty has no text to match")
	}
	if r.Text != "" {
		if r.text, err = regexp.Compile(r.Text); err != nil {
			return wrong("text", "%v", err)
		}
	}
	if r.FollowedBy != "" {
		if err := checkSelector(r.FollowedBy); err != nil {
			return wrong("followedBy", "%v", err)
		}
		if r.next, err = cascadia.Parse(r.FollowedBy); err != nil {
			return wrong("followedBy", "%v", err)
		}
	}
	switch r.Child {
	case "", "first", "last", "only":
	default:
		return wrong("child", "%q is not first, last or only", r.Child)
	}
	return nil
}

// checkSelector refuses what would make the pass more than linear: a selector
// that looks at all siblings or into the element.
func checkSelector(s string) error {
	if strings.TrimSpace(s) == "" {
		return errors.New("the selector is empty")
	}
	for rest := plainSelector(s); rest != ""; {
		i := strings.IndexAny(rest, ":~")
		if i < 0 {
			break
		}
		rest = rest[i:]
		if rest[0] == '~' {
			return errors.New("the combinator ~ is not supported: it looks at all siblings")
		}
		if !strings.HasPrefix(rest, ":not(") {
			return fmt.Errorf("the pseudo-class in %q is not supported, only :not()", s)
		}
		rest = rest[1:]
	}
	return nil
}

// plainSelector is s with attribute conditions and quoted strings blanked, for
// a look at what stands outside them.
func plainSelector(s string) string {
	b := []byte(s)
	quote, depth := byte(0), 0
	for i, c := range b {
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
			b[i] = '_'
		case c == '"' || c == '\'':
			quote = c
			b[i] = '_'
		case c == '[':
			depth++
			b[i] = '_'
		case c == ']':
			depth--
			b[i] = '_'
		case depth > 0:
			b[i] = '_'
		}
	}
	return string(b)
}

// splitSelector cuts a selector list at its commas.
func splitSelector(s string) []string {
	plain, parts, from, depth := plainSelector(s), []string(nil), 0, 0
	for i := range len(plain) {
		switch plain[i] {
		case '(':
			depth++
		case ')':
			depth--
		case ',':
			if depth == 0 {
				parts = append(parts, strings.TrimSpace(s[from:i]))
				from = i + 1
			}
		}
	}
	return append(parts, strings.TrimSpace(s[from:]))
}

// selectorKey tells under what a selector is found in the index: the id, else a
// class, else an attribute, else the name in its last compound.
func selectorKey(s string) (k struct{ id, class, name, attr string }) {
	plain := plainSelector(s)
	from, depth := 0, 0
	for i := range len(plain) {
		switch plain[i] {
		case '(':
			depth++
		case ')':
			depth--
		case ' ', '>', '+', '\t', '\n':
			if depth == 0 {
				from = i + 1
			}
		}
	}
	compound, last := s[from:], plain[from:]
	if i := strings.IndexByte(last, ':'); i >= 0 {
		compound, last = compound[:i], last[:i]
	}
	ident := func(sep byte) string {
		i := strings.IndexByte(last, sep)
		if i < 0 {
			return ""
		}
		end := i + 1
		for end < len(last) && last[end] != '.' && last[end] != '#' && compound[end] != '[' {
			end++
		}
		return compound[i+1 : end]
	}
	k.id, k.class = ident('#'), ident('.')
	if i := strings.IndexByte(compound, '['); i >= 0 {
		end := strings.IndexAny(compound[i:], "=~|^$*!]")
		k.attr = strings.ToLower(strings.TrimSpace(compound[i+1 : i+end]))
	}
	if end := strings.IndexAny(compound, ".#["); end < 0 {
		k.name = strings.ToLower(compound)
	} else {
		k.name = strings.ToLower(compound[:end])
	}
	if k.name == "" {
		k.name = "*"
	}
	return k
}

// find returns the rule for a parsed element, nil where there is none.
func (ix *ruleIndex) find(n *html.Node, host string) *rule {
	var best *rule
	try := func(list []*rule) {
		for _, r := range list {
			if best != nil && best.rank < r.rank {
				return // lists are in order of rank
			}
			if r.applies(n, host) {
				best = r
				return
			}
		}
	}
	try(ix.byName[n.Data])
	for i := range n.Attr {
		a := &n.Attr[i]
		switch a.Key {
		case "class":
			for c := range strings.FieldsSeq(a.Val) {
				try(ix.byClass[c])
			}
		case "id":
			try(ix.byID[a.Val])
		}
		try(ix.byAttr[a.Key])
	}
	try(ix.byName["*"])
	return best
}

func (r *rule) applies(n *html.Node, host string) bool {
	return (len(r.hosts) == 0 || hostIn(host, r.hosts)) &&
		r.sel.Match(n) &&
		(r.Child == "" || isChild(n, r.Child)) &&
		(r.next == nil || nextMatches(n, r.next)) &&
		(!r.Empty || showsNothing(n)) &&
		(r.text == nil || textMatches(n, r.text))
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

func nextMatches(n *html.Node, sel cascadia.Sel) bool {
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
	for m := n.FirstChild; m != nil; m = nextParsed(m, n) {
		if left--; left < 0 {
			return false
		}
		switch {
		case m.Type == html.TextNode && !isBlank(m.Data), m.Type == html.ElementNode && showsItself[m.DataAtom]:
			return false
		}
	}
	return true
}

// showsItself are the elements a reader sees without any text in them.
var showsItself = atomSet(atom.Img, atom.Image, atom.Picture, atom.Video, atom.Audio, atom.Iframe, atom.Embed, atom.Object, atom.Hr, atom.Canvas, atom.Svg, atom.Math, atom.Input)

func textMatches(n *html.Node, re *regexp.Regexp) bool {
	var b strings.Builder
	left := conditionNodes
	for m := n.FirstChild; m != nil; m = nextParsed(m, n) {
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

// nextParsed is the node behind n in document order, within root.
func nextParsed(n, root *html.Node) *html.Node {
	if n.FirstChild != nil {
		return n.FirstChild
	}
	for ; n != nil && n != root; n = n.Parent {
		if n.NextSibling != nil {
			return n.NextSibling
		}
	}
	return nil
}
