package htmlclean

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// checkProperties holds an article's result against every promise that can be
// checked without a browser. It knows the passes only by what they return.
func checkProperties(t testing.TB, opt Options, a Article) {
	t.Helper()
	c := reporting(t, opt)
	res, err := c.Clean(a)
	require.NoError(t, err)

	again, err := c.Clean(Article{HTML: res.HTML, URL: a.URL})
	require.NoError(t, err)
	assert.Equal(t, res.HTML, again.HTML, "cleaning twice is not cleaning once")

	same, err := c.Clean(a)
	require.NoError(t, err)
	assert.Equal(t, res, same, "the same input gave two results")

	out, err := parseFragment(res.HTML)
	require.NoError(t, err)
	if len(opt.Allow) == 0 && len(opt.Deny) == 0 {
		checkModel(t, out)
		checkAllowed(t, out)
	}
	checkText(t, a.HTML, res)
	checkPictures(t, a.HTML, res)
	for _, change := range res.Report.Changes {
		assert.NotEqual(t, whyGate.Set, change.Set, "the gate had to change something")
	}
	// An ampersand is five characters there, and a brace may be six.
	resolved := len(a.URL) * strings.Count(a.HTML, "<") // an address of each element may be relative to the page
	assert.LessOrEqual(t, len(res.HTML)-repeatedBytes(out), 6*(len(a.HTML)+resolved)+1024, "the output is much larger than the input")
}

// repeatedBytes is how much of the output are links that stand in each block of
// what the input has in one. TestLinear sees to it that they are not too many.
func repeatedBytes(nodes []*html.Node) (size int) {
	seen := map[string]bool{}
	for _, root := range nodes {
		for n := root; n != nil; n = nextParsed(n, root) {
			if href := parsedAttr(n, "href"); seen[href] {
				size += len(href)
			} else {
				seen[href] = true
			}
		}
	}
	return size
}

// reporting returns a Cleaner that reports. It is made once for the same options:
// compiling the built-in rules takes longer than an article.
func reporting(t testing.TB, opt Options) *Cleaner {
	opt.Report = true
	key, err := json.Marshal(opt)
	require.NoError(t, err)
	if c, ok := reportingCleaners.Load(string(key)); ok {
		return c.(*Cleaner)
	}
	c, err := New(opt)
	require.NoError(t, err)
	reportingCleaners.Store(string(key), c)
	return c
}

var reportingCleaners sync.Map // from options in JSON

// checkAllowed is a list of what the output may hold, written for the test alone.
func checkAllowed(t testing.TB, nodes []*html.Node) {
	t.Helper()
	elements := strings.Fields(`a abbr aside audio bdi bdo blockquote br caption cite code dd del details dfn dl dt em figcaption figure footer h1 h2 h3 h4
		h5 h6 hr iframe img ins kbd li mark math menclose merror mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms mspace
		msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover none ol p picture pre q rp rt ruby s samp semantics small source strong
		sub summary sup table tbody td tfoot th thead time tr u ul var video`)
	attributes := strings.Fields(`allowfullscreen alt cite class colspan columnspan controls datetime decoding dir display fetchpriority height href id lang linethickness loading
		mathvariant media open poster preload referrerpolicy rel reversed rowspan sandbox scope sizes src srcset start title type value width`)
	for _, root := range nodes {
		for n := root; n != nil; n = nextParsed(n, root) {
			if n.Type != html.ElementNode {
				assert.Equal(t, html.TextNode, n.Type, "%q", n.Data)
				continue
			}
			assert.Contains(t, elements, n.Data)
			for _, attr := range n.Attr {
				assert.Contains(t, attributes, attr.Key, "on %s", n.Data)
				if slices.Contains([]string{"href", "src", "cite", "poster"}, attr.Key) {
					scheme, _, ok := strings.Cut(attr.Val, ":")
					if ok && !strings.ContainsAny(scheme, "/?#") {
						assert.Contains(t, []string{"http", "https", "mailto", "tel", "data", "sms", "ftp", "ftps", "sftp", "magnet", "geo", "xmpp", "irc", "ircs", "matrix", "news", "nntp",
							"bitcoin", "callto", "facetime", "feed", "gopher", "gemini", "im", "mms", "nfs", "sip", "sips", "skype", "ssh", "svn", "tg", "urn", "webcal", "wtai", "ed2k", "git", "openpgp4fpr", "web+ap", "whatsapp", "signal"}, scheme)
						if scheme == "data" {
							assert.Regexp(t, `^data:image/(png|gif|jpe?g|webp|avif|bmp);base64,`, attr.Val)
						}
					}
				}
				if attr.Key == "class" {
					assert.Regexp(t, `^language-`, attr.Val)
				}
			}
			if n.DataAtom == atom.Img {
				assert.NotEmpty(t, parsedAttr(n, "src"))
				assert.True(t, slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "alt" }), "an img without alt")
			}
		}
	}
}

