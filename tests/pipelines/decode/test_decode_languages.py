"""Union news in other languages: never read worse than charset-normalizer alone reads it."""

import pytest
from charset_normalizer import from_bytes
from union_pages import raw

from pipelines.decode import decode

NEWS = {
    "fr": """Les syndicats ont annoncé hier une grève générale ; les salariés réclament une hausse des rémunérations.
Après l'échec des négociations, l'assemblée a décidé d'élargir le mouvement à tous les dépôts de la région.
"Nous ne céderons pas", déclare la déléguée, à côté des élèves infirmières déjà présentes.""",
    "de": """Die Gewerkschaft fordert höhere Löhne für die Beschäftigten der Küstenhäfen und kürzere Schichten.
Die Verhandlungen über den Tarifvertrag würden künftig öffentlich geführt, erklärte der Vorstand in München.
Für Pflegekräfte müsse außerdem ein größerer Zuschuss möglich werden, hieß es.""",
    "es": """Los sindicatos convocarán una huelga el próximo año si la dirección no mejora la protección laboral.
¿Qué pasará mañana? Según la delegación, la reunión con el ministerio será la última ocasión.
Las trabajadoras de la limpieza también pedirán compañía médica y vacaciones.""",
    "pl": """Związki zawodowe ogłosiły strajk; pracownicy żądają wyższych płac i lepszych warunków pracy.
Rozmowy z zarządem kopalni zakończyły się wczoraj późnym wieczorem bez żadnego porozumienia.
Górnicy przyszli pod bramę z transparentami, a mieszkańcy przynosili im gorącą herbatę.""",
    "cs": """Odbory vyhlásily stávku, zaměstnanci požadují vyšší mzdy a kratší pracovní týden ve všech závodech.
Řidiči autobusů se připojili včera ráno, protože jednání s vedením opět skončilo neúspěšně.""",
    "tr": """Sendika, çalışanların ücretlerinin artırılmasını istedi; görüşmeler önümüzdeki günlerde sürecek.
İşçiler fabrikanın önünde toplandı ve iş güvenliği için yeni bir sözleşme çağrısı yaptı.""",
    "ru": """Профсоюз работников образования провёл вчера собрание и потребовал повышения заработной платы.
Шахтёры остановили работу на двух участках, потому что вентиляция не соответствует правилам безопасности.
Переговоры с руководством предприятия продолжатся на следующей неделе.""",
    "uk": """Профспілка вимагає підвищення заробітної плати та безпечних умов праці для всіх гірників області.
Її голова повідомила, що переговори з керівництвом підприємства тривають уже третій тиждень.""",
    "el": """Τα συνδικάτα ανακοίνωσαν απεργία και οι εργαζόμενοι ζητούν υψηλότερους μισθούς και μόνιμες θέσεις.
Η συνέλευση των λιμενεργατών αποφάσισε χθες να συνεχίσει τις κινητοποιήσεις.""",
    "ja": """全国の労働組合は昨日、賃金の引き上げを求めて会議を開いた。働く人々の生活を守るための対策も要求している。
バスの運転手たちは来週からストライキに入る予定で、会社側は話し合いを続けたいと述べた。
看護師の夜勤の回数を減らすよう求める署名が、県内の病院で集められている。""",
    "ko": """전국 노동조합은 어제 회의를 열고 임금 인상을 요구했다. 노동자들의 생활을 지키기 위한 대책도 촉구하고 있다.
버스 기사들은 다음 주부터 파업에 들어갈 예정이며 회사는 대화를 계속하겠다고 밝혔다.
간호사들의 야간 근무 횟수를 줄여 달라는 서명이 병원마다 이어지고 있다.""",
    "th": """สหภาพแรงงานประกาศนัดหยุดงานและเรียกร้องให้เพิ่มค่าจ้างแก่คนงานทุกคนในประเทศ
การเจรจากับฝ่ายบริหารจะดำเนินต่อไปในสัปดาห์หน้า""",
    "he": """ארגוני העובדים הודיעו על שביתה כללית ודרשו העלאת שכר ותנאי עבודה טובים יותר לכל העובדים במפעל""",
    "ar": """أعلنت النقابات العمالية إضرابا عاما وطالبت برفع الأجور وتحسين ظروف العمل لجميع العمال في المصانع""",
}
CHARSETS = {
    "fr": ["windows-1252", "iso-8859-1"],
    "de": ["windows-1252", "iso-8859-1"],
    "es": ["windows-1252"],
    "pl": ["windows-1250", "iso-8859-2"],
    "cs": ["windows-1250", "iso-8859-2"],
    "tr": ["windows-1254"],
    "ru": ["windows-1251", "koi8-r", "cp866", "iso-8859-5"],
    "uk": ["windows-1251", "koi8-u"],
    "el": ["windows-1253", "iso-8859-7"],
    "ja": ["shift_jis", "euc-jp"],
    "ko": ["euc-kr"],
    "th": ["cp874"],
    "he": ["windows-1255"],
    "ar": ["windows-1256"],
}
CASES = [(lang, charset) for lang, charsets in CHARSETS.items() for charset in charsets]


