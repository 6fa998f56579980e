package htmlclean_test

import (
	"testing"

	"github.com/htmlclean/htmlclean"
	"github.com/stretchr/testify/assert"
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
