package htmlclean

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestInvisibleIsOneSet(t *testing.T) {
	for r := rune(0); r < 0x11000; r++ {
		if r < 0xd800 || r > 0xdfff {
			assert.Equal(t, strings.ContainsRune(invisible, r) || r < ' ', isInvisible(r), "%U", r)
		}
	}
}
