package htmlclean

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The rows follow the web platform's tests for "parse a srcset attribute": white
// space, commas, parentheses, and each kind of bad descriptor.
func TestParseSrcset(t *testing.T) {
	one := func(url string) []srcsetCandidate { return []srcsetCandidate{{url: url, density: 1}} }
	a := one("a.png")
	for _, tt := range []struct {
		name, in string
		want     []srcsetCandidate
	}{
		{"nothing", "", nil},
		{"a comma", ",", nil},
		{"commas and space", " , ,, ", nil},
		{"no descriptor", "a.png", a},
		{"space around", " \t\n\f\ra.png \t\n\f\r1x ", a},
		{"no-break space is part of the URL", "\u00a0a.png\u00a0", one("\u00a0a.png\u00a0")},
		{"vertical tab is part of the URL", "\va.png", one("\va.png")},
		{"comma behind", "a.png,", a},
		{"commas behind", "a.png,,,", a},
		{"commas before", ",,,a.png", a},
		{"comma behind space", "a.png ,", a},
		{"two, no space", "a.png,b.png", one("a.png,b.png")},
		{"two", "a.png, b.png 2x", []srcsetCandidate{{"a.png", 0, 1}, {"b.png", 0, 2}}},
		{"comma inside a URL", "https://img.example/w_300,h_200/a.png 300w, https://img.example/w_600,h_400/a.png 600w", []srcsetCandidate{
			{"https://img.example/w_300,h_200/a.png", 300, 0}, {"https://img.example/w_600,h_400/a.png", 600, 0}}},
		{"data URL", "data:image/png;base64,AAAA 2x", []srcsetCandidate{{"data:image/png;base64,AAAA", 0, 2}}},
		{"no space behind the comma after a descriptor", "a.png 1x,b.png 2x", []srcsetCandidate{{"a.png", 0, 1}, {"b.png", 0, 2}}},
		{"parentheses hide commas", "a.png 1x 1x ( , b.png 1x, ), c.png", one("c.png")},
		{"parentheses do not nest", "a.png 1x 1x ((( , b.png 1x, ), c.png", one("c.png")},
		{"brackets hide nothing", "a.png 1x 1x [ , b.png 1x, ], c.png", []srcsetCandidate{{"b.png", 0, 1}, {"]", 0, 1}, {"c.png", 0, 1}}},
		{"open parenthesis", "a.png, b.png (", a},
		{"open parenthesis hides all behind", "a.png 1x 1x (, b.png", nil},
		{"unknown descriptor", "a.png foo, b.png", one("b.png")},
		{"width", "a.png 100w", []srcsetCandidate{{"a.png", 100, 0}}},
		{"width and height", "a.png 100w 50h", []srcsetCandidate{{"a.png", 100, 0}}},
		{"height and width", "a.png 50h 100w", []srcsetCandidate{{"a.png", 100, 0}}},
		{"height alone", "a.png 50h", nil},
		{"two widths", "a.png 1w 1w", nil},
		{"width and density", "a.png 1w 1x", nil},
		{"density and height", "a.png 1x 1h", nil},
		{"width zero", "a.png 0w", nil},
		{"height zero", "a.png 1w 0h", nil},
		{"negative width", "a.png -1w", nil},
		{"width with point", "a.png 1.0w", nil},
		{"width with plus", "a.png +1w", nil},
		{"capital", "a.png 1W", nil},
		{"infinite", "a.png Infinityx", nil},
		{"not a number", "a.png NaNx", nil},
		{"density with plus", "a.png +1x", nil},
		{"density with exponent", "a.png 1.5e1x", []srcsetCandidate{{"a.png", 0, 15}}},
		{"density with point alone", "a.png 1.x", nil},
		{"density without zero", "a.png .5x", []srcsetCandidate{{"a.png", 0, .5}}},
		{"negative density", "a.png -1x", nil},
		{"control character", "a.png 1\x01w", nil},
		{"number too long", "a.png 12345678901w", nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			assert.Equal(t, tt.want, parseSrcset(tt.in))
		})
	}
}

func TestValidSrcset(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"widths", "a.png 100w, b.png 200w", "a.png 100w, b.png 200w"},
		{"one width twice", "a.png 100w, b.png 100w, c.png 200w", "a.png 100w, c.png 200w"},
		{"one image at two widths", "a.png 100w, b.png 200w, a.png 300w", "a.png 300w, b.png 200w"},
		{"one image at two densities", "a.png, a.png 2x", "a.png 2x"},
		{"no descriptor is 1x", "a.png, b.png 1x, c.png 2x", "a.png, c.png 2x"},
		{"both kinds: widths stay", "a.png 100w, b.png, c.png 2x", "a.png 100w"},
		{"density zero can be read and not be wanted", "a.png 0x, b.png 2x", "b.png 2x"},
		{"plain number", "a.png 1.50x", "a.png 1.5x"},
		{"heights are not written", "a.png 100w 50h", "a.png 100w"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			assert.Equal(t, tt.want, formatSrcset(validSrcset(parseSrcset(tt.in))))
		})
	}
}

