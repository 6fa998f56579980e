package htmlclean_test

import (
	"strings"
	"testing"

	"github.com/htmlclean/htmlclean"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestSplitFrontMatter(t *testing.T) {
	for _, tt := range []struct{ name, front, body, why string }{
		{"YAML", "---\ntitle: Harbour\n---\n", "\n<p>Fog.</p>", ""},
		{"TOML", "+++\ntitle = \"Harbour\"\n+++\n", "<p>Fog.</p>", ""},
		{"blank lines before", "\n \t\n---\na: b\n---\n", "<p>", "as the seed's blog writes it"},
		{"byte order mark", "\ufeff---\na: b\n---\n", "<p>", ""},
		{"byte order mark, then blank line", "\ufeff\n---\na: b\n---\n", "<p>", ""},
		{"CRLF", "---\r\na: b\r\n---\r\n", "<p>\r\n", ""},
		{"blanks behind the fences", "--- \na: b\n---\t \n", "<p>", ""},
		{"empty", "---\n---\n", "<p>", ""},
		{"nothing behind it", "---\na: b\n---", "", ""},
		{"never closes", "", "---\na: b\n<p>", "the article's own text"},
		{"other fence closes nothing", "", "---\na: b\n+++\n<p>", ""},
		{"a longer rule is no fence", "---\na: b\n----\n---\n", "<p>", ""},
		{"indented closing fence is a value", "", "---\na: |\n  ---\n", ""},
		{"four dashes open nothing", "", "----\na: b\n----\n", ""},
		{"text first", "", "<p>x</p>\n---\na: b\n---\n", ""},
		{"one line", "", "---", ""},
		{"empty input", "", "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			front, body := htmlclean.SplitFrontMatter(tt.front + tt.body)
			assert.Equal(t, tt.front, front, tt.why)
			assert.Equal(t, tt.body, body, tt.why)
		})
	}
}

// direct is the address behind proxy, a proxy the tests set up themselves.
const (
	proxy  = "https://relay.example/?"
	direct = "http://img.example/2021/a_1.jpg"
)

func relayed(t testing.TB) *htmlclean.Cleaner {
	c, err := htmlclean.New(htmlclean.Options{Proxies: []string{proxy}})
	require.NoError(t, err)
	return c
}

func TestFrontMatter(t *testing.T) {
	c := relayed(t)
	for _, tt := range []struct{ name, in, why string }{
		{"single quotes", "---\nheadimg: '⟦⟧'\nthumbnail: '⟦⟧'\n---\n", ""},
		{"double quotes", "---\nheadimg: \"⟦⟧\"  # cover\n---\n", ""},
		{"bare", "---\nheadimg: ⟦⟧ \n---\n", ""},
		{"bare with comment", "---\nheadimg: ⟦⟧ # cover\n---\n", ""},
		{"CRLF, byte order mark, blank line", "\ufeff\r\n---\r\nheadimg: ⟦⟧\r\n---\r\n", ""},
		{"list", "---\nphotos:\n - ⟦⟧\n - '⟦⟧'\n-   \"⟦⟧\"\n---\n", ""},
		{"list of mappings", "---\nphotos:\n  - url: ⟦⟧\n    title: Harbour\n  - - ⟦⟧\n---\n", ""},
		{"flow list", "---\nphotos: [⟦⟧, '⟦⟧', \"⟦⟧\" ] # all\n---\n", ""},
		{"flow mapping", "---\ncover: {url: ⟦⟧, 'small': '⟦⟧', n: 3}\n---\n", ""},
		{"quoted key", "---\n\"head img\": ⟦⟧\n---\n", ""},
		{"nested", "---\ncover:\n  image:\n    url: ⟦⟧\n---\n", ""},
		{"value on its own line", "---\ncover:\n  '⟦⟧'\n---\n", ""},
		{"TOML", "+++\nheadimg = \"⟦⟧\"\nthumb='⟦⟧'\nall = [\"⟦⟧\", '⟦⟧']\nmore = [\n  \"⟦⟧\",\n  '⟦⟧'\n]\nin = { a = \"⟦⟧\" }\n+++\n", ""},

		{"inside a sentence", "---\ntitle: 'see PROXY now'\nabout: PROXY and more\n---\n", "not the whole value"},
		{"quotes in quotes", "---\ntitle: \"she said 'PROXY' twice\"\n---\n", ""},
		{"block scalar", "---\ntext: |\n  PROXY\n\n  'PROXY'\n  - PROXY\nheadimg: ⟦⟧\n---\n", "a text that happens to hold an address"},
		{"folded list item", "---\nlist:\n  - >-\n    PROXY\n  - ⟦⟧\n---\n", ""},
		{"bare over two lines", "---\ntext: PROXY\n  - PROXY\n  and more\nheadimg: ⟦⟧\n---\n", ""},
		{"string over lines", "---\ntext: 'It begins\n  PROXY\n  and ends'\nheadimg: ⟦⟧\n---\n", ""},
		{"TOML string over lines", "+++\ntext = \"\"\"\nu = \"PROXY\"\n\"\"\"\nu = \"⟦⟧\"\n+++\n", ""},
		{"comment", "---\n# 'PROXY'\n#PROXY\n---\n", ""},
		{"key", "---\n'PROXY': 1\n---\n", ""},
		{"bare in TOML", "+++\nu = PROXY\n+++\n", "not TOML"},
		{"escapes", "---\nu: \"PROXY\\u0041\"\nv: 'PROXY''s'\n---\n", "the value is not what stands there"},
		{"tag and anchor", "---\nu: !!str PROXY\nv: &x PROXY\n---\n", "not the whole value"},
		{"no address", "---\ntitle: fog // harbour\nratio: '16:9'\n---\n", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			in := strings.NewReplacer("⟦⟧", proxy+direct, "PROXY", proxy+direct).Replace(tt.in)
			want := strings.NewReplacer("⟦⟧", direct, "PROXY", proxy+direct).Replace(tt.in)
			assert.Equal(t, want, c.FrontMatter(in), tt.why)
			assert.Equal(t, want, c.FrontMatter(want), "a second time")
		})
	}
}

