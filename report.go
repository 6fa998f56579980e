package htmlclean

import (
	"fmt"
	"strings"
)

// A Report says what was done to an article, rule by rule. Together with the
// output it accounts for the whole input: every visible character and every
// picture is in the output or in a [Change].
type Report struct {
	Changes  []Change  `json:"changes"`           // in document order of the input
	Pictures []Picture `json:"pictures"`          // pictures of the output, in reading order
	Links    []Link    `json:"links"`             // links of the output, in reading order
	Replaced int       `json:"replaced,omitzero"` // characters U+FFFD in the input: bytes that were no text in its encoding
}

// A Change is one thing one rule did at one place.
type Change struct {
	Set    string   `json:"set"`             // the rule set, or the pass, such as "zaker" or "pictures"
	Rule   string   `json:"rule"`            // the rule's name in its set
	Do     string   `json:"do"`              // what was done, such as "drop", "unwrap", "rename", "replace"
	Path   string   `json:"path,omitzero"`   // where, such as "div.zaker_div > div.edi_oper"
	Before string   `json:"before,omitzero"` // the element, value or URL that was there
	After  string   `json:"after,omitzero"`  // what stands there now
	Text   string   `json:"text,omitzero"`   // visible text that left the article, whole
	Added  string   `json:"added,omitzero"`  // visible text that the rule wrote, such as the label of a link that replaces a player
	Images []string `json:"images,omitzero"` // addresses of pictures that left the article with this element

	pos int32
}

// A Picture is an image of the output.
type Picture struct {
	URL       string   `json:"url"`
	Original  string   `json:"original,omitzero"`  // the value it was recovered from, as it stood in the input
	Attribute string   `json:"attribute,omitzero"` // the attribute that held Original, such as "data-original"
	Proxies   []string `json:"proxies,omitzero"`   // rows of the URL table that were peeled off, outermost first
	Width     int      `json:"width,omitzero"`     // CSS pixels
	Height    int      `json:"height,omitzero"`    // CSS pixels
	Alt       string   `json:"alt,omitzero"`
	Caption   string   `json:"caption,omitzero"`
}

// A Link is a hyperlink of the output.
type Link struct {
	URL      string   `json:"url"`
	Original string   `json:"original,omitzero"` // the href of the input where it differs
	Proxies  []string `json:"proxies,omitzero"`  // rows of the URL table that were peeled off, outermost first
	Text     string   `json:"text,omitzero"`
}

// A Reason is a rule of the library's own passes: its pass, its name, and why it exists.
type Reason struct {
	Set  string `json:"set"`
	Rule string `json:"rule"`
	Why  string `json:"why"`
}

// Reasons lists the rules of the library's own passes. The rules of the built-in
// sets carry their reasons themselves, see [RuleSets].
func Reasons() []Reason {
	list := make([]Reason, len(reasons))
	for i, r := range reasons {
		list[i] = *r
	}
	return list
}

// reasons is complete before the first article: only package variables add to it.
var reasons []*Reason

func reason(set, rule, why string) *Reason {
	r := &Reason{Set: set, Rule: rule, Why: why}
	reasons = append(reasons, r)
	return r
}

// String is the account for a reader: a line a change.
func (r *Report) String() string {
	if r == nil {
		return ""
	}
	var b strings.Builder
	for _, c := range r.Changes {
		fmt.Fprintf(&b, "%s/%s: %s", c.Set, c.Rule, c.Do)
		if c.Path != "" {
			fmt.Fprintf(&b, " %s", c.Path)
		}
		if c.Before != "" || c.After != "" {
			fmt.Fprintf(&b, ": %s → %s", orDash(c.Before), orDash(c.After))
		}
		if c.Text != "" {
			fmt.Fprintf(&b, ", text %q", c.Text)
		}
		if c.Added != "" {
			fmt.Fprintf(&b, ", added %q", c.Added)
		}
		for _, u := range c.Images {
			fmt.Fprintf(&b, ", picture %s", u)
		}
		b.WriteByte('\n')
	}
	fmt.Fprintf(&b, "%d changes, %d pictures, %d links", len(r.Changes), len(r.Pictures), len(r.Links))
	if r.Replaced > 0 {
		fmt.Fprintf(&b, ", %d replacement characters", r.Replaced)
	}
	b.WriteByte('\n')
	return b.String()
}

func orDash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}
