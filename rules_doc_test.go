package htmlclean

import (
	"encoding/json"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var fence = regexp.MustCompile("(?ms)^```([a-z]*)\n(.*?)^```$")

// Every example of RULES.md is a rule or several, an input and, but for players
// whose address another table decides, the output.
func TestRulesDocument(t *testing.T) {
	doc, err := os.ReadFile("RULES.md")
	require.NoError(t, err)
	shown := map[string]bool{}
	for section := range strings.SplitSeq(string(doc), "\n### ") {
		title, _, _ := strings.Cut(section, "\n")
		var set RuleSet
		var pages []string
		for _, m := range fence.FindAllStringSubmatch(section, -1) {
			switch m[1] {
			case "json":
				var r Rule
				require.NoError(t, json.Unmarshal([]byte(m[2]), &r), title)
				set.Rules = append(set.Rules, r)
				shown[r.Do] = true
			case "html":
				pages = append(pages, m[2])
			}
		}
		if len(set.Rules) == 0 {
			continue
		}
		t.Run(title, func(t *testing.T) {
			set.Name = "example"
			c, err := New(Options{Rules: []RuleSet{set}, Report: true})
			require.NoError(t, err)
			require.NotEmpty(t, pages, "an example without its input")
			res, err := c.Clean(Article{HTML: pages[0], URL: "https://m.my-site.example/tides"})
			require.NoError(t, err)
			if len(pages) > 1 {
				assert.Equal(t, strings.TrimSuffix(pages[1], "\n"), res.HTML)
			} else {
				assert.Contains(t, res.HTML, "<iframe")
			}
			for _, r := range set.Rules {
				assert.Contains(t, res.Report.String(), "example/"+r.Name, "the rule was not applied")
			}
		})
	}
	for _, action := range Actions {
		assert.True(t, shown[action] || action == "audio" || action == "item", "RULES.md has no example of %q", action)
	}
}
