package htmlclean

import "encoding/json"

// A RuleSet is the rules for one vendor's markup.
type RuleSet struct {
	Name  string   `json:"name"`
	About string   `json:"about"`
	Hosts []string `json:"hosts,omitzero"` // hosts whose articles the set is for, subdomains included; none: every article
	Rules []Rule   `json:"rules"`
}

// A Rule says what to do with elements, and why.
type Rule struct {
	Name  string `json:"name"`
	Match string `json:"match"` // CSS selector
	Do    string `json:"do"`
	Why   string `json:"why"`
}

// An Allowance is a row of Options.Allow or Options.Deny.
type Allowance struct {
	Element   string   `json:"element"`
	Attribute string   `json:"attribute,omitzero"`
	Pattern   string   `json:"pattern,omitzero"`
	Schemes   []string `json:"schemes,omitzero"`
}

// RuleSets returns a copy of the built-in sets.
func RuleSets() []RuleSet { return nil }

// ParseRuleSet reads a set from JSON.
func ParseRuleSet(name string, data []byte) (RuleSet, error) {
	var s RuleSet
	err := json.Unmarshal(data, &s)
	return s, err
}