func TestFrontMatterLeavesHostileValues(t *testing.T) {
	c := relayed(t)
	for _, v := range []string{
		"javascript:alert(1)", proxy + "javascript:alert(1)", proxy + "http://x.example/%22%0aevil: 1",
		proxy + "http://x.example/'\"", proxy + "//", proxy, proxy + proxy,
	} {
		for _, form := range []string{"---\nu: %\n---\n", "---\nu: '%'\n---\n", "---\nu: \"%\"\n---\n", "---\nu: [%]\n---\n"} {
			in := strings.Replace(form, "%", v, 1)
			got := c.FrontMatter(in)
			assert.Equal(t, strings.Count(in, "\n"), strings.Count(got, "\n"), "no new line in %q", got)
			assert.Equal(t, strings.Count(in, `"`), strings.Count(got, `"`), "no new quote in %q", got)
			assert.Equal(t, got, c.FrontMatter(got))
		}
	}
	hostile := "---\nu: '" + proxy + "javascript:alert(1)'\n---\n"
	assert.Equal(t, hostile, c.FrontMatter(hostile))
}

func FuzzFrontMatter(f *testing.F) {
	for _, s := range []string{
		"---\nheadimg: '" + proxy + direct + "'\nlist:\n - " + proxy + direct + "\n---\n\n<p>Fog.</p>",
		"+++\nu = [\"" + proxy + direct + "\"]\n+++\r\n", "\ufeff\n---\na: |\n  //x\n---", "---\na: {b: 'c', d: [\"e\"]}\n---\n",
		"---\nu: https://cors.zfour.workers.dev/?http://a.example/b,c]\n---\n",
	} {
		f.Add(s)
	}
	c := relayed(f)
	f.Fuzz(func(t *testing.T, src string) {
		front, body := htmlclean.SplitFrontMatter(src)
		require.Equal(t, src, front+body, "no byte is lost")

		kept := c.FrontMatter(front)
		require.Equal(t, kept, c.FrontMatter(kept), "idempotent")
		if !strings.Contains(front, "//") {
			require.Equal(t, front, kept, "nothing to do without an address")
		}
		require.Equal(t, strings.Count(front, "\n"), strings.Count(kept, "\n"))
		again, rest := htmlclean.SplitFrontMatter(kept + body)
		require.Equal(t, kept, again, "the front matter ends where it ended")
		require.Equal(t, body, rest)

		require.Equal(t, c.FrontMatter(src), c.FrontMatter(c.FrontMatter(src)), "what is no front matter does no harm")
	})
}
