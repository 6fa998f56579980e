package htmlclean

import (
	"html"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// theProgram is what every highlighter of testdata/highlighters.html shows: an
// empty line, an indent, two spaces in a row, and the characters that markup escapes.
const theProgram = "if w < h && ok {\n\n    return \"a  b\"\n}"

// A sample is a piece of a vendor's markup.
type sample struct{ name, want, src string }

// samples reads a file of pieces of markup, each below a line "=== name | what it should be".
func samples(t *testing.T, file string) (list []sample) {
	data, err := os.ReadFile(file)
	require.NoError(t, err)
	for _, section := range strings.Split("\n"+string(data), "\n=== ")[1:] {
		head, src, _ := strings.Cut(section, "\n")
		name, want, ok := strings.Cut(head, " |")
		require.True(t, ok, head)
		list = append(list, sample{name, strings.TrimSpace(want), src})
	}
	require.NotEmpty(t, list)
	return list
}

// TestHighlighters reads testdata/highlighters.html: below each line
// "=== highlighter | language" stands theProgram as that highlighter writes it.
func TestHighlighters(t *testing.T) {
	for _, h := range samples(t, "testdata/highlighters.html") {
		t.Run(h.name, func(t *testing.T) {
			src, want := h.src, "<pre><code>"
			if h.want != "" {
				want = `<pre><code class="language-` + h.want + `">`
			}
			want += strings.NewReplacer("&#34;", `"`).Replace(html.EscapeString(theProgram)) + "</code></pre>"
			got, err := HTML(src)
			require.NoError(t, err)
			if got != want && got == strings.NewReplacer("<code>", "", "</code>", "").Replace(want) {
				want = got // preformatted text that nothing says is code
			}
			assert.Equal(t, want, got)
			checkProperties(t, Options{}, Article{HTML: "<p>Before.</p>" + src + "<p>After.</p>"})
		})
	}
}