func TestValidSizes(t *testing.T) {
	for _, tt := range []struct {
		in   string
		lazy bool
		want bool
	}{
		{"100vw", false, true},
		{"(max-width: 600px) 100vw, 600px", false, true},
		{"(min-width: 640px) and (max-width: 1000px) calc(50vw - 2rem), 33.3vw", false, true},
		{"(orientation: landscape) 50vw, 100vw", false, true},
		{"0", false, true},
		{"auto", true, true},
		{"auto, 100vw", true, true},
		{"auto", false, false},
		{"", false, false},
		{"100%", false, false},
		{"600", false, false},
		{"px", false, false},
		{"(max-width: 600px) 100vw", false, false},
		{"100vw, 600px", false, false},
		{"screen and (max-width: 600px) 100vw, 600px", false, false},
		{"(max-width: 600px), 100vw", false, false},
		{"(max-width 600px) 100vw, 50vw", false, false},
		{"(max-width: 600px)and (min-width: 1px) 100vw, 50vw", false, false},
		{"calc(100vw - 20%)", false, false},
		{"calc(100vw -20px)", false, false},
		{"100vw,", false, false},
		{"-5px", false, false},
		{"javascript:1", false, false},
		{"((((", false, false},
	} {
		assert.Equal(t, tt.want, validSizes(tt.in, tt.lazy), "%q", tt.in)
	}
}

func TestValidMedia(t *testing.T) {
	for in, want := range map[string]bool{
		"(min-width: 800px)":                      true,
		"screen and (min-width: 800px)":           true,
		"only screen and (max-width: 30em)":       true,
		"(min-width: 1px) and (max-width: 9px)":   true,
		"print":                                   true,
		"(orientation: portrait), (width: 100px)": true,
		"(min-resolution: 2dppx)":                 true,
		"(min-aspect-ratio: 16/9)":                true,
		"all":                                     false,
		"":                                        false,
		"(min-width: 800)":                        false,
		"(min-width)":                             false,
		"min-width: 800px":                        false,
		"(-webkit-min-device-pixel-ratio: 2)":     false,
		"screen (min-width: 1px)":                 false,
		"(min-width: 800px":                       false,
		"(orientation: sideways)":                 false,
		"handheld":                                false,
	} {
		assert.Equal(t, want, validMedia(in), "%q", in)
	}
}

// A written srcset reads back as the same candidates; any input is read in one pass.
func FuzzSrcset(f *testing.F) {
	for _, s := range []string{"a.png 1x, b.png 2x", "a,b 100w,c 200w 50h", ",, x ( , ) 1x", "data:,a 1.5e1x, b", "a 1w,,b 2w", "(max-width: 1px) 5vw, calc(1px + 2vw)", "screen and (width: 1px)"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		list := parseSrcset(s)
		require.LessOrEqual(t, len(list), len(s)/2+1)
		for _, c := range list {
			assert.NotEmpty(t, c.url)
			assert.Contains(t, s, c.url)
		}
		valid := validSrcset(list)
		written := formatSrcset(valid)
		again := parseSrcset(written)
		require.Len(t, again, len(valid), "%q", written)
		for i, c := range again {
			assert.Equal(t, valid[i].url, c.url)
			assert.Equal(t, valid[i].width, c.width)
			assert.InDelta(t, valid[i].density, c.density, 1e-9)
		}
		assert.Equal(t, written, formatSrcset(validSrcset(again)))
		validSizes(s, true)
		validMedia(s)
	})
}

func TestSrcsetOfAnyLengthIsReadOnce(t *testing.T) {
	const n = 100_000
	for _, tt := range []struct {
		unit        string
		read, valid int
	}{
		{"a.png 1w, ", n, 1},
		{"a 1x,", n, 1},
		{"a,b ", 1, 1},
		{",", 0, 0},
		{"(", 1, 1},
		{"a ( ", 0, 0},
		{"a 1w 1w 1w, ", 0, 0},
	} {
		list := parseSrcset(strings.Repeat(tt.unit, n))
		assert.Len(t, list, tt.read, tt.unit)
		assert.Len(t, validSrcset(list), tt.valid, tt.unit)
	}
}
