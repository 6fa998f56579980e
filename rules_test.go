package htmlclean

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestEveryRuleFires(t *testing.T) {
	fired := map[string]bool{}
	articles := goldens(t)
	for _, h := range samples(t, "testdata/highlighters.html") {
		articles = append(articles, golden{input: h.src})
	}
	for _, g := range articles {
		opt := g.options
		opt.Report = true
		c, err := New(opt)
		require.NoError(t, err)
		res, err := c.Clean(Article{HTML: g.input, URL: g.url})
		require.NoError(t, err)
		for _, change := range res.Report.Changes {
			fired[change.Set+"/"+change.Rule] = true
		}
	}
	for _, set := range RuleSets() {
		for _, row := range set.Rules {
			assert.True(t, fired[set.Name+"/"+row.Name], "no fixture shows what %s/%s does", set.Name, row.Name)
		}
	}
}

func TestRuleActions(t *testing.T) {
	tests := []struct {
		name, input, want string
		rule              Rule
		added, removed    []string
	}{
		{
			name:  "text of an attribute becomes the content",
			rule:  Rule{Match: "span.tex", Do: "text", Attr: "data-tex", To: "code"},
			input: `<p>Energy is <span class="tex" data-tex="E=mc^2"><span><svg><path d="M0"/></svg></span></span>.</p>`,
			want:  `<p>Energy is <code>E=mc^2</code>.</p>`, added: []string{"E=mc^2"},
		},
		{
			name:  "text beside a text of its own adds nothing",
			rule:  Rule{Match: "span.tex", Do: "text", Attr: "data-tex", To: "code"},
			input: `<p>Energy is <span class="tex" data-tex="E=mc^2">mass</span>.</p>`,
			want:  `<p>Energy is mass.</p>`,
		},
		{
			name:  "footnote in an attribute joins the notes at the end",
			rule:  Rule{Match: "sup.note", Do: "footnote", Attr: "title"},
			input: `<div><p>One<sup class="note" title="The first.">1</sup> and two<sup class="note" title="The second."></sup>.</p></div><p>End.</p>`,
			want: `<p>One<sup><a href="#ref-footnote-text-1">1</a></sup> and two<sup><a href="#ref-footnote-text-2">[2]</a></sup>.</p>
<p>End.</p>
<ol>
<li id="ref-footnote-text-1">The first.</li>
<li id="ref-footnote-text-2">The second.</li>
</ol>`, added: []string{"The first.", "The second.", "[2]"},
		},
		{
			name:  "footnote that leads somewhere stays",
			rule:  Rule{Match: "sup.note", Do: "footnote", Attr: "title"},
			input: `<p>One<sup class="note" title="The first."><a href="#a">1</a></sup></p><p id="a">The first.</p>`,
			want: `<p>One<sup><a href="#ref-a">1</a></sup></p>
<p id="ref-a">The first.</p>`,
		},
		{
			name:  "line-number goes with the space behind it",
			rule:  Rule{Match: "pre > b", Do: "line-number"},
			input: "<pre><code></code><b>1</b> if x:\n<b>2</b>   <i>print</i>\n<b>3</b></pre>",
			want:  "<pre><code>if x:\n  print</code></pre>", removed: []string{"1", "2", "3"},
		},
		{
			name:  "text of the rule stands for what is drawn",
			rule:  Rule{Match: "img.smile", Do: "text", Value: ":)", To: "span"},
			input: `<p>Fine <img class="smile" src="https://example.org/s.png">.</p>`,
			want:  `<p>Fine :).</p>`, added: []string{":)"},
		},
		{
			name:  "rename into elements in each other",
			rule:  Rule{Match: "span.bi", Do: "rename", To: "strong em"},
			input: `<p>Quite <span class="bi">sure</span>.</p>`,
			want:  `<p>Quite <strong><em>sure</em></strong>.</p>`,
		},
		{
			name:  "rename raises a link, which keeps its target",
			rule:  Rule{Match: "a.mark", Do: "rename", To: "sup a"},
			input: `<p>Sure<a class="mark" href="https://example.org/n">1</a>.</p>`,
			want:  `<p>Sure<sup><a href="https://example.org/n">1</a></sup>.</p>`,
		},
		{
			name: "markers make lists as deep as the paragraphs say",
			rule: Rule{Match: "b", Do: "marker"},
			input: `<p style="x level1"><b>a)</b>one</p><p style="x level2"><b>·</b>two</p><p style="x level9"><b>7.</b>three</p><p style="x level1"><b>b)</b>four</p><p>five</p>` +
				`<p><span><b>4.</b></span> six</p><section><b>-</b> seven</section>`,
			want: `<ol type="a">
<li>one
<ul>
<li>two
<ol start="7">
<li>three</li>
</ol>
</li>
</ul>
</li>
<li>four</li>
</ol>
<p>five</p>
<ol start="4">
<li>six</li>
</ol>
<p>seven</p>`, removed: []string{"a)", "·", "7.", "b)", "4.", "-"},
		},
		{
			name:  "marker leads to the item where a link led to it",
			rule:  Rule{Match: "a.nr", Do: "marker"},
			input: `<p>See <a href="#n1">1</a>.</p><div><a class="nr" id="n1" href="#x">1</a><p>The note.</p></div>`,
			want: `<p>See <a href="#ref-n1">1</a>.</p>
<ol>
<li id="ref-n1">The note.</li>
</ol>`, removed: []string{"1"},
		},
		{
			name:  "code without a language",
			rule:  Rule{Match: "div.code > pre", Do: "code"},
			input: `<div class="code"><pre>ls -l</pre></div>`,
			want:  `<pre><code>ls -l</code></pre>`,
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tt.rule.Name, tt.rule.Why = "rule", "the test's"
			opt := Options{Rules: []RuleSet{{Name: "own", Rules: []Rule{tt.rule}}}, Report: true}
			c, err := New(opt)
			require.NoError(t, err)
			res, err := c.Clean(Article{HTML: tt.input})
			require.NoError(t, err)
			assert.Equal(t, tt.want, res.HTML)
			var added, removed []string
			for _, change := range res.Report.Changes {
				if change.Added != "" {
					added = append(added, change.Added)
				}
				if change.Text != "" {
					removed = append(removed, change.Text)
				}
			}
			assert.Equal(t, tt.added, added)
			assert.Equal(t, tt.removed, removed)
			checkProperties(t, opt, Article{HTML: tt.input})
		})
	}
}

