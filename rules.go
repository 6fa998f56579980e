package htmlclean

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

// A RuleSet is the rules for one vendor's markup.
type RuleSet struct {
	Name   string   `json:"name"`            // letters, digits and hyphens
	About  string   `json:"about,omitzero"`  // the vendor, and what is handled
	Source string   `json:"source,omitzero"` // where the markup is known from
	Hosts  []string `json:"hosts,omitzero"`  // hosts whose articles the set is for, subdomains included; none: every article
	Rules  []Rule   `json:"rules"`           // their order means nothing
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
	Hosts       []string `json:"hosts,omitzero"`       // as in RuleSet, for the rule alone; they must be among the set's, if it has any
	Empty       bool     `json:"empty,omitzero"`       // the element holds no text and no picture, player or rule line
	Text        string   `json:"text,omitzero"`        // regular expression on the element's text, white space folded, of at most 200 characters
	FollowedBy  string   `json:"followedBy,omitzero"`  // selectors of the next element; text between prevents the match
	Child       string   `json:"child,omitzero"`       // "first", "last" or "only" child element of its parent
	Boilerplate bool     `json:"boilerplate,omitzero"` // only with Options.DropBoilerplate

	// Arguments.
	Level int               `json:"level,omitzero"` // of "heading" and "next-heading": 1 to 6
	To    string            `json:"to,omitzero"`    // of "rename" and "text": the element's new name; several make elements in each other, outermost first
	Value string            `json:"value,omitzero"` // of "text": the text, where no attribute holds it; of "marker": the bullet or number, where it is drawn
	Attr  string            `json:"attr,omitzero"`  // of "image", "video", "audio", "embed", "link", "code", "text", "footnote", "formula", "heading": the attribute that holds the URL, the language, the text, the TeX or the number
	Href  string            `json:"href,omitzero"`  // of "footnote" with Attr: the attribute that holds the address of what the note names
	Keys  map[string]string `json:"keys,omitzero"`  // Attr holds JSON, percent-encoded or not: HTML attribute → key of "image", "video", "audio", "embed", "link"; "text" → key of "text" and "link"; "html" → key of "link" whose text is markup; "tex" → key of "formula"
	Lang  string            `json:"lang,omitzero"`  // of "code": the language
}

// Actions are the values of Rule.Do. The first that several rules with equally
// specific selectors ask for is done.
var Actions = []string{
	"keep", "drop", "line-number", "marker", "next-heading", "heading", "caption", "figure", "image", "video", "audio", "embed",
	"footnote", "notes", "formula", "text", "code", "quote", "footer", "list", "item", "paragraph", "link", "rename", "unwrap",
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
