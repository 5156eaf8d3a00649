"""Names in the character sets of DICOM, encoded by Python's own codecs: what gateway/dicom's SpecificCharacterSetTest reads.

    python3 tests/golden/charsets.py > gateway/dicom/src/test/resources/org/einthoven/dicom/golden/charsets-python.txt

A line: Specific Character Set | VR | bytes in hex | text. Escape sequences are those of PS3.3 tables C.12-3 and C.12-4; after ^, = and \\ the
first set applies again (PS3.5 section 6.1.2.5.3), so that each part begins with its own.
"""

import re

ESCAPES = {
    "100": b"\x1b-A", "101": b"\x1b-B", "109": b"\x1b-C", "110": b"\x1b-D", "144": b"\x1b-L", "127": b"\x1b-G",
    "126": b"\x1b-F", "138": b"\x1b-H", "148": b"\x1b-M", "203": b"\x1b-b", "166": b"\x1b-T",
    "149": b"\x1b$)C", "58": b"\x1b$)A",
}
CODECS = {
    "100": "iso8859-1", "101": "iso8859-2", "109": "iso8859-3", "110": "iso8859-4", "144": "iso8859-5", "127": "iso8859-6",
    "126": "iso8859-7", "138": "iso8859-8", "148": "iso8859-9", "203": "iso8859-15", "166": "tis_620",
    "149": "euc_kr", "58": "gb2312",
}
SINGLE = {
    "100": "Müller^Jörg", "101": "Wałęsa^Świętosław", "109": "Ħaġra^Ċensu", "110": "Šķēle^Andris", "144": "Иванова^Людмила",
    "127": "الخوري^فيروز", "126": "Παπαδόπουλος^Διονυσιος", "138": "כהן^שרה", "148": "Yılmaz^Şükrü", "203": "Œuvré^Žan€", "166": "ใจดี^สมชาย",
}
DELIMITERS = re.compile(r"([\^=\\])")


def with_escapes(text, encode):
    """Each part between delimiters encoded on its own, delimiters as ASCII."""
    parts = DELIMITERS.split(text)
    return b"".join(p.encode("ascii") if DELIMITERS.fullmatch(p) or p.isascii() else encode(p) for p in parts)


def line(terms, vr, data, text):
    print(f"{terms}|{vr}|{data.hex()}|{text}")


for number, name in SINGLE.items():
    codec = CODECS[number]
    line(f"ISO_IR {number}", "PN", name.encode(codec), name)
    three = f"Ascii^Name={name}={name}"
    line(f"\\ISO 2022 IR {number}", "PN", with_escapes(three, lambda p, c=codec, e=ESCAPES[number]: e + p.encode(c)), three)

japanese = "Yamada^Tarou=山田^太郎=やまだ^たろう"
line("\\ISO 2022 IR 87", "PN", with_escapes(japanese, lambda p: p.encode("iso2022_jp")), japanese)
rare = "Yamada^Tarou=丂丄^丅丌=やまだ^たろう"
line("\\ISO 2022 IR 87\\ISO 2022 IR 159", "PN", with_escapes(rare, lambda p: p.encode("iso2022_jp_1")), rare)
katakana = "ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう"
first, second, third = katakana.split("=")
line("ISO 2022 IR 13\\ISO 2022 IR 87", "PN", first.encode("shift_jis") + b"=" + with_escapes(second, lambda p: p.encode("iso2022_jp").replace(b"\x1b(B", b"\x1b(J"))
     + b"=" + with_escapes(third, lambda p: p.encode("iso2022_jp").replace(b"\x1b(B", b"\x1b(J")), katakana)
korean = "Hong^Gildong=洪^吉洞=홍^길동"
line("\\ISO 2022 IR 149", "PN", with_escapes(korean, lambda p: ESCAPES["149"] + p.encode("euc_kr")), korean)
chinese = "Wang^XiaoDong=王^小东=王^小东"
line("\\ISO 2022 IR 58", "PN", with_escapes(chinese, lambda p: ESCAPES["58"] + p.encode("gb2312")), chinese)
mixed = "Müller^Иван=Иванова^Jörg=Παπα^Διον"


def by_script(part):
    number = "144" if any("Ѐ" <= c <= "ӿ" for c in part) else "126" if any("Ͱ" <= c <= "Ͽ" for c in part) else "100"
    return ESCAPES[number] + part.encode(CODECS[number])


line("ISO 2022 IR 100\\ISO 2022 IR 144\\ISO 2022 IR 126", "PN", with_escapes(mixed, by_script), mixed)
line("\\ISO 2022 IR 87", "LO", with_escapes("心電図 ECG", lambda p: p.encode("iso2022_jp")), "心電図 ECG")
line("\\ISO 2022 IR 149", "ST", with_escapes("심전도\r\n정상", lambda p: b"\r\n".join(ESCAPES["149"] + q.encode("euc_kr") for q in p.split("\r\n"))), "심전도\\r\\n정상")

for terms, codec, text in [
    ("GB18030", "gb18030", "Wang^XiaoDong=王^小东=㐀㐁^𠀀𠀁"),
    ("GBK", "gbk", "Wang^XiaoDong=王^小東=囍^喆"),
    ("Big5", "big5", "Hsu^Kungkai=許^功蓋=ㄒㄩˇ^ㄍㄨㄥ"),
    ("ISO_IR 192", "utf-8", "Hsu^Kungkai=許^功蓋=𠀀^😀"),
]:
    line(terms, "PN", text.encode(codec), text)
