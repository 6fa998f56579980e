package htmlclean

import (
	"embed"
	"io/fs"
	"maps"
	"slices"
	"sync"
)

//go:embed rules/*.json
var ruleFiles embed.FS

// builtInRules reads the built-in sets once. They are checked by the tests, so a
// bad one cannot be in a release.
var builtInRules = sync.OnceValue(func() []RuleSet {
	names, err := fs.Glob(ruleFiles, "rules/*.json")
	if err != nil {
		panic(err)
	}
	sets := make([]RuleSet, 0, len(names))
	for _, name := range names {
		data, err := ruleFiles.ReadFile(name)
		if err != nil {
			panic(err)
		}
		set, err := decodeRuleSet(name, data)
		if err != nil {
			panic(err)
		}
		sets = append(sets, set)
	}
	return sets
})

// RuleSets returns a copy of the built-in sets, in order of their names. One of
// them, changed and given to Options.Rules with the original in Options.Without,
// replaces it.
func RuleSets() []RuleSet {
	sets := slices.Clone(builtInRules())
	for i := range sets {
		sets[i].Hosts = slices.Clone(sets[i].Hosts)
		sets[i].Rules = slices.Clone(sets[i].Rules)
		for k := range sets[i].Rules {
			row := &sets[i].Rules[k]
			row.Hosts, row.Keys = slices.Clone(row.Hosts), maps.Clone(row.Keys)
		}
	}
	return sets
}
