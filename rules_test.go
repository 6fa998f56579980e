package htmlclean

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/andybalholm/cascadia"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/net/html"
)

func TestEveryRuleFires(t *testing.T) {
	fired := map[string]bool{}
	articles := goldens(t)
	for _, h := range append(samples(t, "testdata/highlighters.html"), samples(t, "testdata/formulas.html")...) {
		articles = append(articles, golden{input: h.src})
	}
	for _, g := range articles {
		res := g.reported(t)
		for _, change := range res.Report.Changes {
			fired[change.Set+"/"+change.Rule] = true
		}
	}
	for _, set := range RuleSets() {
		assert.NotEmpty(t, set.Source, "where is the markup of %s known from?", set.Name)
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
			want: `<p>One<sup><a id="ref-footnote-mark-1" href="#ref-footnote-text-1">1</a></sup> and two<sup><a id="ref-footnote-mark-2" href="#ref-footnote-text-2">[2]</a></sup>.</p>
<p>End.</p>
<ol>
<li id="ref-footnote-text-1">The first. <a href="#ref-footnote-mark-1">↩</a></li>
<li id="ref-footnote-text-2">The second. <a href="#ref-footnote-mark-2">↩</a></li>
</ol>`, added: []string{"The first.", "↩", "The second.", "[2]", "↩"},
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

func TestRuleErrors(t *testing.T) {
	hosts := []string{"site.example"}
	tests := []struct {
		name, field string
		rule        Rule
	}{
		{"an action that is none", "do", Rule{Match: "i", Do: "delete"}},
		{"text without a text", "attr", Rule{Match: "i", Do: "text"}},
		{"text with two texts", "attr", Rule{Match: "i", Do: "text", Attr: "title", Value: "x"}},
		{"an address without a note", "attr", Rule{Match: "i", Do: "footnote", Href: "data-url"}},
		{"text that is blank", "value", Rule{Match: "i", Do: "text", Value: " "}},
		{"value where nothing shows it", "value", Rule{Match: "i", Do: "drop", Value: "x"}},
		{"an inner element that is none", "to", Rule{Match: "i", Do: "rename", To: "strong script"}},
		{"a link where no target is known", "to", Rule{Match: "i", Do: "rename", To: "a"}},
		{"a level that is none", "level", Rule{Match: "i", Do: "heading", Level: 7}},
		{"an attribute in upper case", "attr", Rule{Match: "i", Do: "link", Attr: "data-URL"}},
		{"an attribute with a selector's bracket", "attr", Rule{Match: "i", Do: "link", Attr: "a=b"}},
		{"keys without an address", "keys", Rule{Match: "i", Do: "video", Attr: "data", Keys: map[string]string{"poster": "p"}}},
		{"keys of an attribute that is none", "keys", Rule{Match: "i", Do: "video", Attr: "data", Keys: map[string]string{"src": "a", "onload": "p"}}},
		{"a link whose JSON has no address", "keys", Rule{Match: "i", Do: "link", Attr: "data", Keys: map[string]string{"text": "t"}}},
		{"JSON that is nowhere", "attr", Rule{Match: "i", Do: "text", Value: "x", Keys: map[string]string{"text": "t"}}},
		{"a language that is none", "lang", Rule{Match: "i", Do: "code", Lang: "The Go Language"}},

		{"a selector of nothing", "match", Rule{Match: " ", Do: "drop"}},
		{"a list that ends too early", "match", Rule{Match: "i,", Do: "drop"}},
		{"a bracket without its end", "match", Rule{Match: "i[a", Do: "drop"}},
		{"a selector that looks at all siblings", "match", Rule{Match: "a ~ i", Do: "drop"}},
		{"a selector that looks inside", "match", Rule{Match: "i:has(a)", Do: "drop"}},
		{"an expression in a selector", "match", Rule{Match: "i[a#=x]", Do: "drop"}},
		{"a class with an escape", "match", Rule{Match: `i.md\:flex`, Do: "drop"}},

		{"a class that is excluded", "match", Rule{Match: "i.a:not(.a)", Do: "drop"}},
		{"one of a list that is excluded", "match", Rule{Match: "b, i.a:not(.b, i)", Do: "drop"}},
		{"an element that is excluded further out", "match", Rule{Match: "div:not(div) i", Do: "drop"}},
		{"an attribute that is excluded", "match", Rule{Match: `i[a^="xy"]:not([a*="y"])`, Do: "drop"}},
		{"everything that is excluded", "match", Rule{Match: "i:not(*)", Do: "drop"}},
		{"two ids", "match", Rule{Match: "#a#b", Do: "drop"}},
		{"an attribute with two values", "match", Rule{Match: `i[a="x"][a$="y"]`, Do: "drop"}},
		{"a part of a value that is nothing", "match", Rule{Match: `i[a*=""]`, Do: "drop"}},
		{"a word that is two", "match", Rule{Match: `i[class~="a b"]`, Do: "drop"}},
		{"an element that is not read", "match", Rule{Match: "script.x", Do: "drop"}},
		{"what is in an element that is not read", "match", Rule{Match: "template i", Do: "drop"}},
		{"what is in an element that holds nothing", "match", Rule{Match: "img > i", Do: "drop"}},
		{"a paragraph behind a cell", "match", Rule{Match: "td + p", Do: "drop"}},
		{"the attribute that is read is excluded", "attr", Rule{Match: "i:not([a])", Do: "link", Attr: "a"}},

		{"text of an empty element", "text", Rule{Match: "i", Do: "drop", Empty: true, Text: "x"}},
		{"text of a picture", "text", Rule{Match: "img", Do: "drop", Text: "x"}},
		{"a text with two spaces", "text", Rule{Match: "i", Do: "drop", Text: "a  b"}},
		{"a text with an ideographic space", "text", Rule{Match: "i", Do: "drop", Text: "^(\u3000|\n)a"}},
		{"a text longer than is looked at", "text", Rule{Match: "i", Do: "drop", Text: "^.{150}(.{60}|.{70})"}},
		{"an expression that is none", "text", Rule{Match: "i", Do: "drop", Text: "("}},
		{"a child that is none", "child", Rule{Match: "i", Do: "drop", Child: "second"}},
		{"an only child behind another", "child", Rule{Match: "a + i", Do: "drop", Child: "only"}},
		{"a last child before another", "followedBy", Rule{Match: "i", Do: "drop", Child: "last", FollowedBy: "p"}},
		{"a paragraph behind a row", "followedBy", Rule{Match: "tr.a", Do: "drop", FollowedBy: "h2, p"}},
		{"a successor of something else", "followedBy", Rule{Match: "i", Do: "drop", FollowedBy: "b + p"}},
		{"a successor that is excluded", "followedBy", Rule{Match: "i", Do: "drop", FollowedBy: "p:not(p)"}},

		{"a host with its path", "hosts", Rule{Match: "i", Do: "drop", Hosts: []string{"www.site.example/a"}}},
		{"a host that is none of the set's", "hosts", Rule{Match: "i", Do: "drop", Hosts: []string{"other.example"}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tt.rule.Name, tt.rule.Why = "row", "it is wrong"
			_, err := New(Options{Rules: []RuleSet{{Name: "set", Hosts: hosts, Rules: []Rule{tt.rule}}}})
			wrong, ok := errors.AsType[*RuleError](err)
			require.True(t, ok, "%v", err)
			assert.Equal(t, tt.field, wrong.Field, wrong.Reason)
			assert.Equal(t, 1, wrong.Row)
		})
	}
}

// Of two rules with one selector and the same conditions one would never be applied.
func TestRuleTwice(t *testing.T) {
	first := Rule{Name: "first", Match: "p.a, p.b", Do: "drop", Text: "^x", Why: "the test's"}
	second := Rule{Name: "second", Match: `h2, p[class~="c"], p.b`, Do: "unwrap", Why: "the test's"}
	_, err := New(Options{Rules: []RuleSet{{Name: "set", Rules: []Rule{first, second}}}})
	require.NoError(t, err, "one has a condition more")
	second.Text = "^x"
	_, err = New(Options{Rules: []RuleSet{{Name: "set", Rules: []Rule{first, second}}}})
	wrong, ok := errors.AsType[*RuleError](err)
	require.True(t, ok, "%v", err)
	assert.Equal(t, 2, wrong.Row)
	assert.Contains(t, wrong.Reason, "first")
}

// Selectors that look like contradictions and are none.
func TestRuleSelectors(t *testing.T) {
	tests := []struct {
		match, input, want string
	}{
		{"i.a:not(b.a)", `<p>x<i class="a">y</i></p>`, "<p>x</p>"},
		{"i.a:not(.b .a)", `<p>x<i class="a">y</i></p>`, "<p>x</p>"},
		{`i[a="xy"][a^="x"]:not([a$="x"])`, `<p>x<i a="xy">y</i></p>`, "<p>x</p>"},
		{`[class~="md:flex"]`, `<p>x<b class="q md:flex">y</b></p>`, "<p>x</p>"},
		{`i[ DATA-A = 'p q' i ]`, `<p>x<i data-a="P Q">y</i></p>`, "<p>x</p>"},
		{`p>i+b`, `<p>x<i>y</i><b>z</b></p>`, "<p>x<em>y</em></p>"},
		{"script + p", `<script>1</script><p>x</p><p>y</p>`, "<p>y</p>"},
		{"td + th", `<table><tr><td>x</td><th>y</th></tr><tr><td>v</td><td>w</td></tr></table>`, ""},
		{":not(i):not(p)", `<p>x<i>y</i><u>z</u></p>`, "<p>x<em>y</em></p>"},
		{"#a.b[c]", `<p>x</p><p id="a" class="c  b" c>y</p>`, "<p>x</p>"},
		{"U", `<p>x<u>z</u></p>`, "<p>x</p>"},
	}
	for _, tt := range tests {
		t.Run(tt.match, func(t *testing.T) {
			rule := Rule{Name: "row", Match: tt.match, Do: "drop", Why: "the test's"}
			c, err := New(Options{Rules: []RuleSet{{Name: "set", Rules: []Rule{rule}}}})
			require.NoError(t, err)
			res, err := c.Clean(Article{HTML: tt.input})
			require.NoError(t, err)
			if tt.want == "" {
				assert.NotContains(t, res.HTML, "<th")
				return
			}
			assert.Equal(t, tt.want, res.HTML)
		})
	}
}

// What the index finds for each element of the goldens is what a look at all
// rules finds, one after the other and by their whole selectors, and what these
// match is what another library's do.
func TestIndexFindsTheFirstRule(t *testing.T) {
	c, err := New(Options{DropBoilerplate: true})
	require.NoError(t, err)
	var rules []*rule
	for _, c := range c.rules.anywhere {
		rules = append(rules, c.rule)
	}
	for _, table := range []wordMap[ruleWord]{c.rules.byID, c.rules.byClass, c.rules.byName, c.rules.byAttr} {
		for _, word := range table.values {
			for _, c := range word.rules {
				rules = append(rules, c.rule)
			}
		}
	}
	for _, list := range append(c.rules.paragraphs.values, c.rules.anyParagraph) {
		rules = append(rules, list...)
	}
	slices.SortFunc(rules, func(a, b *rule) int { return a.rank - b.rank })
	rules = slices.Compact(rules)
	require.Greater(t, len(rules), 400)
	theirs := make([]cascadia.Sel, len(rules))
	for i, r := range rules {
		theirs[i], err = cascadia.Parse(r.selector.source)
		require.NoError(t, err, r.selector.source)
		assert.Equal(t, specificity(theirs[i].Specificity()), r.selector.specific, r.selector.source)
	}
	textMatches := func(n *node, r *rule) bool {
		whole := *r
		whole.begins = nil
		return whole.textMatches(n)
	}
	first := func(n *node, parsed *html.Node, host string) (found string) {
		for i, r := range rules {
			matches := r.selector.matches(n)
			if theirs[i].Match(parsed) != matches {
				t.Errorf("%s: matches %s %v: %v", r.selector.source, n.name(), n.attr, matches)
			}
			if found == "" && matches && r.isFor(host) && (r.Child == "" || isChild(n, r.Child)) &&
				(len(r.next) == 0 || nextMatches(n, r.next)) && (!r.Empty || showsNothing(n)) && (r.text == nil || textMatches(n, r)) {
				found = r.why.Set + "/" + r.Name
			}
		}
		return found
	}
	found := 0
	for _, g := range goldens(t) {
		j := c.newJob(t.Context(), g.url)
		parsed, err := parseFragment(g.input)
		require.NoError(t, err)
		root := j.copyOf(parsed)
		var seen wordSet
		n := root
		for m := range parsed[0].Parent.Descendants() {
			if n = n.nextIn(root); m.Type != html.ElementNode {
				continue
			}
			got := ""
			if r := c.rules.find(n, j.host, &seen); r != nil {
				got = r.why.Set + "/" + r.Name
				found++
			}
			require.Equal(t, first(n, m, j.host), got, "%s: %s %v", g.name, n.name(), n.attr)
		}
		assert.Nil(t, n.nextIn(root), g.name)
	}
	assert.Greater(t, found, 500)
}

// A text is read on only where it begins with what an expression begins with.
func TestTextBeginnings(t *testing.T) {
	tests := map[string][]string{
		`^View Code$`: {"View"},
		`^([【\[]?(打印本页|关闭窗口)[】\]]?[ |]?)+$`:                   {"[", "【", "打印本页", "关闭窗口"},
		`^((Having|Trouble) .{0,60}\? ?)?(View|Read) online$`: {"Having", "Trouble", "View", "Read"},
		`^“?(The|This) statement`:                             {"“", "Th"},
		`^one|^two`:                                           {"one", "two"},
		`^-{5,} ?one`:                                         {"-"},
		`^(one ?|two ?){0,4}three`:                            {"one", "two", "three"},
		`^one|two`:                                            nil,
		`one`:                                                 nil,
		`(?i)^one`:                                            nil,
		`(^one)?two`:                                          nil,
		`^\d+$`:                                               nil,
		`^(one)?$`:                                            nil,
		`^( one|two)`:                                         nil,
		`^(one)*.`:                                            nil,
	}
	for text, want := range tests {
		ix, err := compileRules([]RuleSet{{Name: "own", Rules: []Rule{{Name: "row", Match: "p.x", Do: "drop", Text: text, Why: "a line"}}}}, nil, Options{})
		require.NoError(t, err, text)
		assert.ElementsMatch(t, want, ix.byClass.get("x").rules[0].begins, text)
	}
	// A built-in rule that is tried on every paragraph reads the first word of most.
	assert.Empty(t, defaultCleaner().rules.anyParagraph)
	for _, word := range defaultCleaner().rules.byName.values {
		for _, c := range word.rules {
			assert.False(t, c.text != nil && c.within == (wordSet{}) && len(c.begins) == 0, "%s/%s", c.why.Set, c.Name)
		}
	}
}

// Kinds of selectors that few built-in rules have, against another library's.
func TestSelectorsMatch(t *testing.T) {
	src := `<div id=a class="x y" lang=en-GB data-a="One Two"><p class=x>1</p>text<!-- c --><i>2</i><p id=b>3<b class="y z"><i>4</i></b></p></div>` +
		`<section><p class=X data-a=onetwo>5</p><svg class=x><a class=y></a></svg><zk-box class=x><p>6</p></zk-box></section>`
	parsed, err := parseFragment(src)
	require.NoError(t, err)
	for _, source := range []string{"p", "*", "#a", ".x", ".X", "[class]", "[lang|=en]", "[lang|=en-G]", `[data-a="one two" i]`, `[data-a~="TWO" i]`, `[data-a^="one" i]`, `[data-a$="TWO" i]`, `[data-a*=eTw i]`,
		"[data-a^=One]", "div p", "div > p", "div > i", "p + i", "i + p", "p + p", "i + p b > i", "div p i", "div > p > i", "section *", "svg a", "zk-box > p", "a", "body > div p", "body p",
		"p:not(.x)", ":not(p):not(i)", "p:not(div > p)", "i:not(b i, u)", ":not(.x, #b)", "#a.x p:not(#b)", "p.x:not([data-a])"} {
		list, err := parseSelectors(source)
		require.NoError(t, err, source)
		theirs, err := cascadia.ParseGroup(source)
		require.NoError(t, err, source)
		assert.Equal(t, specificity(theirs[0].Specificity()), list[0].specific, source)
		n := defaultCleaner().newJob(t.Context(), "").copyOf(parsed)
		root := n
		for m := range parsed[0].Parent.Descendants() {
			if n = n.nextIn(root); m.Type == html.ElementNode {
				assert.Equal(t, theirs.Match(m), list[0].matches(n), "%s on %s %v", source, n.name(), n.attr)
			}
		}
	}
}

// A selector may ask for what is around the article.
func TestRuleLooksAroundTheArticle(t *testing.T) {
	c, err := New(Options{Rules: []RuleSet{{Name: "own", Rules: []Rule{{Name: "note", Match: ".page .box p", Do: "drop", Why: "the test's"}}}}})
	require.NoError(t, err)
	src := `<html class="page"><body class="box"><p>x</p><div>y</div></body></html>`
	res, err := c.Clean(Article{HTML: src})
	require.NoError(t, err)
	assert.Equal(t, "<p>y</p>", res.HTML)
	doc, err := html.Parse(strings.NewReader(src))
	require.NoError(t, err)
	for n := range doc.Descendants() {
		if n.Data == "p" {
			res, err := c.CleanNode(n, "")
			require.NoError(t, err)
			assert.Empty(t, res.HTML)
		}
	}
}

// A script in an element is nothing that the element shows.
func TestRuleConditionsPassOverScripts(t *testing.T) {
	c, err := New(Options{Rules: []RuleSet{{Name: "own", Rules: []Rule{
		{Name: "bar", Match: "div.bar", Do: "drop", Empty: true, Why: "the test's"},
		{Name: "rights", Match: "p", Do: "drop", Text: "^All rights reserved$", Why: "the test's"},
	}}}})
	require.NoError(t, err)
	res, err := c.Clean(Article{HTML: `<div class="bar"><script>bar()</script><style>a{}</style></div><p>All <script>x</script>rights reserved</p><div class="bar">Open.</div>`})
	require.NoError(t, err)
	assert.Equal(t, "<p>Open.</p>", res.HTML)
}

func TestRuleHosts(t *testing.T) {
	set := RuleSet{Name: "own", Hosts: []string{"site.example"}, Rules: []Rule{
		{Name: "all", Match: "p.a", Do: "drop", Why: "the test's"},
		{Name: "mobile", Match: "p.b", Do: "drop", Hosts: []string{"m.site.example"}, Why: "the test's"},
		{Name: "wins", Match: "p.a", Do: "keep", Hosts: []string{"m.site.example"}, Why: "it asks for more"},
	}}
	c, err := New(Options{Rules: []RuleSet{set}})
	require.NoError(t, err)
	for host, want := range map[string]string{
		"":                                 "abc",
		"https://example.org/":             "abc",
		"https://site.example/":            "bc",
		"https://www.site.example/":        "bc",
		"https://m.site.example/":          "ac",
		"https://x.m.site.example/":        "ac",
		"https://m.site.example.evil.org/": "abc",
	} {
		res, err := c.Clean(Article{HTML: `<p class="a">a</p><p class="b">b</p><p>c</p>`, URL: host})
		require.NoError(t, err)
		assert.Equal(t, want, strings.NewReplacer("<p>", "", "</p>", "", "\n", "").Replace(res.HTML), host)
	}
}

// What RuleSets returns can be changed without harm to the built-in sets.
func TestRuleSetsAreCopies(t *testing.T) {
	for _, set := range RuleSets() {
		for i := range set.Rules {
			for key := range set.Rules[i].Keys {
				set.Rules[i].Keys[key] = "changed"
			}
			for k := range set.Rules[i].Hosts {
				set.Rules[i].Hosts[k] = "changed"
			}
			set.Rules[i].Match = "changed"
		}
		for i := range set.Hosts {
			set.Hosts[i] = "changed"
		}
	}
	out, err := json.Marshal(RuleSets())
	require.NoError(t, err)
	assert.NotContains(t, string(out), "changed")
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
