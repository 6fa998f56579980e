package htmlclean

import (
	"cmp"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// rarities show what no whole article of the fixtures does, by the reason that
// they are to have in their report.
var rarities = []struct {
	reason, input string
	options       Options
}{
	{"parse/flattened", strings.Repeat("<div>", 600) + "Deep." + strings.Repeat("</div>", 600), Options{}},
	{"parse/paragraphs-only", strings.Repeat("<b><table><tr><td>", 600) + "Deeper.", Options{}},
	{"read/denied", "<p>See <sup>1</sup>.</p>", Options{Deny: []Allowance{{Element: "sup"}}}},
	{"structure/not-code", `<pre>Text <table><tr><td>a<td>b<tr><td>c<td>d</table></pre>`, Options{}},
	{"structure/caption-first", "<table><tr><td>a<td>b<tr><td>c<td>d</tr><caption>e</caption></table>", Options{}},
	{"structure/foreign", `<p>a<noscript>&lt;svg&gt;&lt;text&gt;b&lt;/text&gt;&lt;/svg&gt;&lt;img src="https://site.example/a.jpg"&gt;</noscript></p>`, Options{}},
	{"pictures/placeholder", `<p>a <img src="https://site.example/images/loading.gif"></p>`, Options{}},
	{"media/math-part", `<p><math><mi>x</mi><mglyph src="https://site.example/a.png"></mglyph></math></p>`, Options{}},
	{"media/math-picture", `<p><math><mtext>x<img src="https://site.example/a.png"></mtext></math></p>`, Options{}},
	{"media/math-text", `<p><math></math></p>`, Options{}},
	{"links/said-elsewhere", `<p><a href="javascript:;" data-href="https://site.example/a">x</a></p>`, Options{}},
	{"media/embedded-picture", `<p>a</p><embed src="https://site.example/a.png">`, Options{}},
	{"media/box-unreadable", `<p>a<mjx-container class="MathJax" jax="CHTML"><mjx-math><mjx-mi><mjx-c class="mjx-cFFFF"></mjx-c></mjx-mi></mjx-math></mjx-container></p>`, Options{}},
	{"structure/repeated", made("a long link around paragraphs", 2000), Options{}},
	{"media/no-address", `<p>a</p><iframe></iframe>`, Options{}},
	{"media/button", `<p>a</p><iframe src="https://www.facebook.com/plugins/like.php?href=https%3A%2F%2Fsite.example%2F"></iframe>`, Options{}},
}

// Every reason of the passes is seen in a fixture's report, and every change of a
// pass has a reason that the library lists.
func TestEveryReasonFires(t *testing.T) {
	listed := map[string]bool{}
	for _, r := range Reasons() {
		assert.NotEmpty(t, r.Why, "%s/%s", r.Set, r.Rule)
		assert.False(t, listed[r.Set+"/"+r.Rule], "%s/%s is declared twice", r.Set, r.Rule)
		listed[r.Set+"/"+r.Rule] = true
	}
	for _, set := range RuleSets() {
		for _, row := range set.Rules {
			assert.False(t, listed[set.Name+"/"+row.Name], "%s/%s is a pass's as well", set.Name, row.Name)
			listed[set.Name+"/"+row.Name] = true
		}
	}
	fired := map[string]bool{}
	for _, g := range goldens(t) {
		res := g.reported(t)
		for _, change := range res.Report.Changes {
			fired[change.Set+"/"+change.Rule] = true
			assert.True(t, listed[change.Set+"/"+change.Rule], "%s: %s/%s is in no list", g.name, change.Set, change.Rule)
		}
	}
	for _, r := range rarities {
		r.options.Report = true
		c, err := New(r.options)
		require.NoError(t, err)
		res, err := c.Clean(Article{HTML: r.input})
		require.NoError(t, err)
		for _, change := range res.Report.Changes {
			fired[change.Set+"/"+change.Rule] = true
		}
		assert.Contains(t, res.Report.String(), r.reason, "%s", r.input)
	}
	for _, r := range Reasons() {
		if r == *whyNotAllowed || r == *whyGate {
			assert.False(t, fired[r.Set+"/"+r.Rule], "the walls find nothing: gate_test.go plants what they are for")
			continue
		}
		assert.True(t, fired[r.Set+"/"+r.Rule], "no fixture shows what %s/%s does", r.Set, r.Rule)
	}
}

// The names of the report in JSON are part of the library's contract.
func TestReportNames(t *testing.T) {
	proxied := "https://wsrv.nl/?url=" + "https%3A%2F%2Fimg.site.example%2Fquay.jpg"
	c, err := New(Options{Report: true, Rules: []RuleSet{{Name: "own", Rules: []Rule{
		{Name: "done", Match: "i.done", Do: "text", Value: "☑", Why: "drawn"},
		{Name: "tip-jar", Match: "div.tip-jar", Do: "drop", Why: "asks for money"},
		{Name: "caption", Match: "p.under", Do: "caption", Why: "it is"},
	}}}})
	require.NoError(t, err)
	res, err := c.Clean(Article{URL: "https://site.example/tides", HTML: `<div class="box"><p><img data-original="` + proxied + `" src="https://site.example/1x1.gif" alt="Quay" width="640" height="480"></p><p class="under">The old quay</p></div>
<p><i class="done"></i>The <a href="/tables?utm_source=feed">tide tables</a>` + "\ufffd" + `.</p><div class="tip-jar">12 tips <img src="https://site.example/coin.jpg"></div>`})
	require.NoError(t, err)
	out, err := json.MarshalIndent(res.Report, "", "\t")
	require.NoError(t, err)
	if *update {
		require.NoError(t, os.WriteFile("testdata/report.json", append(out, '\n'), 0o644))
	}
	want, err := os.ReadFile("testdata/report.json")
	require.NoError(t, err)
	assert.Equal(t, string(want), string(out)+"\n")

	var back Report
	require.NoError(t, json.Unmarshal(out, &back))
	for i := range res.Report.Changes {
		res.Report.Changes[i].pos = 0
	}
	assert.Equal(t, *res.Report, back)

	var empty Report
	out, err = json.Marshal(empty)
	require.NoError(t, err)
	assert.JSONEq(t, `{"changes": null, "pictures": null, "links": null}`, string(out))
}

// Changes stand in the order of the input, whichever pass made them.
func TestReportOrder(t *testing.T) {
	for _, g := range goldens(t) {
		res := g.reported(t)
		assert.True(t, slices.IsSortedFunc(res.Report.Changes, func(a, b Change) int { return cmp.Compare(a.pos, b.pos) }), g.name)
		for _, change := range res.Report.Changes {
			assert.NotEmpty(t, change.Do, "%s: %s/%s", g.name, change.Set, change.Rule)
		}
	}
}