def in_page(text: str, meta: str | None) -> str:
    tag = f'<meta charset="{meta}">' if meta else ""
    lines = "".join(f"<p>{line}</p>\n" for line in text.split("\n"))
    return f"<html><head>{tag}<title>News</title></head><body><a href='/'>Home</a>{lines}</body></html>"


def alone(body: bytes) -> str:
    return str(from_bytes(body).best())


@pytest.mark.parametrize(("lang", "charset"), CASES)
def test_declared_pages_are_exact(lang: str, charset: str) -> None:
    text = in_page(NEWS[lang], charset)
    assert decode(raw(text.encode(charset))).text == text


@pytest.mark.parametrize(("lang", "charset"), CASES)
def test_undeclared_pages_are_not_worse_than_charset_normalizer_reads_them(lang: str, charset: str) -> None:
    text = in_page(NEWS[lang], None)
    body = text.encode(charset)
    assert decode(raw(body)).text == text or alone(body) != text


def test_more_is_exact_than_by_charset_normalizer() -> None:
    pages = [in_page(NEWS[lang], None) for lang, _ in CASES]
    bodies = [page.encode(charset) for page, (_, charset) in zip(pages, CASES, strict=True)]
    ours = sum(decode(raw(body)).text == page for page, body in zip(pages, bodies, strict=True))
    theirs = sum(alone(body) == page for page, body in zip(pages, bodies, strict=True))
    assert ours > theirs
    assert ours >= 0.9 * len(CASES)


@pytest.mark.parametrize(("lang", "charset"), CASES)
def test_utf8_of_every_language_survives_bad_bytes(lang: str, charset: str) -> None:
    text = in_page(NEWS[lang], charset)
    body = text.encode().replace(b"<p>", b"<p>\xff")
    found = decode(raw(body))
    assert found.text == text.replace("<p>", "<p>\ufffd")
    assert found.encoding == "utf-8"


def test_a_default_declaration_does_not_hide_cyrillic() -> None:
    text = in_page(NEWS["ru"], None)
    found = decode(raw(text.encode("cp1251"), "text/html; charset=iso-8859-1"))
    assert (found.text, found.evidence["declared_http"]) == (text, "iso-8859-1")


def test_an_english_page_with_one_latin_letter() -> None:
    text = in_page("Ms Müller of the dockers' union said the talks had failed.", None)
    assert decode(raw(text.encode("latin-1"))).text == text


def test_an_english_page_of_a_chinese_site() -> None:
    text = in_page("China’s unions said that workers’ rights aren’t a “luxury”: it’s what the law says.", "gb2312")
    assert decode(raw(text.encode("cp1252"))).text == text
