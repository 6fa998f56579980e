// Package validity proves with the W3C's Nu Html Checker that what htmlclean
// returns is valid HTML.
//
// All of it is a test. It needs Java 17 and, the first time, npm to fetch the
// checker (vnu.sh).
package validity