// visibleText is the text a browser shows of nodes, without white space and
// characters that show nothing.
func visibleText(nodes []*html.Node) string {
	var b strings.Builder
	for _, root := range nodes {
		for n := root; n != nil; {
			if n.Type == html.ElementNode && n.Namespace == "" && slices.Contains([]atom.Atom{atom.Script, atom.Style, atom.Template, atom.Title, atom.Noframes, atom.Noembed, atom.Datalist, atom.Head, atom.Map, atom.Iframe}, n.DataAtom) {
				for n != root && n.NextSibling == nil {
					n = n.Parent
				}
				if n == root {
					break
				}
				n = n.NextSibling
				continue
			}
			if n.Type == html.TextNode {
				b.WriteString(n.Data)
			}
			n = nextParsed(n, root)
		}
	}
	return visible(b.String())
}

func visible(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.IsControl(r) || strings.ContainsRune(invisible, r) || validRune(r) < 0 {
			return -1
		}
		return r
	}, s)
}

// checkText proves that the visible text of the input, in order, is that of the
// output and of the report's removals, and nothing else.
func checkText(t testing.TB, input string, res Result) {
	t.Helper()
	parsed, err := sourceNodes(input)
	if err != nil {
		return // deeper than the parser follows: the fallback's own tests look at it
	}
	in := visibleText(parsed)
	nodes, err := parseFragment(res.HTML)
	require.NoError(t, err)
	out := visibleText(nodes)
	m := merger{in: in, out: out, failed: map[string]bool{}}
	var moved []string
	for _, c := range res.Report.Changes {
		if c.Set == "parse" {
			continue // what the parser is kept from swallowing is in the input's text as well
		}
		if text := visible(c.Text); text != "" {
			m.removed = append(m.removed, text)
		}
		switch text := visible(c.Added); {
		case text == "":
		case standsElsewhere(c):
			moved = append(moved, text)
		default:
			m.add(text)
		}
	}
	if !m.matchWithout(moved) && !(m.shorten() && m.matchWithout(moved)) {
		assert.Fail(t, "text is lost, moved or invented", "input …%q…\noutput …%q…\nremoved %q\nadded %q %q", around(in, m.furthest), around(m.out, m.furthestOut), m.removed, m.added, moved)
	}
}

// standsElsewhere tells whether what a change adds stands at another place than
// the change: a note in the list at the end, what was moved.
func standsElsewhere(c Change) bool {
	return c.Do == "footnote" && c.Rule != whyNoteBack.Rule || c.Do == "move"
}

func around(s string, at int) string {
	return s[max(0, at-60):min(len(s), at+90)]
}

// A merger finds out whether in is out with the removed texts put in between: in
// their order, and one inside another where an element was dropped from which
// another had been dropped before. What was added stands in the output, or in what
// was removed after it.
type merger struct {
	in, out               string
	removed               []string
	added                 []string // without doubles
	counts                []int    // how often each was added
	failed                map[string]bool
	furthest, furthestOut int
}

func (m *merger) add(text string) {
	k := slices.Index(m.added, text)
	if k < 0 {
		k = len(m.added)
		m.added, m.counts = append(m.added, text), append(m.counts, 0)
	}
	m.counts[k]++
}

// matchWithout is match where the texts that were moved, or written anew, have been
// taken from the output, or from what was removed later on. Each may stand there
// more than once.
func (m *merger) matchWithout(moved []string) bool {
	if len(moved) == 0 {
		clear(m.failed)
		return m.match(0, 0, 0, m.counts, nil)
	}
	text, out, removed := moved[0], m.out, m.removed
	for at, tries := 0, 0; tries < maxTries; tries++ {
		i := strings.Index(out[at:], text)
		if i < 0 {
			break
		}
		at += i
		m.out, m.removed = out[:at]+out[at+len(text):], removed
		if m.matchWithout(moved[1:]) {
			return true
		}
		at++
	}
	for k, r := range removed {
		before, behind, ok := strings.Cut(r, text)
		if !ok {
			continue
		}
		m.out, m.removed = out, slices.Clone(removed)
		if m.removed[k] = before + behind; m.removed[k] == "" {
			m.removed = slices.Delete(m.removed, k, k+1)
		}
		if m.matchWithout(moved[1:]) {
			return true
		}
	}
	for at, tries := 0, 0; at < len(out) && tries < maxTries; at++ {
		left, rest, ok := m.gathered(text, out, at, removed)
		if !ok {
			continue
		}
		tries++
		if m.out, m.removed = left, rest; m.matchWithout(moved[1:]) {
			return true
		}
	}
	m.out, m.removed = out, removed
	return false
}

