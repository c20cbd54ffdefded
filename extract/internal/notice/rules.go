package notice

import "strings"

// rule recognises one kind of notice. A phrase in the title or a heading is
// enough; one in the text counts on pages that hold little else.
type rule struct {
	kind     Kind
	title    []string // in the title or a heading
	text     []string // in the visible text of a short page
	noscript []string // in <noscript> of a page that shows next to nothing
	marks    []string // in ids, classes and script addresses of a short page
}

// fits reports whether the page shows the rule's notice.
func (r *rule) fits(p *page) bool {
	if holds(p.title, r.title) {
		return true
	}
	if p.letters <= maxPage && (holds(p.text, r.text) || holds(p.marks, r.marks)) {
		return true
	}
	return p.letters < maxShell && holds(p.noscript, r.noscript)
}

func holds(s string, phrases []string) bool {
	if s == "" {
		return false
	}
	for _, w := range phrases {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

// rules are tried in order. The languages are English, German, French, Spanish,
// Italian, Portuguese, Dutch, Polish, Russian, Ukrainian, Greek, Turkish,
// Chinese, Japanese and Arabic where a wording is usual in them.
var rules = []rule{
	{
		kind: BotCheck,
		title: []string{"just a moment...", "attention required! | cloudflare", "verify you are human", "are you a robot", "are you human", "robot check",
			"security check", "pardon our interruption", "ddos-guard", "checking your browser", "human verification", "captcha", "please verify you",
			"access to this page has been denied", "one more step", "bitte bestätigen sie, dass sie kein roboter", "sind sie ein roboter", "vérification de sécurité",
			"êtes-vous un robot", "no soy un robot", "sei un robot", "você é humano", "вы не робот", "перевірка безпеки", "安全验证", "人机验证", "ロボットではありません"},
		text: []string{"checking your browser before", "verifying you are human", "verify you are a human", "verify that you're not a robot", "verify that you are not a robot",
			"needs to review the security of your connection", "press & hold to confirm", "complete the security check", "unusual traffic from your computer",
			"enable javascript and cookies to continue", "prove you are not a robot", "performing security verification", "dass sie kein roboter sind",
			"dass sie ein mensch sind", "que vous n'êtes pas un robot", "que no eres un robot", "di non essere un robot", "que você não é um robô", "dat je geen robot bent",
			"że nie jesteś robotem", "что вы не робот", "що ви не робот", "ότι δεν είστε ρομπότ", "robot olmadığınızı", "请完成安全验证", "请输入验证码"},
		marks: []string{"cf-challenge", "challenge-platform", "px-captcha", "captcha-delivery.com", "g-recaptcha-interstitial", "_incapsula_resource", "aws-waf-token", "ddos-guard"},
	},
	{
		kind: NotFound,
		title: []string{"page not found", "404 not found", "404 error", "error 404", "404 - ", "404 | ", "| 404", "not found (404)", "page cannot be found", "page can't be found",
			"page doesn't exist", "page does not exist", "page isn't available", "page is no longer available", "seite nicht gefunden", "seite existiert nicht", "seite wurde nicht gefunden",
			"page introuvable", "page non trouvée", "página no encontrada", "pagina non trovata", "página não encontrada", "pagina niet gevonden", "nie znaleziono strony",
			"strona nie istnieje", "nie znaleziona", "страница не найдена", "сторінку не знайдено", "сторінка не знайдена", "η σελίδα δεν βρέθηκε", "sayfa bulunamadı",
			"页面不存在", "找不到页面", "未找到页面", "頁面不存在", "ページが見つかりません", "الصفحة غير موجودة"},
		text: []string{"the page you requested could not be found", "the page you are looking for", "the page you were looking for", "page you're looking for",
			"we can't find the page", "we couldn't find that page", "the requested url was not found", "this page could not be found", "sorry, this page isn't available", "the article you requested",
			"die gesuchte seite", "die angeforderte seite", "seite konnte nicht gefunden werden", "la page que vous cherchez", "la page que vous recherchez", "la page demandée",
			"la página que buscas", "la página que está buscando", "la página solicitada", "la pagina che stai cercando", "la pagina richiesta", "a página que você", "a página que procura",
			"de pagina die je zoekt", "de opgevraagde pagina", "strona, której szukasz", "запрашиваемая страница", "запитувана сторінка", "aradığınız sayfa", "您访问的页面", "您要访问的页面", "お探しのページ"},
	},
	{
		kind: Failure,
		title: []string{"403 forbidden", "access denied", "500 internal server error", "internal server error", "502 bad gateway", "503 service", "service unavailable",
			"504 gateway", "gateway time-out", "bad gateway", "web server is down", "database error", "error establishing a database connection", "429 too many requests", "too many requests",
			"410 gone", "451 unavailable", "unavailable for legal reasons", "site is under maintenance", "under maintenance", "zugriff verweigert", "wartungsarbeiten", "accès refusé", "accès interdit",
			"acceso denegado", "accesso negato", "acesso negado", "toegang geweigerd", "dostęp zabroniony", "доступ запрещен", "доступ заборонено", "erişim engellendi"},
		text: []string{"error establishing a database connection", "you don't have permission to access", "the server is temporarily unable to service", "the server encountered an internal error",
			"this content is not available in your region", "not available in your country", "unavailable in your location", "due to legal reasons", "a technical error occurred", "es ist ein fehler aufgetreten",
			"une erreur est survenue", "se ha producido un error", "si è verificato un errore", "ocorreu um erro", "er is een fout opgetreden", "wystąpił błąd", "произошла ошибка", "сталася помилка"},
	},
	{
		kind: Consent,
		title: []string{"we value your privacy", "before you continue", "your privacy choices", "cookie consent", "consent required", "privacy settings", "datenschutzeinstellungen", "cookie-einstellungen",
			"ihre privatsphäre", "mit werbung weiterlesen", "weiter mit werbung", "zustimmung", "votre vie privée", "gestion des cookies", "tu privacidad", "la tua privacy", "a sua privacidade",
			"uw privacy", "je privacy", "twoja prywatność", "dbamy o twoją prywatność", "cookie-toestemming"},
		text: []string{"we use cookies and similar technologies", "accept all cookies", "accept cookies to continue", "manage your cookie", "to continue, please accept", "we and our partners store",
			"we and our partners use cookies", "alle cookies akzeptieren", "cookies zustimmen", "wir und unsere partner", "um fortzufahren", "mit werbung und tracking", "werbefrei lesen", "tout accepter",
			"nos partenaires", "accepter les cookies", "accepter et continuer", "aceptar todas las cookies", "aceptar y continuar", "nosotros y nuestros socios", "accetta tutti i cookie", "accetta e continua",
			"noi e i nostri partner", "aceitar todos os cookies", "aceitar cookies", "nós e os nossos parceiros", "alle cookies accepteren", "akkoord met cookies", "wij en onze partners", "zaakceptuj wszystkie",
			"my i nasi partnerzy", "принять все файлы cookie", "использование файлов cookie", "прийняти всі cookie", "αποδοχή όλων", "tüm çerezleri kabul", "接受所有 cookie", "すべての cookie"},
		marks: []string{"cmpwrapper", "sp_message_container", "consent-page", "consent-wall", "didomi-host", "privacy-wall", "cookiewall", "cookie-wall"},
	},
	{
		kind:  JavaScript,
		title: []string{"javascript is disabled", "javascript required", "javascript is required", "please enable javascript", "enable javascript"},
		text: []string{"enable javascript to", "please enable javascript", "you need to enable javascript", "javascript is required", "javascript is disabled", "requires javascript", "turn on javascript",
			"javascript must be enabled", "bitte aktivieren sie javascript", "javascript aktivieren", "javascript ist deaktiviert", "activer javascript", "veuillez activer javascript", "javascript est désactivé",
			"habilitar javascript", "habilite javascript", "activa javascript", "active javascript", "activar javascript", "abilita javascript", "abilitare javascript", "ative o javascript", "habilite o javascript",
			"schakel javascript in", "javascript inschakelen", "włącz obsługę javascript", "włącz javascript", "включите javascript", "включить javascript", "увімкніть javascript", "ενεργοποιήστε τη javascript",
			"javascript'i etkinleştir", "启用javascript", "启用 javascript", "開啟javascript", "javascriptを有効", "javascript を有効", "تفعيل جافا سكريبت"},
		noscript: []string{"javascript"},
	},
	{
		kind: Paywall,
		text: []string{"subscribe to continue reading", "subscribe to read", "to continue reading, subscribe", "continue reading with a subscription", "this article is for subscribers", "this content is for subscribers",
			"for subscribers only", "subscribers only", "exclusive to subscribers", "already a subscriber", "become a subscriber to", "subscribe now to keep reading", "you have reached your limit of free articles",
			"you've read your last free", "this story is for members", "the author made this story available to", "this post is for paid subscribers", "this post is for paying subscribers", "premium content",
			"unlock this article", "keep reading with a", "to read the full story", "to read the full article", "jetzt weiterlesen", "weiterlesen mit", "nur für abonnenten", "exklusiv für abonnenten",
			"dieser artikel ist nur für", "sie sind bereits abonnent", "bereits abonniert", "mit abo weiterlesen", "diesen artikel weiterlesen", "artikel freischalten", "lesen sie den ganzen artikel", "probeabo",
			"réservé aux abonnés", "réservée aux abonnés", "la suite est réservée", "il vous reste", "pour lire la suite", "déjà abonné", "contenido exclusivo para suscriptores", "solo para suscriptores",
			"exclusivo para suscriptores", "suscríbete para seguir leyendo", "para seguir leyendo", "contenuto riservato agli abbonati", "riservato agli abbonati", "per continuare a leggere", "sei già abbonato",
			"exclusivo para assinantes", "conteúdo exclusivo para assinantes", "para continuar a ler", "para continuar lendo", "já é assinante", "alleen voor abonnees", "verder lezen", "al abonnee",
			"artykuł dostępny tylko dla prenumeratorów", "tylko dla prenumeratorów", "aby czytać dalej", "kup dostęp", "tylko dla subskrybentów", "только для подписчиков", "доступно только подписчикам",
			"оформите подписку", "лише для передплатників", "тільки для передплатників", "оформіть передплату", "μόνο για συνδρομητές", "abonelere özel", "本文为付费内容", "订阅后阅读", "会员专享", "有料会員限定", "この記事は有料"},
		marks: []string{"paywall", "regwall", "subscription-wall", "subscriber-only", "paid-content-wall"},
	},
	{
		kind: Login,
		title: []string{"log in to continue", "sign in to continue", "login required", "you must log in", "please log in", "log into facebook", "anmeldung erforderlich", "bitte melden sie sich an",
			"connexion requise", "inicia sesión", "accedi per continuare", "faça login", "log in om verder", "zaloguj się", "войдите, чтобы", "увійдіть, щоб"},
		text: []string{"you must be logged in to view", "you must log in to view", "you need to log in to", "please log in to continue", "sign in to continue reading", "log in or sign up to view", "register to continue reading",
			"register for free to continue", "create a free account to continue", "melden sie sich an, um", "um diesen inhalt zu sehen, müssen sie sich anmelden", "connectez-vous pour lire", "connectez-vous pour continuer", "inicia sesión para",
			"regístrate para seguir leyendo", "accedi per leggere", "registrati per continuare", "faça login para", "log in om dit artikel", "zaloguj się, aby", "войдите, чтобы", "увійдіть, щоб", "请登录后查看", "ログインしてください"},
	},
}
