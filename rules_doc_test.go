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

var indentedFence = regexp.MustCompile("(?ms)^   ```\n(.*?)^   ```$")

// The vendor that RULES.md adds in ten minutes: its fixture, its set and its
// golden are as the page says.
func TestWorkedExample(t *testing.T) {
	doc, err := os.ReadFile("RULES.md")
	require.NoError(t, err)
	_, example, ok := strings.Cut(string(doc), "## Add a vendor in ten minutes")
	require.True(t, ok)
	var blocks []string
	for _, m := range indentedFence.FindAllStringSubmatch(example, -1) {
		blocks = append(blocks, strings.ReplaceAll(strings.TrimPrefix(m[1], "   "), "\n   ", "\n"))
	}
	require.Len(t, blocks, 3)
	set, err := ParseRuleSet("my-site.json", []byte(blocks[1]))
	require.NoError(t, err)
	c, err := New(Options{Rules: []RuleSet{set}, Report: true})
	require.NoError(t, err)
	res, err := c.Clean(Article{HTML: blocks[0]})
	require.NoError(t, err)
	assert.Equal(t, strings.TrimSuffix(blocks[2], "\n"), res.HTML)
	for _, row := range set.Rules {
		assert.Contains(t, res.Report.String(), set.Name+"/"+row.Name)
	}
}