// gathered takes a moved text, of which parts were removed later on, or in which
// something was added, from the output, where it begins at a place, and from what
// was removed. It returns what is left of both.
func (m *merger) gathered(text, out string, at int, removed []string) (left string, rest []string, ok bool) {
	left, rest = out[:at], slices.Clone(removed)
	for whole := text; text != ""; {
		if k := slices.IndexFunc(rest, func(r string) bool { return r != whole && strings.HasPrefix(text, r) }); k >= 0 {
			text, rest = text[len(rest[k]):], slices.Delete(rest, k, k+1)
		} else if at < len(out) && out[at] == text[0] {
			text, at = text[1:], at+1
		} else if k := slices.IndexFunc(m.added, func(a string) bool { return strings.HasPrefix(out[at:], a) }); k >= 0 && text != whole {
			left, at = left+m.added[k], at+len(m.added[k])
		} else {
			return "", nil, false
		}
	}
	return left + out[at:], rest, len(left)+len(out)-at < len(out)
}

// shorten takes from the texts that were added what was removed of them later on,
// as the bullet of an item, where they stand in the output only without.
func (m *merger) shorten() (shortened bool) {
	for i, text := range m.added {
		if strings.Contains(m.out, text) {
			continue
		}
		if k := slices.IndexFunc(m.removed, func(r string) bool { return r != text && strings.HasPrefix(text, r) }); k >= 0 {
			m.added[i], m.removed, shortened = text[len(m.removed[k]):], slices.Delete(slices.Clone(m.removed), k, k+1), true
		}
	}
	return shortened
}

// maxTries is at how many places a moved text is looked for.
const maxTries = 32

// match tells whether the rest of in, from i on, is made of the rest of out, of
// the removed texts from r on, and of the rests of those that have begun; out has
// besides what was added, from a on.
func (m *merger) match(i, o, r int, left []int, begun []string) bool {
	for {
		if len(left) > 0 && m.matchAdded(i, o, r, left, begun) {
			return true
		}
		if i > m.furthest {
			m.furthest, m.furthestOut = i, o
		}
		if i == len(m.in) {
			return o == len(m.out) && r == len(m.removed) && len(begun) == 0 && !slices.ContainsFunc(left, func(n int) bool { return n > 0 })
		}
		next := r < len(m.removed) && m.in[i] == m.removed[r][0]
		inside := len(begun) > 0 && m.in[i] == begun[len(begun)-1][0]
		outside := len(begun) == 0 && o < len(m.out) && m.in[i] == m.out[o]
		key := ""
		if next && (inside || outside) {
			key = fmt.Sprint(i, o, r, left, begun, true)
			if m.failed[key] {
				return false
			}
		}
		if next {
			rest := begun
			if m.removed[r] != m.in[i:i+1] {
				rest = append(slices.Clone(begun), m.removed[r][1:])
			}
			if m.match(i+1, o, r+1, left, rest) {
				return true
			}
			if key != "" {
				m.failed[key] = true
			}
		}
		switch {
		case inside:
			last := begun[len(begun)-1]
			begun = slices.Clone(begun[:len(begun)-1])
			if len(last) > 1 {
				begun = append(begun, last[1:])
			}
		case outside:
			o++
		default:
			return false
		}
		i++
	}
}

// matchAdded is match where one of the texts that were added stands in the output,
// or was removed with what is around it: in a removal that has begun, or at the
// beginning of the next.
func (m *merger) matchAdded(i, o, r int, left []int, begun []string) bool {
	key := ""
	for k, text := range m.added {
		last := len(begun) - 1
		written := last < 0 && strings.HasPrefix(m.out[o:], text)
		inside := last >= 0 && strings.HasPrefix(begun[last], text)
		next := r < len(m.removed) && strings.HasPrefix(m.removed[r], text)
		if left[k] == 0 || !written && !inside && !next {
			continue
		}
		if key == "" {
			if key = fmt.Sprint(i, o, r, left, begun); m.failed[key] {
				return false
			}
		}
		rest := slices.Clone(left)
		rest[k]--
		if written && m.match(i, o+len(text), r, rest, begun) ||
			inside && m.match(i, o, r, rest, pushRest(begun[:last], begun[last][len(text):])) ||
			next && m.match(i, o, r+1, rest, pushRest(begun, m.removed[r][len(text):])) {
			return true
		}
	}
	if key != "" {
		m.failed[key] = true
	}
	return false
}

