package htmlclean

import (
	"math"
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"
)

// realSizes are pairs of attributes that hold the size of the file, in pixels.
var realSizes = []struct{ width, height, usedBy string }{
	{"data-rawwidth", "data-rawheight", "Zhihu"},
	{"data-original-width", "data-original-height", "Jianshu, Blogger"},
	{"img_width", "img_height", "Toutiao"},
	{"data-orig-width", "data-orig-height", "Tumblr"},
	{"data-eio-rwidth", "data-eio-rheight", "EWWW"},
	{"coffee-w", "coffee-h", "PMCAFF"},
	{"data-width", "data-height", "ZAKER, Juejin, Medium"},
	{"data-nat-width", "data-nat-height", "assorted"},
	{"data-w", "data-h", "assorted"},
}

// pairSizes are attributes that hold both, as "562,269" or "1280x720".
var pairSizes = []string{"data-img-size-val", "data-image-dimensions", "data-orig-size", "data-size"}

// size is the width and height to write, 0 for one that is not known: the pair
// that belongs to the file, else what the layout says. It is read once all that
// stands beside the picture has been compared with it.
func (s *shot) size() (w, h int) {
	if !s.measured {
		s.width, s.height = realSize(s.img)
		s.real, s.measured = s.width > 0, true
		if !s.real {
			s.width, s.height = layoutSize(s.img)
		}
		if s.width == 1 && s.height == 1 {
			s.width, s.height = 0, 0 // a lazy loader's: no picture is a dot
		}
	}
	if s.resized && !s.real {
		return 0, 0
	}
	return s.width, s.height
}

// realSize is the size of the file as the page knows it; both or none.
func realSize(n *node) (w, h int) {
	if len(n.attr) < 2 {
		return 0, 0
	}
	for _, r := range realSizes {
		if v := n.get(r.width); v != "" {
			if w, h = pixelCount(v), pixelCount(n.get(r.height)); w > 0 && h > 0 {
				return w, h
			}
		}
	}
	if w, ratio := pixelCount(n.get("data-w")), n.get("data-ratio"); w > 0 && ratio != "" {
		if r, ok := parseValidFloat(ratio); ok && r > 0 && float64(w)*r < maxPixels-1 {
			return w, max(1, int(math.Round(float64(w)*r)))
		}
	}
	for _, key := range pairSizes {
		if v := n.get(key); v != "" {
			a, b, _ := strings.Cut(strings.ReplaceAll(v, "x", ","), ",")
			if w, h = pixelCount(a), pixelCount(b); w > 0 && h > 0 {
				return w, h
			}
		}
	}
	return 0, 0
}

// layoutSize is the size the page shows the picture in.
func layoutSize(n *node) (w, h int) {
	w, h = pixelCount(n.get("width")), pixelCount(n.get("height"))
	if style := n.get("style"); style != "" && (w == 0 || h == 0) {
		for name, value := range declarations(style) {
			switch {
			case name == "width" && w == 0 && strings.HasSuffix(value, "px"):
				w = pixelCount(value)
			case name == "height" && h == 0 && strings.HasSuffix(value, "px"):
				h = pixelCount(value)
			}
		}
	}
	return w, h
}

// maxPixels is more than a side of any picture has.
const maxPixels = 1e5

// pixelCount reads a plain number of pixels, "px" allowed; 0 for anything else.
func pixelCount(v string) int {
	v = strings.TrimSuffix(strings.Trim(v, asciiSpace), "px")
	whole, _, _ := strings.Cut(v, ".")
	f, ok := parseValidFloat(v)
	if !ok || f < 1 || f >= maxPixels || len(whole) > 5 {
		return 0
	}
	return int(f)
}

func formatPixels(n int) string {
	if n <= 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// cssURL is the address in a value that is written as in CSS, url(boat.jpg), and
// any other value itself.
func cssURL(v string) string {
	if rest, ok := strings.CutPrefix(trimSpace(v), "url("); ok {
		if address, ok := strings.CutSuffix(rest, ")"); ok {
			return strings.Trim(address, "\"' ")
		}
	}
	return v
}

// styleURL is the address of the background in a style attribute, "" where there is none.
func styleURL(style string) string {
	found := ""
	for name, value := range declarations(style) {
		if name != "background" && name != "background-image" {
			continue
		}
		_, rest, ok := strings.Cut(value, "url(")
		if !ok {
			continue
		}
		rest = strings.TrimLeft(rest, asciiSpace)
		if rest != "" && (rest[0] == '"' || rest[0] == '\'') {
			rest, _, ok = strings.Cut(rest[1:], rest[:1])
		} else {
			rest, _, ok = strings.Cut(rest, ")")
		}
		if ok {
			found = strings.Trim(rest, asciiSpace)
		}
	}
	return found
}

// altText is the alternative text: whole, and empty where it says nothing about
// the picture at src. A formula is its TeX.
func altText(n *node, src string) string {
	alt := strings.Trim(validText(n.get("alt")), asciiSpace)
	nothing := saysNothing(alt, n.get("src"), src)
	switch tex := formulaText(n, src); {
	case (nothing || alt == "[公式]") && !saysNothing(tex, n.get("src"), src):
		return tex
	case nothing:
		return ""
	}
	return alt
}

// formulaText is the TeX of a picture of a formula, "" for other pictures.
func formulaText(n *node, src string) string {
	if tex := strings.Trim(validText(n.get("data-formula")), asciiSpace); tex != "" {
		return tex
	}
	if _, tex, ok := strings.Cut(src, "equation?tex="); ok {
		tex, _, _ = strings.Cut(tex, "&")
		if plain, err := url.QueryUnescape(tex); err == nil && utf8.ValidString(plain) {
			return strings.Trim(validText(plain), asciiSpace)
		}
	}
	return ""
}

func titleText(n *node, src string) string {
	title := strings.Trim(validText(n.get("title")), asciiSpace)
	if saysNothing(title, n.get("src"), src) {
		return ""
	}
	return title
}

// saysNothing tells whether a text is only the name of the file, an address, or
// what an editor writes where the author wrote nothing.
func saysNothing(text string, addresses ...string) bool {
	if text == "" || len(text) < 64 && editorAlts[strings.ToLower(text)] {
		return true
	}
	if len(text) > 512 {
		return false
	}
	if hasPrefixFold(text, "http://") || hasPrefixFold(text, "https://") || strings.HasPrefix(text, "//") {
		return strings.IndexByte(text, ' ') < 0
	}
	for _, a := range addresses {
		if name := fileName(a); name != "" && text == name {
			return true
		}
	}
	stem, ext := splitName(text)
	if stem != "" && imageExtensions[strings.ToLower(ext)] {
		return strings.IndexByte(text, ' ') < 0
	}
	return isCameraName(text)
}

// isCameraName knows the names cameras and telephones give to their files.
func isCameraName(text string) bool {
	for _, prefix := range []string{"IMG_", "DSC_", "DSC0", "DSCN", "DSCF", "MVIMG_", "PXL_", "WX20", "IMG-", "mmexport"} {
		if rest, ok := strings.CutPrefix(text, prefix); ok && len(rest) >= 3 {
			return strings.Trim(rest, "0123456789_-@x.") == ""
		}
	}
	return false
}
