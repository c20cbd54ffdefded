package block
import ("testing";"strings";"time")
func TestZZ(t *testing.T){ for _,n:=range []int{5000,10000,20000,40000}{ tb:=built(t,strings.Repeat("<p>A sentence, of some length, that stands here.</p>", n)); s:=time.Now(); tb.Features("x"); t.Log(n,time.Since(s)) }}
