package htmlclean

import (
	"encoding/csv"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// census reads testdata/pictures.tsv: how many different pictures a reader of
// each article sees, counted by looking at it.
func census(t *testing.T) map[string]int {
	file, err := os.Open("testdata/pictures.tsv")
	require.NoError(t, err)
	defer file.Close()
	r := csv.NewReader(file)
	r.Comma = '\t'
	rows, err := r.ReadAll()
	require.NoError(t, err)
	require.Equal(t, []string{"article", "pictures"}, rows[0])
	counts := make(map[string]int)
	for _, row := range rows[1:] {
		counts[row[0]], err = strconv.Atoi(row[1])
		require.NoError(t, err, row[0])
	}
	require.Len(t, counts, len(rows)-1, "an article is listed twice")
	return counts
}

func TestPictureCensus(t *testing.T) {
	counts, c := census(t), defaultCleaner()
	articles := corpus(t)
	if len(articles) == 0 {
		t.Skip("no articles beside the project: their pictures cannot be counted")
	}
	for _, g := range articles {
		t.Run(g.name, func(t *testing.T) {
			want, ok := counts[g.name]
			require.True(t, ok, "testdata/pictures.tsv has no row for the article")
			res, err := c.Clean(Article{HTML: g.input})
			require.NoError(t, err)
			shown, figures := map[string]bool{}, map[string]bool{}
			given := picturesOf(t, g.input)
			for _, img := range imagesOf(t, res.HTML) {
				src := parsedAttr(img, "src")
				shown[src] = true
				if img.Parent.DataAtom == atom.Figure {
					assert.False(t, figures[src], "%s is shown twice", src)
					figures[src] = true
				}
				assert.False(t, looksLikePlaceholder(src), "%s is a placeholder", src)
				assert.Equal(t, src, c.Address(src), "a proxy is in front of the picture")
				if !isAbsolute(src) {
					assert.True(t, given[src], "%s is relative, and the article has an absolute address for it", src)
				}
			}
			assert.Len(t, shown, want, "pictures of the article")
		})
	}
}

// picturesOf lists the relative addresses of the article's pictures that have
// no absolute one in any attribute.
func picturesOf(t *testing.T, article string) map[string]bool {
	relative := make(map[string]bool)
	for _, img := range imagesOf(t, article) {
		absolute := false
		for _, a := range img.Attr {
			absolute = absolute || isAbsolute(a.Val) && !looksLikePlaceholder(a.Val)
		}
		for _, a := range img.Attr {
			if !absolute && a.Key != "alt" && a.Key != "title" {
				relative[a.Val] = true
			}
		}
	}
	return relative
}

func imagesOf(t *testing.T, article string) (list []*html.Node) {
	nodes, err := parseFragment(article)
	require.NoError(t, err)
	for _, n := range nodes {
		for m := n; m != nil; m = nextParsed(m, n) {
			if m.DataAtom == atom.Img && m.Namespace == "" {
				list = append(list, m)
			}
		}
	}
	return list
}

func isAbsolute(url string) bool {
	return strings.HasPrefix(url, "http://") || strings.HasPrefix(url, "https://") || strings.HasPrefix(url, "//") || strings.HasPrefix(url, "data:")
}

var placeholderName = regexp.MustCompile(`(?i)/(?:1x1|blank|spacer|space|grey|gray|pixel|transparent|trans|loading|lazy|lazyload|placeholder|spinner\d*)\.(?:gif|png|svg|jpe?g|webp)(?:[?#]|$)`)

// looksLikePlaceholder knows what pages show until the picture is there, apart
// from the library's table: a file named so, a drawing without content, or a
// bitmap too small to show anything.
func looksLikePlaceholder(url string) bool {
	return placeholderName.MatchString(url) || strings.HasPrefix(url, "data:image/svg") || strings.HasPrefix(url, "data:") && len(url) < 300
}
