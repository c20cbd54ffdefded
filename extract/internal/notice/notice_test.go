package notice

import (
	"strings"
	"testing"

	"golang.org/x/net/html"
)

func parse(t *testing.T, s string) *html.Node {
	t.Helper()
	n, err := html.Parse(strings.NewReader(s))
	if err != nil {
		t.Fatal(err)
	}
	return n
}

const story = "The small ferry between the two harbours will run again from the first of the month, the island council said on Friday. " +
	"Islanders had to take the long way round by road and the bridge over the sound, a journey of almost two hours. "

func TestFind(t *testing.T) {
	for name, c := range map[string]struct {
		page, kept string
		want       Kind
	}{
		"consent, English":   {`<title>Before you continue</title><div id="sp_message_container_1"><h1>We value your privacy</h1><p>We and our partners use cookies.</p><button>Accept all</button></div>`, "We and our partners use cookies.", Consent},
		"consent, German":    {`<title>Harbour Herald</title><main><p>Um fortzufahren, stimmen Sie der Nutzung von Cookies zu. Wir und unsere Partner verarbeiten Daten.</p></main>`, "Um fortzufahren, stimmen Sie zu.", Consent},
		"consent, French":    {`<title>Le Phare</title><p>Avec votre accord, nous et nos partenaires utilisons des cookies.</p><button>Tout accepter</button>`, "", Consent},
		"shell, noscript":    {`<title>Harbour Herald</title><noscript>You need to enable JavaScript to run this app.</noscript><div id="root"></div><script src="/a.js"></script>`, "", JavaScript},
		"shell, no words":    {`<title>Harbour Herald</title><div id="__next"></div><script src="/a.js"></script>`, "", JavaScript},
		"shell, Russian":     {`<title>Маяк</title><p>Пожалуйста, включите JavaScript в вашем браузере.</p>`, "Пожалуйста, включите JavaScript в вашем браузере.", JavaScript},
		"robots, waiting":    {`<title>Just a moment...</title><h1>harbour.example</h1><p>harbour.example needs to review the security of your connection before proceeding.</p>`, "harbour.example needs to review the security", BotCheck},
		"robots, puzzle":     {`<title>harbour.example</title><script src="https://ct.captcha-delivery.com/c.js"></script><p>One moment</p>`, "One moment", BotCheck},
		"robots, Spanish":    {`<title>El Faro</title><p>Confirma que no eres un robot para seguir.</p>`, "Confirma que no eres un robot", BotCheck},
		"not found":          {`<title>Page not found - Harbour Herald</title><h1>Oops</h1><p>Try the search.</p>`, "Oops. Try the search.", NotFound},
		"not found, Polish":  {`<title>Latarnia</title><h1>Nie znaleziono strony</h1>`, "", NotFound},
		"not found, Chinese": {`<title>灯塔</title><p>抱歉，您访问的页面已被删除。</p>`, "抱歉，您访问的页面已被删除。", NotFound},
		"refused":            {`<title>403 Forbidden</title><h1>403 Forbidden</h1><hr>nginx`, "nginx", Failure},
		"database":           {`<body><h1>Error establishing a database connection</h1></body>`, "", Failure},
		"paywall":            {`<title>Ferry returns</title><h1>Ferry returns</h1><p>` + story + `</p><div class="offer">Already a subscriber? Subscribe to continue reading.</div>`, story, Paywall},
		"paywall, German":    {`<title>Fähre fährt</title><p>` + story + `</p><p>Jetzt weiterlesen mit dem Probeabo</p>`, story, Paywall},
		"paywall, by class":  {`<title>Ferry returns</title><p>` + story + `</p><div class="article-paywall">One euro a week</div>`, story, Paywall},
		"login":              {`<title>Forum</title><p>You must be logged in to view this topic.</p>`, "You must be logged in to view this topic.", Login},

		"an article": {`<title>Ferry returns</title><p>` + strings.Repeat(story, 12) + `</p><p>Subscribe to continue reading our newsletter. We and our partners use cookies. Please enable JavaScript to comment.</p>`, strings.Repeat(story, 12), ""},
		"a short article with a cookie banner on a long page": {
			`<title>Ferry returns</title><p>` + story + `</p><ul>` + strings.Repeat("<li>Another of the stories of the week from the island</li>", 80) + `</ul><div>We and our partners use cookies.</div>`, story, ""},
		"a short article with scripts": {`<title>Ferry returns</title><script src="/a.js"></script><div id="app"></div><p>` + story + `</p><noscript>Enable JavaScript to comment.</noscript>`, story, ""},
		"short, Chinese":               {`<title>渡轮恢复</title><script src="/a.js"></script><noscript>JavaScript</noscript><p>` + strings.Repeat("小渡轮从星期一起恢复航行岛上的居民很高兴", 5) + `</p>`, strings.Repeat("小渡轮从星期一起恢复航行岛上的居民很高兴", 5), ""},
		"nothing at all":               {``, "", ""},
	} {
		got, ok := Find(parse(t, c.page), c.kept)
		if got != c.want || ok != (c.want != "") {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
		if ok && got.Warning() == "" {
			t.Errorf("%s: no warning for %q", name, got)
		}
	}
}

// TestPhrases checks that the phrases have the form of the text that they are
// looked for in.
func TestPhrases(t *testing.T) {
	for _, r := range rules {
		for _, list := range [][]string{r.title, r.text, r.noscript} {
			for _, w := range list {
				if strings.TrimSpace(w) != fold(w) {
					t.Errorf("%s: the phrase %q is looked for in text like %q", r.kind, w, fold(w))
				}
			}
		}
		if warnings[r.kind] == "" {
			t.Errorf("%s has no warning", r.kind)
		}
	}
}

// TestNestedHeadings has headings inside of headings, each of which stands in
// the title and in the text: reading them twice at every level would never end.
func TestNestedHeadings(t *testing.T) {
	root := parse(t, strings.Repeat("<h1><b>", 200)+"Page not found")
	if got, ok := Find(root, ""); !ok || got != NotFound {
		t.Errorf("found %q", got)
	}
}
