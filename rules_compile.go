package htmlclean

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html/atom"
)

// A rule is a row, compiled; a row whose selector is a list makes several.
type rule struct {
	Rule
	why       Reason
	hosts     []string
	next      []selector
	text      *regexp.Regexp
	begins    []string // what the texts that match begin with, none where it may be anything
	to        []atom.Atom
	rank      int // the rule with the lowest rank is applied
	own       bool
	selector  *selector
	canonical string    // the selector in the one spelling that it has
	key       *compound // what it asks of the element itself
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
	ix := &ruleIndex{}
	for rank, r := range all {
		r.rank = rank
		ix.add(r)
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
	return cmp.Or(
		slices.Compare(b.selector.specific[:], a.selector.specific[:]),
		cmp.Compare(conditions(b), conditions(a)), // a rule that asks for more is the more specific one
		cmp.Compare(slices.Index(Actions, a.Do), slices.Index(Actions, b.Do)),
		cmp.Compare(a.why.Set, b.why.Set),
		cmp.Compare(a.canonical, b.canonical),
		cmp.Compare(a.Name, b.Name),
	)
}

func conditions(r *rule) (n int) {
	for _, given := range []bool{len(r.Hosts) > 0, r.Empty, r.Text != "", r.FollowedBy != "", r.Child != "", r.Boilerplate} {
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
		if !isHost(h) {
			return nil, &RuleError{Set: set.Name, Field: "hosts", Reason: fmt.Sprintf("%q is not a host in lower case", h)}
		}
	}
	if len(set.Rules) == 0 {
		return nil, &RuleError{Set: set.Name, Field: "rules", Reason: "the set has no rule"}
	}
	var list []*rule
	names := map[string]bool{}
	seen := map[string]string{}
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
		proto := rule{Rule: row, hosts: row.Hosts, why: Reason{Set: set.Name, Rule: row.Name, Why: row.Why}}
		if len(row.Hosts) == 0 {
			proto.hosts = set.Hosts
		}
		selectors, err := parseSelectors(row.Match)
		if err != nil {
			return nil, wrong("match", "%v", err)
		}
		if err := cmp.Or(checkAction(&proto, wrong), checkHosts(set.Hosts, row.Hosts, wrong), checkConditions(&proto, selectors, wrong)); err != nil {
			return nil, err
		}
		for _, s := range selectors {
			r := proto
			r.key = s.last()
			r.selector, r.canonical = &s, s.String()
			condition := fmt.Sprintf("%q %q %v %q %q %q %v", r.canonical, r.Hosts, r.Empty, r.Text, r.FollowedBy, r.Child, r.Boilerplate)
			if other, twice := seen[condition]; twice {
				return nil, wrong("match", "%q has the selector and the conditions of the rule %q, which leave one of them nothing to do", s.source, other)
			}
			seen[condition] = row.Name
			list = append(list, &r)
		}
	}
	return list, nil
}
