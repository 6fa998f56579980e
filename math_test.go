package htmlclean

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var mathCases = []struct{ name, why, src, want string }{
	{"as it is", "it is MathML Core", `<math display="block"><mfrac><mi>a</mi><mn>2</mn></mfrac><mo>+</mo><msqrt><mi>x</mi></msqrt></math>`,
		`<math display="block"><mfrac><mi>a</mi><mn>2</mn></mfrac><mo>+</mo><msqrt><mi>x</mi></msqrt></math>`},
	{"attributes", "presentation and handlers go, meaning stays", `<math onclick="x()" href="javascript:x()" class="m" display="weird"><mi mathvariant="normal" onclick="x()">d</mi><mi mathvariant="bold" style="x">e</mi><mfrac linethickness="0px"><mi>n</mi><mi>k</mi></mfrac></math>`,
		`<math><mi mathvariant="normal">d</mi><mi>e</mi><mfrac linethickness="0"><mi>n</mi><mi>k</mi></mfrac></math>`},
	{"white space", "MathML collapses it", "<math>\n  <mrow>\n <mtext>  wenn\n n </mtext> </mrow> </math>", `<math><mrow><mtext>wenn n</mtext></mrow></math>`},
	{"one child too few", "MathML Core lays it out as mrow", `<math><mfrac><mi>a</mi></mfrac><msup><mi>x</mi></msup><munderover><mi>s</mi><mn>1</mn></munderover></math>`,
		`<math><mrow><mi>a</mi></mrow><mrow><mi>x</mi></mrow><mrow><mi>s</mi><mn>1</mn></mrow></math>`},
	{"one child too many", "", `<math><msub><mi>a</mi><mi>b</mi><mi>c</mi></msub></math>`, `<math><mrow><mi>a</mi><mi>b</mi><mi>c</mi></mrow></math>`},
	{"text as a child", "text stands in tokens only", `<math><msup>x<mn>2</mn></msup>und</math>`, `<math><msup><mtext>x</mtext><mn>2</mn></msup><mtext>und</mtext></math>`},
	{"unknown element as a child", "what it holds is one child", `<math><msup><mfoo><mi>a</mi><mi>b</mi></mfoo><mn>2</mn></msup></math>`,
		`<math><msup><mrow><mi>a</mi><mi>b</mi></mrow><mn>2</mn></msup></math>`},
	{"unknown element", "its content stays", `<math><menclose notation="box"><mi>a</mi></menclose></math>`, `<math><mi>a</mi></math>`},
	{"annotations", "no browser shows them", `<math><semantics><mrow><mi>x</mi></mrow><annotation encoding="application/x-tex">x</annotation><annotation-xml encoding="text/html"><p>y</p></annotation-xml></semantics></math>`,
		`<math><mrow><mi>x</mi></mrow></math>`},
	{"action", "the first child is shown", `<math><maction actiontype="toggle"><mi>a</mi><mi>b</mi></maction></math>`, `<math><mi>a</mi></math>`},
	{"scripts", "a base, pairs, and pairs before it", `<math><mmultiscripts><mi>X</mi><mn>1</mn><none/><mprescripts/><mn>2</mn><mn>3</mn></mmultiscripts></math>`,
		`<math><mmultiscripts><mi>X</mi><mn>1</mn><mrow></mrow><mprescripts></mprescripts><mn>2</mn><mn>3</mn></mmultiscripts></math>`},
	{"scripts that are no pairs", "", `<math><mmultiscripts><mi>X</mi><mn>1</mn><mprescripts/><mn>2</mn></mmultiscripts></math>`,
		`<math><mrow><mi>X</mi><mn>1</mn><mn>2</mn></mrow></math>`},
	{"table", "cells stand in rows", `<math><mtable><mtr><mtd columnspan="2" rowspan="0"><mn>1</mn></mtd></mtr><mlabeledtr><mn>2</mn></mlabeledtr><mi>x</mi></mtable></math>`,
		`<math><mtable><mtr><mtd columnspan="2"><mn>1</mn></mtd></mtr><mtr><mtd><mn>2</mn></mtd></mtr><mtr><mtd><mi>x</mi></mtd></mtr></mtable></math>`},
	{"row without a table", "", `<math><mtr><mtd><mn>1</mn></mtd></mtr></math>`, `<math><mn>1</mn></math>`},
	{"fences", "brackets of an older MathML", `<math><mi>f</mi><mfenced separators=";,"><mi>a</mi><mi>b</mi><mi>c</mi></mfenced></math>`,
		`<math><mi>f</mi><mrow><mo>(</mo><mi>a</mi><mo>;</mo><mi>b</mi><mo>,</mo><mi>c</mi><mo>)</mo></mrow></math>`},
	{"fences of one's own", "", `<math><mfenced open="[" close=""><mi>a</mi></mfenced></math>`, `<math><mrow><mo>[</mo><mi>a</mi></mrow></math>`},
	{"HTML in a token", "a token holds text", `<math><mtext><b onclick="x()">fett</b> und <a href="javascript:x">Link</a></mtext></math>`, `<math><mtext>fett und Link</mtext></math>`},
	{"script", "", `<math><mi>a</mi><mtext><script>alert(1)</script></mtext></math>`, `<math><mi>a</mi><mtext></mtext></math>`},
	{"style in the vocabulary", "a way into another parser's mistakes", `<math><style><img src=x onerror=x()></style><mi>a</mi></math>`, `<img src="x" onerror="x()"><mi>a</mi>`},
	{"drawing in a formula", "", `<math><mi>a</mi><svg><text>b</text></svg></math>`, `<math><mi>a</mi><mtext>b</mtext></math>`},
	{"only a source", "better than nothing", `<math><semantics><annotation>x^2</annotation></semantics></math>`, `x^2`},
	{"nothing", "", `<p>a<math></math>b</p>`, `<p>ab</p>`},
	{"too deep", "its text stays", `<math>` + strings.Repeat("<mrow>", 120) + `<mi>a</mi></math>`, `a`},
}

func TestMath(t *testing.T) {
	for _, c := range mathCases {
		t.Run(c.name, func(t *testing.T) {
			got, _ := afterMedia(t, c.src, "")
			assert.Equal(t, c.want, got, c.why)
		})
	}
}

func TestMathKeepsThePromises(t *testing.T) {
	for _, c := range mathCases {
		t.Run(c.name, func(t *testing.T) {
			checkProperties(t, Options{}, Article{HTML: c.src})
			checkProperties(t, Options{}, Article{HTML: "<h2>Formel " + c.src + "</h2><p>Es gilt (siehe oben) " + c.src + ", also.</p>"})
		})
	}
}

func TestMathReportsAnnotations(t *testing.T) {
	_, changes := afterMedia(t, `<math><semantics><mi>x</mi><annotation>\xi</annotation></semantics></math>`, "")
	require.Len(t, changes, 1)
	assert.Equal(t, "math-annotation", changes[0].Rule)
	assert.Equal(t, `\xi`, changes[0].Text)
}

// TestFormulas reads testdata/formulas.html: below each line "=== system | output"
// stands a formula as that system writes it.
func TestFormulas(t *testing.T) {
	for _, f := range samples(t, "testdata/formulas.html") {
		t.Run(f.name, func(t *testing.T) {
			got, err := HTML(f.src)
			require.NoError(t, err)
			assert.Equal(t, f.want, strings.ReplaceAll(got, "\n", " "))
			checkProperties(t, Options{}, Article{HTML: f.src})
		})
	}
}