// pushRest is begun with what is left of another removal.
func pushRest(begun []string, rest string) []string {
	if rest == "" {
		return begun
	}
	return append(slices.Clone(begun), rest)
}

// The account is exact: what was added stands in the output, or in a text that
// was removed after it, with what is around it in its place.
func TestMerger(t *testing.T) {
	for _, c := range []struct {
		name, in, out  string
		removed, added []string
		ok             bool
	}{
		{"nothing done", "abc", "abc", nil, nil, true},
		{"removed", "abc", "ac", []string{"b"}, nil, true},
		{"removed twice", "abcd", "ad", []string{"bc", "c"}, nil, false},
		{"removed after a part of it", "abcd", "ad", []string{"bd", "c"}, nil, false},
		{"removed around what was removed", "abcde", "ae", []string{"bd", "c"}, nil, true},
		{"lost", "abc", "ac", nil, nil, false},
		{"invented", "abc", "abxc", nil, nil, false},
		{"moved", "abc", "acb", nil, nil, false},
		{"added", "abc", "abxc", nil, []string{"x"}, true},
		{"added twice, once in the output", "abc", "abxc", nil, []string{"x", "x"}, false},
		{"added and lost", "abc", "abc", nil, []string{"x"}, false},
		{"added, and removed with what is around it", "abcd", "ad", []string{"bxc"}, []string{"x"}, true},
		{"added in front, and removed", "abcd", "ad", []string{"xbc"}, []string{"x"}, true},
		{"added at the end, and removed", "abcd", "ad", []string{"bcx"}, []string{"x"}, true},
		{"added and removed, and nothing else", "abcd", "abcd", []string{"x"}, []string{"x"}, true},
		{"removed as if it had been added", "abcd", "ad", []string{"bxc"}, nil, false},
		{"added where the output has it, and removed before that", "abcd", "axd", []string{"bxc"}, []string{"x"}, false},
		{"added before and in what was removed", "abcd", "axd", []string{"bxc"}, []string{"x", "x"}, true},
	} {
		m := merger{in: c.in, out: c.out, removed: c.removed, failed: map[string]bool{}}
		for _, text := range c.added {
			m.add(text)
		}
		assert.Equal(t, c.ok, m.match(0, 0, 0, m.counts, nil), c.name)
	}
}

// sourceNodes parses the input as the library does: with the signs and the source
// code escaped that the parser would swallow, which TestCodePlaceholders looks at.
func sourceNodes(input string) ([]*html.Node, error) {
	j := defaultCleaner().newJob(context.Background(), "")
	src := j.escapeCode(strings.ToValidUTF8(strings.TrimPrefix(input, "\ufeff"), "\ufffd"))
	return j.parseMarkup(src, surveyOf(src).document)
}

// checkPictures proves that every img of the input is a picture of the output or
// named in the report.
func checkPictures(t testing.TB, input string, res Result) {
	t.Helper()
	nodes, err := sourceNodes(input)
	if err != nil {
		return
	}
	named := map[string]bool{}
	for _, p := range res.Report.Pictures {
		named[p.URL], named[p.Original] = true, true
	}
	for _, c := range res.Report.Changes {
		named[c.Before], named[c.After] = true, true
		for _, u := range c.Images {
			named[u] = true
		}
	}
	for _, root := range nodes {
		for n := root; n != nil; n = nextParsed(n, root) {
			if n.DataAtom != atom.Img || n.Namespace != "" || insideUnshown(n) {
				continue
			}
			known := !slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return strings.ContainsAny(a.Val, "/.") })
			for _, a := range n.Attr {
				known = known || named[a.Val] || named[strings.TrimSpace(a.Val)]
				for candidate := range strings.FieldsSeq(a.Val) {
					known = known || a.Key == "srcset" && named[candidate]
				}
			}
			assert.True(t, known, "a picture is neither in the output nor in the report: %v", n.Attr)
		}
	}
}

func insideUnshown(n *html.Node) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		if slices.Contains([]atom.Atom{atom.Template, atom.Svg, atom.Map, atom.Datalist}, p.DataAtom) {
			return true
		}
	}
	return false
}

// nextParsed is the node behind n in document order, within root.
func nextParsed(n, root *html.Node) *html.Node {
	if n.FirstChild != nil {
		return n.FirstChild
	}
	for ; n != nil && n != root; n = n.Parent {
		if n.NextSibling != nil {
			return n.NextSibling
		}
	}
	return nil
}
