package htmlclean

import (
	"strings"
	"testing"
)

// FuzzClean holds any input against the promises: the second cleaning changes
// nothing, only allowed elements stand where they may, every visible character
// and picture is accounted for.
func FuzzClean(f *testing.F) {
	for _, g := range goldens(f) {
		f.Add(g.input, g.url)
	}
	for _, p := range pathological {
		f.Add(p.make(8), "")
	}
	f.Fuzz(func(t *testing.T, src, url string) {
		if strings.Count(src, "<") > 2000 {
			t.Skip("the checks, not the library, are slow on such an input")
		}
		checkProperties(t, Options{}, Article{HTML: src, URL: url})
	})
}

// FuzzDirectParser holds the direct parser's tree against the parser's.
func FuzzDirectParser(f *testing.F) {
	for _, g := range goldens(f) {
		f.Add(g.input)
	}
	for _, p := range pathological {
		f.Add(p.make(8))
	}
	f.Fuzz(func(t *testing.T, src string) { checkDirectParser(t, src) })
}

// FuzzRules gives any text to the rule reader: it is refused with an error that
// says where, or cleans. The set is compiled alone, which takes a thousandth of
// the time that the built-in sets take.
func FuzzRules(f *testing.F) {
	for _, name := range []string{"rules/zaker.json"} {
		data, err := ruleFiles.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data, "<div class=zk_decsimg>x</div>")
	}
	f.Add([]byte(`{"name":"a","rules":[{"name":"b","match":"p.x, div > p","do":"heading","level":2,"why":"c","text":"^x"}]}`), "<div><p class=x>x</div>")
	plain := defaultCleaner()
	f.Fuzz(func(t *testing.T, data []byte, src string) {
		set, err := ParseRuleSet("fuzz", data)
		if err != nil {
			return
		}
		rules, err := compileRules([]RuleSet{set}, nil, Options{})
		if err != nil {
			t.Fatalf("ParseRuleSet accepts what New refuses: %v", err)
		}
		c := &Cleaner{rules: rules, urls: plain.urls, allow: plain.allow, policy: plain.policy, plainTags: plain.plainTags}
		if _, err := c.Clean(Article{HTML: src}); err != nil {
			t.Fatal(err)
		}
	})
}
