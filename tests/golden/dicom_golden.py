#!/usr/bin/env python3
"""Writes what pydicom reads from the sample ECGs, for DicomGoldenTest of gateway/codecs.

Needs pydicom and numpy (Debian: python3-pydicom python3-numpy). Usage, from the project's root:
    python3 tests/golden/dicom_golden.py tests/samples/dicom > gateway/codecs/src/test/resources/dicom-golden.json
"""
import json
import pathlib
import sys
import warnings

import numpy
import pydicom
from pydicom.waveforms import multiplex_array

MILLIVOLTS = {"uV": 0.001, "mV": 1.0, "V": 1000.0}


def lead(channel, raw):
    unit = MILLIVOLTS[channel.ChannelSensitivityUnitsSequence[0].CodeValue]
    lsb = float(channel.ChannelSensitivity) * float(channel.get("ChannelSensitivityCorrectionFactor", 1)) * unit
    # PS3.3 C.10.9.1.4: the baseline is an offset in the sensitivity's units. multiplex_array(as_raw=False) of
    # pydicom 2.3 multiplies it by the sensitivity, so its scaling is not used.
    millivolts = raw * lsb + float(channel.get("ChannelBaseline", 0)) * unit
    return {
        "code": str(channel.ChannelSourceSequence[0].CodeValue).strip("\0 "),
        "lsb": lsb,
        "first": [round(float(v), 9) for v in millivolts[:5]],
        "last": [round(float(v), 9) for v in millivolts[-5:]],
        "min": round(float(millivolts.min()), 9),
        "max": round(float(millivolts.max()), 9),
        "sum": round(float(millivolts.sum()), 6),
        "sumOfSteps": round(float(numpy.abs(numpy.diff(millivolts)).sum()), 6),
    }


def golden(path):
    dataset = pydicom.dcmread(path)
    group = dataset.WaveformSequence[0]
    if not dataset.is_little_endian:
        # pydicom leaves the words of OW as they lie in the file.
        group.WaveformData = numpy.frombuffer(group.WaveformData, dtype=">i2").astype("<i2").tobytes()
    raw = multiplex_array(dataset, 0, as_raw=True).astype("float64")
    leads = []
    for index, channel in enumerate(group.ChannelDefinitionSequence):
        leads.append(lead(channel, raw[:, index]))
    return {
        "samplingRateHz": float(group.SamplingFrequency),
        "samples": int(group.NumberOfWaveformSamples),
        "leads": leads,
    }


def main(samples):
    warnings.simplefilter("ignore")
    files = sorted(p for p in pathlib.Path(samples).glob("*.dcm"))
    result = {}
    for path in files:
        if "WaveformSequence" in pydicom.dcmread(path, stop_before_pixels=True):
            result[path.name] = golden(path)
    json.dump(result, sys.stdout, separators=(",", ":"))
    print()


main(sys.argv[1])
