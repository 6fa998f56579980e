package htmlclean

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// drawnBy wraps groups as MathJax does.
func drawnBy(groups string) string {
	return `<svg role="img" viewBox="0 -800 900 1000"><defs></defs><g stroke="currentColor" transform="scale(1,-1)"><g data-mml-node="math">` + groups + `</g></g></svg>`
}

func drawnToken(name, glyphs, place string) string {
	var b strings.Builder
	b.WriteString(`<g data-mml-node="` + name + `" transform="` + place + `">`)
	for code := range strings.FieldsSeq(glyphs) {
		b.WriteString(`<path data-c="` + code + `" d="M0 0"></path>`)
	}
	return b.String() + `</g>`
}

var drawnCases = []struct{ name, why, src, want string }{
	{"slanted letter", "an identifier of one letter is slanted by itself", drawnBy(drawnToken("mi", "1D458", "")), `<math><mi>k</mi></math>`},
	{"Planck's h and Greek", "", drawnBy(drawnToken("mi", "210E", "") + drawnToken("mi", "1D6FC", "")), `<math><mi>h</mi><mi>α</mi></math>`},
	{"bold letter", "bold means another thing", drawnBy(drawnToken("mi", "1D42F", "")), `<math><mi>𝐯</mi></math>`},
	{"glyph that is used again", "MathJax's font cache", drawnBy(`<g data-mml-node="mn"><use data-c="37" xlink:href="#MJX-1"></use></g>`), `<math><mn>7</mn></math>`},
	{"invisible operator", "", drawnBy(drawnToken("mi", "63 6F 73", "") + drawnToken("mo", "2061", "") + drawnToken("mi", "1D465", "")), `<math><mi>cos</mi><mi>x</mi></math>`},
	{"text of another script", "MathJax has no glyph for it", drawnBy(`<g data-mml-node="mtext"><text data-variant="normal">潮位</text></g>`), `<math><mtext>潮位</mtext></math>`},
	{"fraction", "", drawnBy(`<g data-mml-node="mfrac">` + drawnToken("mi", "1D45D", "translate(220,394)") + drawnToken("mi", "1D45E", "translate(220,-345)") + `<rect width="9" height="6"></rect></g>`),
		`<math><mfrac><mi>p</mi><mi>q</mi></mfrac></math>`},
	{"binomial", "no line is drawn", drawnBy(`<g data-mml-node="mfrac">` + drawnToken("mi", "1D45D", "") + drawnToken("mi", "1D45E", "") + `</g>`),
		`<math><mfrac linethickness="0"><mi>p</mi><mi>q</mi></mfrac></math>`},
	{"upper script first", "their places tell", drawnBy(`<g data-mml-node="msubsup">` + drawnToken("mi", "1D466", "") + drawnToken("mn", "32", "translate(605,413) scale(0.707)") + drawnToken("mi", "1D45A", "translate(605 -247) scale(0.707)") + `</g>`),
		`<math><msubsup><mi>y</mi><mi>m</mi><mn>2</mn></msubsup></math>`},
	{"lower script first", "", drawnBy(`<g data-mml-node="munderover">` + drawnToken("mo", "2211", "") + drawnToken("mn", "31", "translate(1,-9)") + drawnToken("mn", "38", "translate(1,9)") + `</g>`),
		`<math><munderover><mo>∑</mo><mn>1</mn><mn>8</mn></munderover></math>`},
	{"row in a script", "", drawnBy(`<g data-mml-node="msub">` + drawnToken("mi", "1D461", "") + `<g data-mml-node="TeXAtom" data-mjx-texclass="ORD">` + drawnToken("mi", "1D456", "") + drawnToken("mi", "1D457", "") + `</g></g>`),
		`<math><msub><mi>t</mi><mrow><mi>i</mi><mi>j</mi></mrow></msub></math>`},
	{"roots", "the sign is drawn as an operator", drawnBy(`<g data-mml-node="msqrt"><g transform="translate(853,0)">` + drawnToken("mi", "1D467", "") + drawnToken("mo", "2212", "") + drawnToken("mn", "31", "") + `</g>` + drawnToken("mo", "221A", "") + `<rect></rect></g>` +
		`<g data-mml-node="mroot"><g>` + drawnToken("mi", "1D467", "") + `</g>` + drawnToken("mn", "33", "") + drawnToken("mo", "221A", "") + `<rect></rect></g>`),
		`<math><msqrt><mi>z</mi><mo>−</mo><mn>1</mn></msqrt><mroot><mrow><mi>z</mi></mrow><mn>3</mn></mroot></math>`},
	{"tall bracket, wide brace, long arrow, bar", "drawn in pieces", drawnBy(drawnToken("mo", "23AA 23A7 23A9 23A8", "") + `<g data-mml-node="mover">` + drawnToken("mi", "1D450", "") + drawnToken("mo", "E150 E151 E154", "") + `</g>` +
		`<g data-mml-node="mover">` + drawnToken("mi", "1D450", "") + drawnToken("mo", "2192 2212", "") + `</g><g data-mml-node="munder">` + drawnToken("mi", "1D450", "") + drawnToken("mo", "2013", "") + `</g>`),
		`<math><mo>{</mo><mover><mi>c</mi><mo>⏞</mo></mover><mover><mi>c</mi><mo>→</mo></mover><munder><mi>c</mi><mo>_</mo></munder></math>`},
	{"matrix", "", drawnBy(`<g data-mml-node="mtable"><g><g data-mml-node="mtr"><g data-mml-node="mtd">` + drawnToken("mn", "31", "") + `</g><g data-mml-node="mtd">` + drawnToken("mn", "30", "") + `</g></g></g></g>`),
		`<math><mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>0</mn></mtd></mtr></mtable></math>`},
	{"a line of its own", "", `<mjx-container jax="SVG" display="true">` + drawnBy(drawnToken("mi", "1D458", "")) + `</mjx-container>`,
		`<mjx-container jax="SVG" display="true"><math display="block"><mi>k</mi></math></mjx-container>`},
	{"formula beside its drawing", "it says the same", `<mjx-container jax="SVG">` + drawnBy(drawnToken("mi", "1D458", "")) + `<mjx-assistive-mml><math><mi>k</mi></math></mjx-assistive-mml></mjx-container>`,
		`<mjx-container jax="SVG"><mjx-assistive-mml><math><mi>k</mi></math></mjx-assistive-mml></mjx-container>`},
	{"glyph of a private font", "a formula with a hole is worse than none", `a` + drawnBy(drawnToken("mi", "1D458", "")+drawnToken("mi", "E0AA", "")) + `b`, `ab`},
	{"code that is no character", "", `a` + drawnBy(drawnToken("mi", "D800 zz FFFFFFFFFF", "")) + `b`, `ab`},
	{"text in text", "each once", drawnBy(`<g data-mml-node="mtext"><text>a<text>b</text></text></g>`), `<math><mtext>ab</mtext></math>`},
	{"markup in a drawn text", "it is text", drawnBy(`<g data-mml-node="mtext"><text>&lt;b onclick=x()></text></g>`), `<math><mtext>&lt;b onclick=x()&gt;</mtext></math>`},
	{"empty drawing", "", `a` + drawnBy("") + `b`, `ab`},
	{"too deep", "", `a` + drawnBy(strings.Repeat(`<g data-mml-node="mrow">`, 120)+drawnToken("mi", "1D458", "")) + `b`, `ab`},
}

func TestDrawnFormulas(t *testing.T) {
	for _, c := range drawnCases {
		t.Run(c.name, func(t *testing.T) {
			got, _ := afterMedia(t, c.src, "")
			assert.Equal(t, c.want, got, c.why)
			checkProperties(t, Options{}, Article{HTML: c.src})
			checkProperties(t, Options{}, Article{HTML: "<h2>Formel " + c.src + "</h2><p>Es gilt (siehe oben) " + c.src + ", also.</p>"})
		})
	}
}

func TestDrawnFormulasAreReported(t *testing.T) {
	_, changes := afterMedia(t, "<p>"+drawnBy(drawnToken("mn", "34 32", ""))+"</p>", "")
	require.Len(t, changes, 1)
	assert.Equal(t, "drawn-formula", changes[0].Rule)
	assert.Equal(t, "42", changes[0].Added)
}
