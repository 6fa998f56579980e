package htmlclean

import (
	"math"
	"slices"
	"strconv"
	"strings"
)

// A srcsetCandidate is one image of a srcset attribute.
type srcsetCandidate struct {
	url     string
	width   int     // of the w descriptor; 0 where there is none
	density float64 // of the x descriptor; 1 where there is no descriptor at all
}

// asciiSpace is ASCII white space as the HTML Standard has it.
const asciiSpace = " \t\n\f\r"

// trimSpace is strings.Trim(s, asciiSpace), for many short strings.
func trimSpace(s string) string {
	for s != "" && isASCIISpace(s[0]) {
		s = s[1:]
	}
	for s != "" && isASCIISpace(s[len(s)-1]) {
		s = s[:len(s)-1]
	}
	return s
}

func isASCIISpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r' }

// parseSrcset reads a srcset attribute by the HTML Standard's algorithm
// (https://html.spec.whatwg.org/multipage/images.html#parse-a-srcset-attribute):
// a comma inside a URL belongs to it, one at its end does not, and a candidate
// with a bad descriptor is left out.
func parseSrcset(s string) []srcsetCandidate {
	var list []srcsetCandidate
	for {
		s = strings.TrimLeft(s, asciiSpace+",")
		if s == "" {
			return list
		}
		end := strings.IndexAny(s, asciiSpace)
		if end < 0 {
			end = len(s)
		}
		url := s[:end]
		s = s[end:]
		if bare := strings.TrimRight(url, ","); len(bare) < len(url) {
			list = append(list, srcsetCandidate{url: bare, density: 1})
			continue
		}
		c, rest, ok := parseDescriptors(s)
		if ok {
			c.url = url
			list = append(list, c)
		}
		s = rest
	}
}

// parseDescriptors reads the descriptors up to the comma that ends a candidate.
// Inside parentheses, which are for descriptors yet to be invented, a comma does
// not end it. ok is false where the standard calls it an error.
func parseDescriptors(s string) (c srcsetCandidate, rest string, ok bool) {
	ok = true
	height := false
	take := func(d string) {
		if d != "" && ok {
			ok = c.describe(d, &height)
		}
	}
	i, start, inParens := 0, 0, false
	for ; i < len(s); i++ {
		switch b := s[i]; {
		case inParens:
			inParens = b != ')'
		case b == '(':
			inParens = true
		case isASCIISpace(b):
			take(s[start:i])
			start = i + 1
		case b == ',':
			take(s[start:i])
			return c.complete(height), s[i+1:], ok && (!height || c.width > 0)
		}
	}
	take(s[start:])
	return c.complete(height), "", ok && (!height || c.width > 0)
}

// describe adds one descriptor. Two of a kind, and a density beside a width,
// are errors. The height is only read: nothing may be done with it yet.
func (c *srcsetCandidate) describe(d string, height *bool) bool {
	value, unit := d[:len(d)-1], d[len(d)-1]
	switch unit {
	case 'w':
		n, ok := parseDigits(value)
		if !ok || n == 0 || c.width > 0 || c.density != 0 {
			return false
		}
		c.width = n
	case 'x':
		f, ok := parseValidFloat(value)
		if !ok || f < 0 || c.width > 0 || c.density != 0 || *height {
			return false
		}
		if f == 0 {
			f = math.SmallestNonzeroFloat64 // a density of zero is legal, and never wanted
		}
		c.density = f
	case 'h':
		n, ok := parseDigits(value)
		if !ok || n == 0 || *height || c.density != 0 {
			return false
		}
		*height = true
	default:
		return false
	}
	return true
}

func (c srcsetCandidate) complete(height bool) srcsetCandidate {
	if c.width == 0 && c.density == 0 && !height {
		c.density = 1
	}
	return c
}

// parseDigits reads a valid non-negative integer.
func parseDigits(s string) (int, bool) {
	if s == "" || len(s) > 9 {
		return 0, false
	}
	n := 0
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = n*10 + int(s[i]-'0')
	}
	return n, true
}

