package htmlclean

import (
	"strings"
	"time"

	"golang.org/x/net/html/atom"
)

// Dates and times as the HTML Standard writes them (2.3.5, and 4.5.14 "the time
// element"): 2020-02, 2020-02-29, 02-29, 10:30, 2020-02-29T10:30, the same with
// +08:00, 2020-W09, 2020, P3D.

// validDatetime is the validator of time elements' datetime.
func validDatetime(s string) bool { return s != "" && tidyDatetime(s) == s }

// validEditTime is that of del and ins: a date, or a date and time with its zone.
func validEditTime(s string) bool {
	return validDatetime(s) && len(s) >= 10 && isDate(s[:10]) && (len(s) == 10 || s[len(s)-1] == 'Z' || strings.ContainsAny(s[10:], "+-"))
}

// tidyDatetime returns s in a valid form, "" where it has none. It takes what
// generators write: a space before the zone, fractions longer than milliseconds.
func tidyDatetime(s string) string {
	s = strings.Trim(s, asciiSpace)
	switch {
	case hasShape(s, "dddd"):
		if s != "0000" {
			return s
		}
	case hasShape(s, "dddd-dd"):
		if s[:4] != "0000" && s[5:] >= "01" && s[5:] <= "12" {
			return s
		}
	case hasShape(s, "dddd-Wdd"):
		if s[6:] >= "01" && isWeek(pixels(s[:4]), pixels(strings.TrimPrefix(s[6:], "0"))) {
			return s
		}
	case hasShape(s, "dd-dd"), hasShape(s, "--dd-dd"):
		if isDate("2020-" + strings.TrimPrefix(s, "--")) {
			return s
		}
	case strings.HasPrefix(s, "P"):
		if isDuration(s) {
			return s
		}
	case len(s) >= 10 && isDate(s[:10]):
		if len(s) == 10 {
			return s
		}
		if clock := tidyClock(s[11:]); clock != "" && (s[10] == 'T' || s[10] == ' ') {
			return s[:11] + clock
		}
	case hasShape(s[:min(2, len(s))], "dd"):
		if clock := tidyClock(s); clock != "" && !strings.ContainsAny(clock, "Z+-") {
			return clock
		}
	default:
		return tidyZone(s)
	}
	return ""
}

// hasShape compares s with a pattern in which d is a digit.
func hasShape(s, shape string) bool {
	if len(s) != len(shape) {
		return false
	}
	for i := range len(s) {
		if digit := s[i] >= '0' && s[i] <= '9'; shape[i] == 'd' && !digit || shape[i] != 'd' && s[i] != shape[i] {
			return false
		}
	}
	return true
}

// isDate knows how many days a month has.
func isDate(s string) bool {
	if !hasShape(s, "dddd-dd-dd") || s[:4] == "0000" {
		return false
	}
	_, err := time.Parse(time.DateOnly, s)
	return err == nil
}

// isWeek knows how many weeks a year has.
func isWeek(year, week int) bool {
	_, last := time.Date(year, time.December, 28, 0, 0, 0, 0, time.UTC).ISOWeek()
	return year > 0 && week <= last
}

// tidyClock reads a time of day with or without a zone.
func tidyClock(s string) string {
	if len(s) < 5 || !hasShape(s[:5], "dd:dd") || s[:2] > "23" || s[3:5] > "59" {
		return ""
	}
	clock, rest := s[:5], s[5:]
	if len(rest) >= 3 && hasShape(rest[:3], ":dd") && rest[1:3] <= "59" {
		clock, rest = s[:8], s[8:]
		if fraction, ok := strings.CutPrefix(rest, "."); ok {
			if size := len(rest) - len(strings.TrimLeft(fraction, "0123456789")); size > len(".") {
				clock, rest = clock+rest[:min(size, len(".123"))], rest[size:]
			}
		}
	}
	if rest == "" {
		return clock
	}
	if zone := tidyZone(strings.TrimLeft(rest, " ")); zone != "" {
		return clock + zone
	}
	return ""
}

func tidyZone(s string) string {
	switch {
	case s == "Z":
		return s
	case (hasShape(s, "+dd:dd") || hasShape(s, "-dd:dd")) && s[1:3] <= "23" && s[4:] <= "59",
		(hasShape(s, "+dddd") || hasShape(s, "-dddd")) && s[1:3] <= "23" && s[3:] <= "59":
		if strings.Trim(s, "-0:") == "" {
			return "Z"
		}
		return s
	}
	return ""
}

// isDuration accepts days, hours, minutes and seconds in this order, such as
// P1DT2H.
func isDuration(s string) bool {
	date, clock, timed := strings.Cut(s[1:], "T")
	return (date == "" && timed || date != "" && units(date, "D")) && (!timed || clock != "" && units(clock, "HMS"))
}

// units tells whether s is made of numbers, each with one of the letters, in
// their order.
func units(s, letters string) bool {
	for s != "" {
		rest := strings.TrimLeft(s, "0123456789")
		if len(rest) == len(s) || rest == "" {
			return false
		}
		i := strings.IndexByte(letters, rest[0])
		if i < 0 {
			return false
		}
		s, letters = rest[1:], letters[i+1:]
	}
	return true
}

// tidyTime gives n a valid datetime where it has a bad one, or where its text is
// one.
func tidyTime(n *node) {
	if val := n.get("datetime"); val != "" {
		n.set("datetime", tidyDatetime(val))
	} else if n.tag == atom.Time && n.first != nil && n.first == n.last && n.first.isText() {
		if val := tidyDatetime(n.first.text()); val != "" {
			n.set("datetime", val)
		}
	}
}
