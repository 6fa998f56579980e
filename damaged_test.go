package htmlclean

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

var (
	damages    = flag.Int("damages", 1500, "how many damaged goldens TestDamaged cleans")
	damageFrom = flag.Int("damage-from", 0, "the number of the first of them")
	damageSeed = flag.Uint64("damage-seed", 7, "what they are damaged by besides their number")
)

// TestDamaged holds goldens in which bytes are missing, doubled, or stand
// elsewhere against the promises. The same seed and number make the same input.
func TestDamaged(t *testing.T) {
	all := goldens(t)
	failed := 0
	for i := *damageFrom; i < *damageFrom+*damages && failed < 20; i++ {
		a := damagedGolden(rand.New(rand.NewPCG(uint64(i), *damageSeed)), all)
		ok := t.Run(fmt.Sprint(i), func(t *testing.T) {
			checkProperties(t, Options{}, a)
			if t.Failed() {
				t.Logf("article: %+v", a)
			}
		})
		if !ok {
			failed++
		}
	}
}

// damagedGolden is a golden with as much damage as a fuzzer does before its input
// looks like nothing any more.
func damagedGolden(r *rand.Rand, all []golden) Article {
	g := all[r.IntN(len(all))]
	a := Article{HTML: g.input, URL: g.url}
	for more := true; more; more = r.IntN(4) > 0 {
		a.HTML = damaged(r, a.HTML, all[r.IntN(len(all))].input)
	}
	if r.IntN(8) == 0 {
		a.URL = damaged(r, a.URL, a.HTML)
	}
	return a
}

// damaged does one damage to src, with a piece of itself or of other.
func damaged(r *rand.Rand, src, other string) string {
	if len(src) < 2 {
		return src + pick(r, damagingPieces)
	}
	from, to := chunkOf(r, src)
	into := r.IntN(len(src))
	switch r.IntN(12) {
	case 0:
		return src[:from] + src[to:]
	case 1:
		return src[:into] + src[from:to] + src[into:]
	case 2: // over what stands there
		return src[:into] + src[from:to] + src[min(len(src), into+to-from):]
	case 3:
		return src[:from] + strings.Repeat(src[from:to], 2+r.IntN(3)) + src[to:]
	case 4: // two chunks side by side change places
		mid := from + r.IntN(to-from)
		return src[:from] + src[mid:to] + src[from:mid] + src[to:]
	case 5:
		b := []byte(src)
		b[from], b[into] = b[into], b[from]
		return string(b)
	case 6:
		b := []byte(src)
		b[into] ^= 1 << r.IntN(8)
		return string(b)
	case 7:
		b := []byte(src)
		b[into] = byte(r.IntN(256))
		return string(b)
	case 8:
		if other != "" {
			from, to = chunkOf(r, other)
			return src[:into] + other[from:to] + src[into:]
		}
		return src[:into]
	case 9, 10: // into the value of an attribute
		if at := strings.Index(src[into:], "=\""); at >= 0 {
			into += at + len("=\"")
			if end := strings.IndexByte(src[into:], '"'); end > 0 {
				into += r.IntN(end + 1)
			}
		}
		fallthrough
	default:
		return src[:into] + pick(r, damagingPieces) + src[into:]
	}
}

// chunkOf chooses a chunk of src that is not empty, short ones more often.
func chunkOf(r *rand.Rand, src string) (from, to int) {
	from = r.IntN(len(src))
	return from, from + 1 + r.IntN(min(len(src)-from, []int{4, 16, 64, 1024}[r.IntN(4)]))
}

func pick(r *rand.Rand, words []string) string { return words[r.IntN(len(words))] }

var damagingPieces = []string{
	"<", ">", "\"", "'", "&", "%", ":", "/", "=", " ", "#", "?", "\\", "\n", "\r\n", "\t", "\x00", "\xff", "\u00a0", "\u200b", "![", "-->", "<!--", "e><", "</", "/>", "=\"", "\">", "\" ",
	"&amp", "&lt", "&lt;", "&#", "&#x0;", "&quot;", "%00", "%3C", "%2F", "%", "//", "/../", "http://", "https://", "javascript:", "data:", "?url=", "&url=http%3A%2F%2F", "@", ":80", "utm_source=x", ".jpg", ".webp", ".mp4", "-150x150", "[", "]", "{", "}", "(1)", "1.", "•",
	"<p>", "</p>", "<td>", "<tr>", "<table>", "</table>", "</tbody>", "<caption>", "<li>", "<ul>", "<dd>", "<b>", "</b>", "<a>", "</a>", "<a href=#x>", "<h2>", "<div>", "</div>", "</span>", "<br>", "<img src=a.jpg>", "<figure>", "<figcaption>", "<pre>", "<code>",
	"<svg>", "<math>", "<script>", "<style>", "<noscript>", "<iframe>", "<title>", "<textarea>", "<select>", "<template>", "<sup>", "<ruby>", "<rt>", " id=x", " lang=fr", " dir=rtl", " hidden", " style=\"display:none\"", " src=b.jpg", " href=c.jpg",
	"<svg><foreignObject>", "</foreignObject></svg>", "<form>", "</form>", "<body id=b>", "<html id=h>", "<head>", "<!doctype html>", "<option>", "<object>", "<button>", "</br>"}