// parseValidFloat reads a valid floating-point number
// (https://html.spec.whatwg.org/multipage/common-microsyntaxes.html#valid-floating-point-number):
// no plus sign, digits behind a point, neither Infinity nor NaN.
func parseValidFloat(s string) (float64, bool) {
	digits := func(t string) string { return strings.TrimLeft(t, "0123456789") }
	rest := strings.TrimPrefix(s, "-")
	whole := digits(rest)
	valid := len(whole) < len(rest)
	if frac, ok := strings.CutPrefix(whole, "."); ok {
		whole = digits(frac)
		valid = len(whole) < len(frac)
	}
	if whole != "" && (whole[0] == 'e' || whole[0] == 'E') {
		exp := whole[1:]
		if exp != "" && (exp[0] == '-' || exp[0] == '+') {
			exp = exp[1:]
		}
		whole = digits(exp)
		valid = valid && len(whole) < len(exp)
	}
	if !valid || whole != "" || len(s) > 32 {
		return 0, false
	}
	f, err := strconv.ParseFloat(s, 64)
	return f, err == nil
}

// validSrcset makes a list that is valid to write: every candidate with a width,
// or none; no descriptor and no image twice; no URL that the syntax cannot hold. Where the
// input mixes both kinds the widths stay.
func validSrcset(list []srcsetCandidate) []srcsetCandidate {
	widths := slices.ContainsFunc(list, func(c srcsetCandidate) bool { return c.width > 0 })
	type descriptor struct {
		width   int
		density float32
	}
	seen := make(map[descriptor]bool, len(list))
	place := make(map[string]int, len(list)) // in valid
	valid := make([]srcsetCandidate, 0, len(list))
	for _, c := range list {
		d := descriptor{c.width, float32(c.density)}
		if widths != (c.width > 0) || seen[d] || !writable(c) {
			continue
		}
		seen[d] = true
		if i, ok := place[c.url]; ok { // one file has one size: the largest it is said to have
			if c.width > valid[i].width || c.density > valid[i].density {
				valid[i] = c
			}
			continue
		}
		place[c.url] = len(valid)
		valid = append(valid, c)
	}
	return valid
}

func writable(c srcsetCandidate) bool {
	return c.url != "" && c.url[0] != ',' && c.url[len(c.url)-1] != ',' && !strings.ContainsAny(c.url, asciiSpace) &&
		(c.width > 0 || c.density >= 0.01 && c.density <= 100)
}

// formatSrcset writes what parseSrcset reads.
func formatSrcset(list []srcsetCandidate) string {
	var b strings.Builder
	for i, c := range list {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(c.url)
		switch {
		case c.width > 0:
			b.WriteByte(' ')
			b.WriteString(strconv.Itoa(c.width))
			b.WriteByte('w')
		case c.density != 1:
			b.WriteByte(' ')
			b.WriteString(strconv.FormatFloat(c.density, 'f', -1, 64))
			b.WriteByte('x')
		}
	}
	return b.String()
}

// bestCandidate is the one with the most pixels, the first of equals.
func bestCandidate(list []srcsetCandidate) (best srcsetCandidate, ok bool) {
	for _, c := range list {
		if !ok || c.width > best.width || c.width == best.width && c.density > best.density {
			best, ok = c, true
		}
	}
	return best, ok
}

// validSizes tells whether s is a sizes attribute that any validator accepts: a
// list of "(condition) length", closed by a length alone. It refuses more than
// the grammar does (https://html.spec.whatwg.org/multipage/images.html#sizes-attributes):
// only conditions joined by "and", only features of everyday use.
func validSizes(s string, lazy bool) bool {
	parts := splitOutside(s, ',')
	for i, p := range parts {
		p = strings.Trim(p, asciiSpace)
		last := i == len(parts)-1
		if i == 0 && strings.EqualFold(p, "auto") && lazy {
			if last {
				return true
			}
			continue
		}
		condition, length := cutLength(p)
		if !validLength(length) || last != (condition == "") || condition != "" && !validConditions(condition) {
			return false
		}
	}
	return true
}

// cutLength divides an entry of sizes before its last word or function.
func cutLength(p string) (condition, length string) {
	depth := 0
	for i := len(p) - 1; i >= 0; i-- {
		switch c := p[i]; {
		case c == ')':
			depth++
		case c == '(':
			depth--
		case isASCIISpace(c) && depth == 0:
			return strings.TrimRight(p[:i], asciiSpace), p[i+1:]
		}
	}
	return "", p
}

