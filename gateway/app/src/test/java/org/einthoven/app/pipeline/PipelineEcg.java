package org.einthoven.app.pipeline;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.einthoven.app.EcgFiles;
import org.einthoven.codecs.DecodingOptions;
import org.einthoven.codecs.EcgDecoder;
import org.einthoven.codecs.fhir.FhirEcgWriter;

/** An ECG that no other is like, in the forms in which it comes in. */
record PipelineEcg(int number, int patient) {
    private static final int SECOND = 1_000_000;

    /** A second one of the same patient. */
    PipelineEcg second() {
        return new PipelineEcg(SECOND + number, patient);
    }

    byte[] bytes() throws Exception {
        return EcgFiles.small(number, patient);
    }

    /** As the listener leaves what it received. */
    Path spooled(PipelineData data) throws Exception {
        return Files.write(data.objects.incoming().resolve(UUID.randomUUID() + ".spooled"), bytes());
    }

    byte[] observation(PipelineData data) throws Exception {
        Path file = spooled(data);
        String json = new FhirEcgWriter().toJson(EcgDecoder.standard().decode(file, DecodingOptions.DEFAULT));
        Files.delete(file);
        return json.getBytes(StandardCharsets.UTF_8);
    }

    byte[] nonsense() {
        return ("no ECG, number " + number).getBytes(StandardCharsets.UTF_8);
    }
}
