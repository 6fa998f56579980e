package htmlclean

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestDatetime(t *testing.T) {
	for _, valid := range []string{"2020", "2020-02", "2020-02-29", "02-29", "--02-29", "10:30", "10:30:59", "10:30:59.123", "2020-02-29T10:30", "2020-02-29 10:30:00",
		"2020-02-29T10:30Z", "2020-02-29T10:30:00.123+08:00", "2020-02-29 10:30-0800", "Z", "+08:00", "2020-W53", "2021-W52", "P3D", "PT4H18M3S", "P1DT2H", "PT5M"} {
		assert.Equal(t, valid, tidyDatetime(valid))
		assert.True(t, validDatetime(valid), valid)
	}
	for _, invalid := range []string{"", "0000", "20", "2020-13", "2020-00", "2021-02-29", "2020-02-30", "02-30", "24:00", "10:60", "10:30:60", "10:30Z", "10", "2020-02-29T", "2020-02-29x10:30", "2020-W00",
		"2021-W53", "P", "PT", "P3", "P3H", "PT3D", "PT3S4M", "P1D2D", "+25:00", "+0860", "yesterday", "2020/02/29", "2020-2-9", "2020年", "Sat, 29 Feb 2020 10:30:00 GMT", "2020-02-29T10:30+8", "--", "-", "P1DT"} {
		assert.Empty(t, tidyDatetime(invalid), invalid)
	}
	for untidy, want := range map[string]string{
		" 2020-02-29\n":                       "2020-02-29",
		"2020-02-29 10:30:00 +0800":           "2020-02-29 10:30:00+0800",
		"2020-02-29T10:30:00.123456789+08:00": "2020-02-29T10:30:00.123+08:00",
		"2020-02-29T10:30:00-00:00":           "2020-02-29T10:30:00Z",
	} {
		assert.Equal(t, want, tidyDatetime(untidy))
		assert.True(t, validDatetime(want))
	}
	assert.True(t, validEditTime("2020-02-29") && validEditTime("2020-02-29T10:30Z") && validEditTime("2020-02-29 10:30-08:00"))
	assert.False(t, validEditTime("2020-02-29T10:30") || validEditTime("2020-02") || validEditTime("10:30") || validEditTime(""))
}
