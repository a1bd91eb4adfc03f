"""Encoding labels of the web and the codecs that read them.

Names and aliases follow https://encoding.spec.whatwg.org/#names-and-labels, with two differences: GB2312 and GBK are
read as gb18030, Big5 as big5-hkscs (supersets: Python's `gb2312` codec changes `·` and `—`), and both are named so.
"""

from types import MappingProxyType

_TABLE = """
utf-8           utf_8        utf8 unicode-1-1-utf-8 utf-8-sig utf8mb4
utf-16le        utf_16_le    utf-16 ucs-2 iso-10646-ucs-2 unicode csunicode unicodefeff utf_16_le
utf-16be        utf_16_be    unicodefffe utf_16_be
utf-32le        utf_32_le    utf-32 ucs-4 utf_32_le
utf-32be        utf_32_be    utf_32_be
gb18030         gb18030      gb2312 gbk gb-2312 gb_2312 gb_2312-80 x-gbk cp936 ms936 euc-cn chinese csgb2312
big5-hkscs      big5hkscs    big5 big5hkscs big-5 big5-eten cn-big5 csbig5 x-x-big5 cp950 windows-950
euc-jp          euc_jp       eucjp x-euc-jp cseucpkdfmtjapanese euc_jp
shift_jis       cp932        shift-jis sjis x-sjis ms_kanji ms932 windows-31j csshiftjis cp932
euc-kr          cp949        euckr euc_kr ks_c_5601-1987 ks_c_5601-1989 ksc5601 korean windows-949 cp949 cseuckr
windows-1250    cp1250       cp1250 x-cp1250
windows-1251    cp1251       cp1251 x-cp1251 win-1251
windows-1252    cp1252       cp1252 x-cp1252 iso-8859-1 iso8859-1 iso_8859-1 latin1 latin-1 l1 ascii us-ascii ansi
windows-1253    cp1253       cp1253 x-cp1253
windows-1254    cp1254       cp1254 x-cp1254 iso-8859-9 iso8859-9 latin5
windows-1255    cp1255       cp1255 x-cp1255
windows-1256    cp1256       cp1256 x-cp1256
windows-1257    cp1257       cp1257 x-cp1257
windows-1258    cp1258       cp1258 x-cp1258
windows-874     cp874        cp874 tis-620 iso-8859-11 dos-874
iso-8859-2      iso8859_2    iso8859-2 iso8859_2 latin2 l2
iso-8859-3      iso8859_3    iso8859-3 iso8859_3 latin3
iso-8859-4      iso8859_4    iso8859-4 iso8859_4 latin4
iso-8859-5      iso8859_5    iso8859-5 iso8859_5 cyrillic
iso-8859-6      iso8859_6    iso8859-6 iso8859_6 arabic
iso-8859-7      iso8859_7    iso8859-7 iso8859_7 greek
iso-8859-8      iso8859_8    iso8859-8 iso8859_8 iso-8859-8-i hebrew visual
iso-8859-10     iso8859_10   iso8859-10 iso8859_10 latin6
iso-8859-13     iso8859_13   iso8859-13 iso8859_13
iso-8859-14     iso8859_14   iso8859-14 iso8859_14
iso-8859-15     iso8859_15   iso8859-15 iso8859_15 latin-9 latin9
iso-8859-16     iso8859_16   iso8859-16 iso8859_16
koi8-r          koi8_r       koi8 koi koi8_r cskoi8r
koi8-u          koi8_u       koi8-ru koi8_u
ibm866          cp866        cp866 866 csibm866
macintosh       mac_roman    mac mac_roman x-mac-roman csmacintosh
x-mac-cyrillic  mac_cyrillic mac_cyrillic x-mac-ukrainian
"""

_ROWS = [line.split() for line in _TABLE.split("\n") if line]
CODECS = MappingProxyType({row[0]: row[1] for row in _ROWS})
_NAMES = {alias: row[0] for row in _ROWS for alias in (row[0], *row[2:])}

UNICODE = frozenset(name for name in CODECS if name.startswith("utf-"))
LEGACY = tuple(name for name in CODECS if name not in UNICODE)


def resolve(label: str | None) -> str | None:
    """The name of the encoding that a declared label means; `None` when the web does not know the label."""
    return _NAMES.get(label.strip(" \t\r\n\"';").lower()) if label else None
