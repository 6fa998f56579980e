package htmlclean

import (
	"crypto/aes"
	"crypto/cipher"
	"encoding/base64"
	"strings"
	"sync"
)

// Sohu's pages name a picture in data-src alone, enciphered; the script of every
// page has the key. The cipher is AES-128, block by block, padded as in PKCS #7.
var sohuCipher = sync.OnceValue(func() cipher.Block {
	block, err := aes.NewCipher([]byte("www.sohu.com6666"))
	if err != nil {
		panic(err)
	}
	return block
})

// minSealed and maxSealed bound the values that are deciphered: an address of two
// blocks at least, and longer than any of Sohu's.
const minSealed, maxSealed = 44, 1024

// unsealed is the address that Sohu has enciphered, and v itself where v is none.
func unsealed(v string) string {
	if len(v) < minSealed || len(v) > maxSealed || len(v)%4 != 0 || strings.IndexByte(v, '.') >= 0 {
		return v
	}
	data, err := base64.StdEncoding.DecodeString(v)
	if err != nil || len(data)%aes.BlockSize != 0 {
		return v
	}
	for i := 0; i < len(data); i += aes.BlockSize {
		sohuCipher().Decrypt(data[i:], data[i:])
	}
	padding := int(data[len(data)-1])
	if padding == 0 || padding > aes.BlockSize {
		return v
	}
	plain := string(data[:len(data)-padding])
	if !strings.HasPrefix(plain, "//") && !hasPrefixFold(plain, "https://") && !hasPrefixFold(plain, "http://") {
		return v
	}
	return plain
}
