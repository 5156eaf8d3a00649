#!/usr/bin/env python3
"""Writes what BioSig reads from an SCP-ECG record, for ScpSampleTest of gateway/codecs.

Needs save2gdf (Debian: biosig-tools 2.5.0). Usage, from the project's root:
    python3 tests/golden/scp_golden.py FILE.scp… > gateway/codecs/src/test/resources/scp-golden.json
"""
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile


def lead(path):
    # save2gdf's text has microvolts, one sample a line.
    millivolts = [float(line) / 1000 for line in path.read_text().splitlines() if line.strip()]
    return {
        "first": [round(v, 9) for v in millivolts[:5]],
        "last": [round(v, 9) for v in millivolts[-5:]],
        "min": round(min(millivolts), 9),
        "max": round(max(millivolts), 9),
        "sum": round(sum(millivolts), 6),
        "sumOfSteps": round(sum(abs(b - a) for a, b in zip(millivolts, millivolts[1:])), 6),
    }


def golden(path):
    with tempfile.TemporaryDirectory() as folder:
        copy = pathlib.Path(folder, "ecg.scp")
        shutil.copy(path, copy)
        shown = subprocess.run(["save2gdf", "-VERBOSE=0", "-JSON", copy], capture_output=True, check=True)
        # What BioSig says of the recorder may hold bytes that are no text.
        text = shown.stdout.decode("latin-1")
        header = json.loads(text[text.index("{"):], strict=False)
        subprocess.run(["save2gdf", "-VERBOSE=0", "-f=ASCII", copy, pathlib.Path(folder, "ecg.asc")],
                       capture_output=True, check=True)
        samples = sorted(pathlib.Path(folder).glob("ecg.a[0-9][0-9]"))
        return {
            "samplingRateHz": header["Samplingrate"],
            "samples": header["NumberOfSamples"],
            "leads": {c["Label"]: lead(s) for c, s in zip(header["CHANNEL"], samples)},
        }


if __name__ == "__main__":
    json.dump({pathlib.Path(p).name: golden(p) for p in sys.argv[1:]}, sys.stdout, indent=1)
    print()
