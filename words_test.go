package htmlclean

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestWordMap(t *testing.T) {
	var m wordMap[int]
	assert.Nil(t, m.get("a"))
	for i := range 1000 {
		*m.at(fmt.Sprint("w", i)) = i
		*m.at(fmt.Sprint("x", i%7, "-same-ends")) = i
	}
	for i := range 1000 {
		if v := m.get(fmt.Sprint("w", i)); assert.NotNil(t, v, i) {
			assert.Equal(t, i, *v)
		}
		assert.Nil(t, m.get(fmt.Sprint("v", i)))
	}
	assert.Equal(t, 999, *m.get("x5-same-ends"))
	assert.Nil(t, m.get(""))
}