func TestRuleArguments(t *testing.T) {
	tests := []struct {
		name, field string
		rule        Rule
	}{
		{"text without a text", "attr", Rule{Match: "i", Do: "text"}},
		{"text with two texts", "attr", Rule{Match: "i", Do: "text", Attr: "title", Value: "x"}},
		{"value where nothing shows it", "value", Rule{Match: "i", Do: "drop", Value: "x"}},
		{"an inner element that is none", "to", Rule{Match: "i", Do: "rename", To: "strong script"}},
		{"a link where no target is known", "to", Rule{Match: "i", Do: "rename", To: "a"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tt.rule.Name, tt.rule.Why = "row", "it is wrong"
			_, err := New(Options{Rules: []RuleSet{{Name: "set", Rules: []Rule{tt.rule}}}})
			wrong, ok := errors.AsType[*RuleError](err)
			require.True(t, ok, "%v", err)
			assert.Equal(t, tt.field, wrong.Field, wrong.Reason)
		})
	}
}

func TestBoilerplateOutsideParagraphs(t *testing.T) {
	row := Rule{Name: "rights", Match: "p", Do: "drop", Text: "^All rights reserved", Boilerplate: true, Why: "the test's"}
	opt := Options{Rules: []RuleSet{{Name: "own", Rules: []Rule{row}}}, DropBoilerplate: true, Report: true}
	for _, input := range []string{
		"<p>Text.</p><p>All rights reserved.</p>",
		"<p>Text.</p><div>All <b>rights</b> reserved.</div>",
		"<p>Text.<br><br>All rights reserved.</p>",
		"<p>Text.</p><blockquote><section>All rights reserved.</section></blockquote>",
	} {
		c, err := New(opt)
		require.NoError(t, err)
		res, err := c.Clean(Article{HTML: input})
		require.NoError(t, err)
		assert.Equal(t, "<p>Text.</p>", res.HTML, input)
		checkProperties(t, opt, Article{HTML: input})
	}
}