var lengthUnits = map[string]bool{"px": true, "em": true, "rem": true, "ex": true, "ch": true, "vw": true, "vh": true, "vmin": true, "vmax": true, "cm": true, "mm": true, "in": true, "pt": true, "pc": true}

// validLength tells whether s is a positive CSS length, or a calc() of such.
func validLength(s string) bool {
	if inner, ok := strings.CutPrefix(s, "calc("); ok {
		inner, ok = strings.CutSuffix(inner, ")")
		return ok && validCalc(inner)
	}
	number := strings.TrimLeft(s, "0123456789.")
	n, ok := parseValidFloat(s[:len(s)-len(number)])
	return ok && (lengthUnits[strings.ToLower(number)] && n > 0 || number == "" && n == 0)
}

// validCalc accepts sums and products of lengths and numbers without inner parentheses.
func validCalc(s string) bool {
	operand := true
	for f := range strings.FieldsSeq(s) {
		if operand {
			if _, isNumber := parseValidFloat(f); !isNumber && !validLength(f) {
				return false
			}
		} else if len(f) != 1 || !strings.Contains("+-*/", f) {
			return false
		}
		operand = !operand
	}
	return !operand && strings.ContainsAny(s, "abcdefghijklmnopqrstuvwxyz")
}

// validMedia tells whether s is a media query list that any validator accepts and
// that does not simply match everything.
func validMedia(s string) bool {
	if s == "" {
		return false
	}
	for q := range strings.SplitSeq(s, ",") {
		q = strings.ToLower(strings.Trim(q, asciiSpace))
		if q == "all" {
			return false
		}
		q = strings.TrimPrefix(q, "only ")
		for _, medium := range []string{"screen", "all", "print"} {
			if rest, ok := strings.CutPrefix(q, medium); ok {
				if rest = strings.TrimLeft(rest, asciiSpace); rest == "" {
					q = ""
				} else if and, ok := strings.CutPrefix(rest, "and "); ok {
					q = strings.TrimLeft(and, asciiSpace)
				}
				break
			}
		}
		if q != "" && !validConditions(q) {
			return false
		}
	}
	return true
}

// validConditions accepts "(feature: value)", several joined by "and".
func validConditions(s string) bool {
	for {
		end := strings.IndexByte(s, ')')
		if end < 0 || s[0] != '(' || !validFeature(s[1:end]) {
			return false
		}
		rest := s[end+1:]
		if rest == "" {
			return true
		}
		s = strings.TrimLeft(rest, asciiSpace)
		and, ok := strings.CutPrefix(s, "and")
		s = strings.TrimLeft(and, asciiSpace)
		if !ok || len(s) == len(and) || rest[0] == 'a' || s == "" {
			return false
		}
	}
}

func validFeature(s string) bool {
	name, value, ok := strings.Cut(s, ":")
	name = strings.ToLower(strings.Trim(name, asciiSpace))
	value = strings.ToLower(strings.Trim(value, asciiSpace))
	if !ok || value == "" {
		return false
	}
	if name == "orientation" {
		return value == "portrait" || value == "landscape"
	}
	bare := strings.TrimPrefix(strings.TrimPrefix(name, "min-"), "max-")
	switch bare {
	case "width", "height":
		return !strings.HasPrefix(value, "calc") && validLength(value)
	case "resolution":
		number := strings.TrimLeft(value, "0123456789.")
		n, ok := parseValidFloat(value[:len(value)-len(number)])
		return ok && n > 0 && (number == "dpi" || number == "dppx" || number == "dpcm")
	case "aspect-ratio":
		w, h, ok := strings.Cut(value, "/")
		a, ok1 := parseDigits(strings.Trim(w, asciiSpace))
		b, ok2 := parseDigits(strings.Trim(h, asciiSpace))
		return ok && ok1 && ok2 && a > 0 && b > 0
	}
	return false
}

// splitOutside splits s at each sep that is not inside parentheses.
func splitOutside(s string, sep byte) []string {
	var parts []string
	depth, start := 0, 0
	for i := range len(s) {
		switch s[i] {
		case '(':
			depth++
		case ')':
			depth--
		case sep:
			if depth == 0 {
				parts = append(parts, s[start:i])
				start = i + 1
			}
		}
	}
	return append(parts, s[start:])
}
