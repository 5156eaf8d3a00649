package org.einthoven.tests;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** What a FHIR client may POST as an Observation and no ECG can be read from. */
final class BadFhir {
    private static final String CODE =
            "\"code\":{\"coding\":[{\"system\":\"urn:iso:std:iso:11073:10101\",\"code\":\"131328\"}]}";
    private static final String LEAD_I =
            "\"code\":{\"coding\":[{\"system\":\"urn:iso:std:iso:11073:10101\",\"code\":\"131329\"}]}";

    private BadFhir() {}

    static Map<String, byte[]> observations() throws IOException {
        Map<String, byte[]> bad = new LinkedHashMap<>();
        bad.put("nothing", new byte[0]);
        bad.put("random bytes", random());
        bad.put("a DICOM file", Files.readAllBytes(Samples.MORTARA));
        text(bad, "half a JSON object", "{\"resourceType\":\"Observation\",\"status\":\"fi");
        text(bad, "a JSON array", "[1,2,3]");
        text(bad, "a JSON string", "\"Observation\"");
        text(bad, "JSON without resourceType", "{\"status\":\"final\"}");
        text(bad, "another resource", "{\"resourceType\":\"Patient\"}");
        text(bad, "no such resource", "{\"resourceType\":\"Electrocardiogram\"}");
        text(bad, "100 000 brackets", "[".repeat(100_000));
        text(bad, "deep objects", "{\"a\":".repeat(5_000) + "1" + "}".repeat(5_000));
        text(bad, "XML in half", "<Observation xmlns=\"http://hl7.org/fhir\"><status value=\"final\"/>");
        text(bad, "XML that is no FHIR", "<?xml version=\"1.0\"?><AnnotatedECG xmlns=\"urn:hl7-org:v3\"/>");
        text(
                bad,
                "an XML entity",
                "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>"
                        + "<Observation xmlns=\"http://hl7.org/fhir\"><status value=\"&a;\"/></Observation>");
        text(bad, "HTML", "<html><body>no</body></html>");
        text(bad, "no status, no code, no component", "{\"resourceType\":\"Observation\"}");
        text(bad, "no component", observation(""));
        text(bad, "a component without value", observation("{" + LEAD_I + "}"));
        text(bad, "a quantity in place of samples", observation("{" + LEAD_I + ",\"valueQuantity\":{\"value\":1}}"));
        text(bad, "samples that are words", observation(samples("mV", 0, 4, 1, "one two three")));
        text(bad, "no sample at all", observation(samples("mV", 0, 4, 1, "")));
        text(bad, "a period of zero", observation(samples("mV", 0, 0, 1, "1 2 3 4")));
        text(bad, "a negative period", observation(samples("mV", 0, -4, 1, "1 2 3 4")));
        text(bad, "no dimension", observation(samples("mV", 0, 4, 0, "1 2 3 4")));
        text(bad, "a unit that is no voltage", observation(samples("kg", 0, 4, 1, "1 2 3 4")));
        text(
                bad,
                "two leads of different rates",
                observation(samples("mV", 0, 4, 1, "1 2 3 4") + ","
                        + samples("mV", 0, 2, 1, "1 2 3 4").replace("131329", "131330")));
        return bad;
    }

    private static void text(Map<String, byte[]> bad, String name, String body) {
        bad.put(name, body.getBytes(StandardCharsets.UTF_8));
    }

    private static String observation(String components) {
        return "{\"resourceType\":\"Observation\",\"status\":\"final\"," + CODE + ",\"component\":[" + components
                + "]}";
    }

    private static String samples(String unit, double origin, double period, int dimensions, String data) {
        return "{" + LEAD_I + ",\"valueSampledData\":{\"origin\":{\"value\":" + origin + ",\"unit\":\"" + unit
                + "\",\"system\":\"http://unitsofmeasure.org\",\"code\":\"" + unit + "\"},\"period\":" + period
                + ",\"dimensions\":" + dimensions + ",\"data\":\"" + data + "\"}}";
    }

    private static byte[] random() {
        byte[] bytes = new byte[3000];
        new Random(7).nextBytes(bytes);
        return Arrays.copyOf(bytes, bytes.length);
    }
}
