package htmlclean

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Numbers that only look like notes and marks: nothing is linked where one number
// has no note, or one note no mark.
func TestNoTypedNotes(t *testing.T) {
	for _, c := range []struct{ name, src string }{
		{"a note without a mark", `<p>The tide turns.[1]</p><p>[1] At noon.</p><p>[2] At night.</p>`},
		{"a mark without a note", `<p>The tide turns[1] twice[2].</p><p>[1] At noon.</p>`},
		{"an index from 0 on", `<p>Take a[0] and a[1].</p><p>[1] The second.</p>`},
		{"two sets", `<p>One.[1]</p><p>[1] Of two.</p><p>Two.[1]</p><p>[1] Of two.</p>`},
		{"a mark behind the notes", `<p>One.[1]</p><p>[1] Note.</p><p>See [1] again.</p>`},
		{"notes with text between", `<p>One[1], two[2].</p><p>[1] Note.</p><p>More of the article.</p><p>[2] Note.</p>`},
		{"marks in code alone", `<p>Take <code>a[1]</code>.</p><p>[1] The second.</p>`},
		{"labels of paragraphs", `<p>[1] The first.</p><p>[2] The second, after [1].</p>`},
		{"a list without a title", `<p>Steps [1] and [2] take long.</p><h2>Steps</h2><ol><li>Cast off.</li><li>Row.</li></ol>`},
		{"a list of more", `<p>As said.[1]</p><h2>References</h2><ol><li>Lin</li><li>Wu</li></ol>`},
		{"powers", `<p>It has 10 km<sup>2</sup> and 3<sup>1</sup>.</p><p><sup>1</sup> One.</p><p><sup>2</sup> Two.</p>`},
		{"years", `<p>It was so [2019].</p><p>[2019] A year.</p>`},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := HTML(c.src)
			require.NoError(t, err)
			assert.NotContains(t, got, "<a ")
			checkProperties(t, Options{}, Article{HTML: c.src})
		})
	}
}
