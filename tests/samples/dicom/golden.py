#!/usr/bin/env python3
"""Writes what pydicom reads in the sample files, for the tests of gateway/dicom to compare with.

Usage: python3 golden.py FOLDER
FOLDER gets a text file for each sample, but for those that say the same as pydicom_waveform_ecg.dcm, and charsets.txt. Needs pydicom 2.3 or later. Run again only when a sample is added.

Line of an element: path, VR, then
  texts       their values without padding, divided by a backslash; for DS and IS each with the number's 64 bits in hexadecimal
  numbers     integers in decimal, FL and FD as the 64 bits of the double
  bytes       length and SHA-256 of the little-endian value
  sequences   the number of items
Line of charsets.txt: terms of Specific Character Set, VR, bytes in hexadecimal, text.
"""
import hashlib
import struct
import sys
import warnings
from pathlib import Path

import pydicom
from pydicom.charset import convert_encodings, decode_bytes
from pydicom.multival import MultiValue

warnings.simplefilter("ignore")
WORDS = {"OW": 2, "OF": 4, "OL": 4, "OD": 8, "OV": 8}


def bits(number):
    return struct.pack(">d", float(number)).hex()


def escaped(text):
    return text.replace("\r", "\\r").replace("\n", "\\n").replace("\t", "\\t")


def little_endian(value, vr, big):
    size = WORDS.get(vr, 1)
    if not big or size == 1:
        return value
    return b"".join(value[i : i + size][::-1] for i in range(0, len(value), size))


def values(element):
    if element.value is None or element.value == "" or element.VM == 0:
        return []
    return list(element.value) if isinstance(element.value, (MultiValue, list)) else [element.value]


def describe(element, big):
    vr = str(element.VR)[-2:] if len(str(element.VR)) > 2 and " " not in str(element.VR) else str(element.VR)
    if vr in ("OB", "OW", "OF", "OD", "OL", "OV", "UN", "OB or OW"):
        vr = "OW" if vr == "OB or OW" else vr
        value = little_endian(bytes(element.value or b""), vr, big)
        return f"{vr} {len(value)} {hashlib.sha256(value).hexdigest()}"
    if vr in ("DS", "IS"):
        texts = []
        for value in values(element):
            text = getattr(value, "original_string", str(value)).strip(" \0")
            texts.append(f"{text}|{bits(value)}")
        return f"{vr} " + "\\".join(texts)
    if vr in ("FL", "FD"):
        return f"{vr} " + "\\".join(bits(value) for value in values(element))
    if vr == "AT":
        return f"{vr} " + "\\".join(f"{int(value):08X}" for value in values(element))
    return f"{vr} " + escaped("\\".join(str(value).strip(" \0") for value in values(element)))


def dump(dataset, prefix, big, out):
    for element in dataset:
        if element.tag.element == 0:
            continue
        path = f"{prefix}{element.tag.group:04X}{element.tag.element:04X}"
        if element.VR == "SQ":
            out.append(f"{path} SQ {len(element.value)}")
            for index, item in enumerate(element.value):
                dump(item, f"{path}[{index}].", big, out)
        else:
            out.append(f"{path} {describe(element, big)}".rstrip())


TEXTS = [
    ("ISO_IR 100", "latin_1", "Jürgen^Größe"),
    ("ISO_IR 101", "iso8859_2", "Łukasz^Żółć"),
    ("ISO_IR 109", "iso8859_3", "Ġorġ^Ħal"),
    ("ISO_IR 110", "iso8859_4", "Ķēniņš^Ģirts"),
    ("ISO_IR 144", "iso8859_5", "Люкceмбypг"),
    ("ISO_IR 127", "iso8859_6", "قباني^لنزار"),
    ("ISO_IR 126", "iso8859_7", "Διονυσιος"),
    ("ISO_IR 138", "iso8859_8", "שרון^דבורה"),
    ("ISO_IR 148", "iso8859_9", "Çavuşoğlu^Işıl"),
    ("ISO_IR 166", "tis_620", "สมชาย^ใจดี"),
    ("ISO_IR 13", "shift_jis", "ﾔﾏﾀﾞ^ﾀﾛｳ"),
    ("ISO_IR 192", "utf_8", "Wang^XiaoDong=王^小东"),
    ("GB18030", "gb18030", "Wang^XiaoDong=王^小东"),
    ("GBK", "gbk", "Wang^XiaoDong=王^小东"),
]

# The examples of PS3.5 annexes H and I (pydicom 2.3 does not switch to ISO-IR 58, annex K), and the switches between single-byte sets.
ESCAPED = [
    ("\\ISO 2022 IR 87", "PN", "59616d6164615e5461726f753d1b24423b3345441b28425e1b244242404f3a1b28423d1b2442246424"
     "5e24401b28425e1b2442243f246d24261b2842"),
    ("ISO 2022 IR 13\\ISO 2022 IR 87", "PN", "d4cfc0de5ec0dbb33d1b24423b3345441b284a5e1b244242404f3a1b284a3d1b2442"
     "2464245e24401b284a5e1b2442243f246d24261b284a"),
    ("\\ISO 2022 IR 149", "PN", "486f6e675e47696c646f6e673d1b242943fbf35e1b242943d1ced4d73d1b242943c8ab5e1b242943b1e6b5bf"),
    ("\\ISO 2022 IR 149", "LO", "1b242943b1e8c8f1c1df"),
    ("ISO 2022 IR 100\\ISO 2022 IR 144\\ISO 2022 IR 126", "LO", "4469e91b2d4cbbee1b2d46c4e9"),
    ("ISO 2022 IR 6\\ISO 2022 IR 159", "LO", "1b242844302e1b2842"),
]


def charsets():
    for terms, codec, text in TEXTS:
        raw = text.encode(codec)
        yield terms, "PN", raw.hex()
    yield from ESCAPED


def main():
    folder = Path(sys.argv[1])
    seen = set()
    samples = sorted(Path(__file__).parent.glob("*.dcm"), key=lambda path: (not path.stem.startswith("pydicom"), path))
    for sample in samples:
        dataset = pydicom.dcmread(sample, force=True)
        out = []
        dump(dataset, "", not dataset.is_little_endian, out)
        text = "\n".join(out) + "\n"
        if text not in seen:  # The same object in another transfer syntax.
            (folder / (sample.stem + ".txt")).write_text(text, encoding="utf-8")
        seen.add(text)
    lines = []
    for terms, vr, raw in charsets():
        encodings = convert_encodings(terms.split("\\"))
        delimiters = {0x0D, 0x0A, 0x09, 0x0C} | ({0x5E, 0x3D} if vr == "PN" else set())
        text = decode_bytes(bytes.fromhex(raw), encodings, delimiters)
        lines.append("|".join([terms, vr, raw, text]))
    (folder / "charsets.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


main()
